"""Cordeau's periodic instances as text (Cordeau, Gendreau and Laporte 1997).

The first line is ``type m n t``: problem, vehicles a day, clients, days.  A line ``D Q`` for each day
follows, the longest route (0: none) and the load; then the depot and the clients, one a line:
``i x y d q f a`` and ``a`` codes, where d is the service time, q the load of each visit, f the number
of visits.  A code is a bit string of t days, the first day leftmost: 10 of five days is 01010, the
second and the fourth day.  Travel is Euclidean, here in integers ``PERIODIC_SCALE`` times as fine.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.routing.scales import PERIODIC_SCALE
from solvers.routing.instance import UNLIMITED, Client, Instance, VehicleType

PERIODIC = 1  # Cordeau's number of the problem with one depot and several days


def read_periodic(path: Path) -> Instance:
    """Read one file.

    Raises
    ------
    ValueError
        When the problem is not the periodic one, or the clients are not as many as said.
    """
    lines = [line.split() for line in path.read_text(encoding="ascii").splitlines() if line.strip()]
    kind, vehicles, count, days = (int(field) for field in lines[0][:4])
    if kind != PERIODIC:
        raise ValueError(f"{path.name}: a problem of type {kind} is not read, only {PERIODIC}")
    limits, nodes = lines[1 : 1 + days], lines[1 + days :]
    if len(nodes) != count + 1:
        raise ValueError(f"{path.name}: {len(nodes) - 1} clients found, {count} said")
    travel = _travel(np.array([[float(x), float(y)] for _, x, y, *_ in nodes]))
    return Instance(
        name=path.stem,
        distance=travel,
        duration=travel,
        clients=tuple(_client(place, node, days) for place, node in enumerate(nodes) if place),
        types=tuple(_type(day, *limit, vehicles=vehicles) for day, limit in enumerate(limits)),
    )


def _travel(points: NDArray[np.float64]) -> NDArray[np.int64]:
    across, along = (points[:, None] - points[None, :]).transpose(2, 0, 1)
    fine: NDArray[np.int64] = np.rint(np.hypot(across, along) * PERIODIC_SCALE).astype(np.int64)
    return fine[None]


def _client(place: int, node: list[str], days: int) -> Client:
    # The number of visits is not trusted: client 131 of p11 says 0, and has five patterns of one day.
    _, _, _, service, load, _, combinations, *codes = node
    if len(codes) != int(combinations):
        raise ValueError(f"client {place}: {len(codes)} patterns found, {combinations} said")
    patterns = tuple(tuple(_days(int(code), days)) for code in codes)
    return Client(place=place, load=(int(load),), service=_fine(service), patterns=patterns)


def _days(code: int, days: int) -> Iterator[int]:
    return (day for day in range(days) if code >> (days - 1 - day) & 1)


def _type(day: int, longest: str, load: str, *, vehicles: int) -> VehicleType:
    limit = _fine(longest) or UNLIMITED
    return VehicleType(available=vehicles, capacity=(int(load),), start=0, end=0, longest=limit, day=day)


def _fine(figure: str) -> int:
    return round(float(figure) * PERIODIC_SCALE)
