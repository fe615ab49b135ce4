"""Cordeau's periodic instances as text (Cordeau, Gendreau and Laporte 1997).

The first line is ``type m n t``: problem, vehicles a day, clients, days.  A line ``D Q`` for each day
follows, the longest route (0: none) and the load; then the depot and the clients, one a line:
``i x y d q f a`` and ``a`` codes, where d is the service time, q the load of each visit, f the number
of visits.  A code is a bit string of t days, the first day leftmost: 10 of five days is 01010, the
second and the fourth day.  Type 5 ends each line with a window ``e l``, the depot's its hours.  Travel is
Euclidean, here in integers ``PERIODIC_SCALE`` times as fine.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from benchmarks.routing.scales import PERIODIC_SCALE
from solvers.routing.instance import UNLIMITED, Client, Instance, VehicleType

PERIODIC, PERIODIC_TIMED = 1, 5  # Cordeau's numbers of problems with one depot and several days


def read_periodic(text: str, name: str) -> Instance:
    """Read the text of one file.

    Raises
    ------
    ValueError
        When the problem is not a periodic one, or the clients are not as many as said.
    """
    lines = [line.split() for line in text.splitlines() if line.strip()]
    kind, vehicles, count, days = (int(field) for field in lines[0][:4])
    if kind not in (PERIODIC, PERIODIC_TIMED):
        raise ValueError(f"a problem of type {kind} is not read, only {PERIODIC} and {PERIODIC_TIMED}")
    limits, nodes = lines[1 : 1 + days], lines[1 + days :]
    if len(nodes) != count + 1:
        raise ValueError(f"{len(nodes) - 1} clients found, {count} said")
    travel = _travel(np.array([[float(x), float(y)] for _, x, y, *_ in nodes]))
    hours = [_hours(node) if kind == PERIODIC_TIMED else (0, UNLIMITED) for node in nodes]
    figures = [node[:-2] if kind == PERIODIC_TIMED else node for node in nodes]
    return Instance(
        name=name,
        distance=travel,
        duration=travel,
        clients=tuple(_client(place, figures[place], days, hours[place]) for place in range(1, len(nodes))),
        types=tuple(
            _type(day, *limit, vehicles=vehicles, hours=hours[0]) for day, limit in enumerate(limits)
        ),
    )


def _travel(points: NDArray[np.float64]) -> NDArray[np.int64]:
    across, along = (points[:, None] - points[None, :]).transpose(2, 0, 1)
    fine: NDArray[np.int64] = np.rint(np.hypot(across, along) * PERIODIC_SCALE).astype(np.int64)
    return fine[None]


def _hours(node: list[str]) -> tuple[int, int]:
    early, late = node[-2:]
    return _fine(early), _fine(late)


def _client(place: int, node: list[str], days: int, hours: tuple[int, int]) -> Client:
    # The number of visits is not trusted: client 131 of p11 says 0, and has five patterns of one day.
    _, _, _, service, load, _, combinations, *codes = node
    if len(codes) != int(combinations):
        raise ValueError(f"client {place}: {len(codes)} patterns found, {combinations} said")
    patterns = tuple(tuple(_days(int(code), days)) for code in codes)
    return Client(
        place=place,
        load=(int(load),),
        service=_fine(service),
        early=hours[0],
        late=hours[1],
        patterns=patterns,
    )


def _days(code: int, days: int) -> Iterator[int]:
    return (day for day in range(days) if code >> (days - 1 - day) & 1)


def _type(day: int, longest: str, load: str, *, vehicles: int, hours: tuple[int, int]) -> VehicleType:
    return VehicleType(
        available=vehicles,
        capacity=(int(load),),
        start=0,
        end=0,
        early=hours[0],
        late=hours[1],
        longest=_fine(longest) or UNLIMITED,
        day=day,
    )


def _fine(figure: str) -> int:
    return round(float(figure) * PERIODIC_SCALE)
