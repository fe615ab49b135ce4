"""A plain routing instance too large for one matrix: travel is had in blocks of a few hundred places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from solvers.routing.instance import (
    Client,
    Instance,
    InstanceRoute,
    InstanceSolution,
    Ints,
    VehicleType,
)

Floats = NDArray[np.float64]


class Travel(Protocol):
    """Travel between any of many places, never held as a whole."""

    @property
    def points(self) -> Floats | None:
        """Where the places stand, shape (places, axes) in any unit of length; None when not known."""

    def block(self, places: Ints) -> tuple[Ints, Ints]:
        """Return distance and duration among some places, each of shape (profiles, k, k)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LargeInstance:
    """Clients and vehicle types as in `Instance`; travel in blocks."""

    name: str
    travel: Travel
    clients: tuple[Client, ...]
    types: tuple[VehicleType, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """Some clients and vehicles of a large instance as an instance of its own, and the way back.

    ``clients`` and ``types`` are indices of the whole; ``start`` is in the part's numbers.
    """

    instance: Instance
    clients: tuple[int, ...]
    types: tuple[int, ...]
    start: InstanceSolution

    def whole(self, solution: InstanceSolution) -> tuple[InstanceRoute, ...]:
        """Return the routes of the part's solution in the numbers of the whole."""
        return tuple(_renumbered(route, self.types, self.clients) for route in solution.routes)


def part_of(
    large: LargeInstance,
    clients: Sequence[int],
    available: Mapping[int, int],
    routes: Sequence[InstanceRoute] = (),
) -> Part:
    """Return a part with some clients, vehicles of each type, and routes to start from."""
    members, kinds = tuple(sorted(clients)), tuple(sorted(t for t, n in available.items() if n > 0))
    types = [large.types[t] for t in kinds]
    places = sorted(
        {large.clients[c].place for c in members} | {p for kind in types for p in (kind.start, kind.end)}
    )
    row = {place: i for i, place in enumerate(places)}
    distance, duration = large.travel.block(np.array(places, dtype=np.int64))
    own = tuple(replace(large.clients[c], place=row[large.clients[c].place]) for c in members)
    instance = Instance(
        name=large.name,
        distance=distance,
        duration=duration,
        clients=own,
        types=tuple(
            replace(kind, available=available[t], start=row[kind.start], end=row[kind.end])
            for t, kind in zip(kinds, types, strict=True)
        ),
    )
    type_row, client_row = ({v: i for i, v in enumerate(order)} for order in (kinds, members))
    start = InstanceSolution(routes=tuple(_renumbered(r, type_row, client_row) for r in routes))
    return Part(instance=instance, clients=members, types=kinds, start=start)


def _renumbered(
    route: InstanceRoute, types: Mapping[int, int] | Sequence[int], clients: Mapping[int, int] | Sequence[int]
) -> InstanceRoute:
    trips = tuple(tuple(clients[c] for c in trip) for trip in route.trips)
    return InstanceRoute(type=types[route.type], trips=trips)
