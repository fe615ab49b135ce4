"""A routing problem with plain travel, as the public libraries pose it: integers, no field rules.

The same engine solves it and the week, so that what it is worth can be measured against literature.
Distances, durations and costs have the instance's own integer units.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
UNLIMITED = 1 << 50  # a capacity, a latest time or a duration without limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """Someone to visit once, or on every day of one of ``patterns``.

    ``load`` has one figure for each load dimension.  Service starts inside ``early`` to ``late``; a trip
    that carries the client leaves its depot at ``release`` or later.  ``prize`` is lost when the client
    is left out; None means that it must be visited.  ``patterns`` are sets of days, empty when the
    instance has no days.
    """

    place: int
    load: tuple[int, ...]
    service: int = 0
    early: int = 0
    late: int = UNLIMITED
    release: int = 0
    prize: int | None = None
    patterns: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleType:
    """Vehicles alike: ``available`` of them, each for one route of at most ``reloads`` + 1 trips.

    A route begins at place ``start`` at ``early`` or later, and ends at place ``end`` by ``late``, at
    most ``longest`` time units after its beginning; between two trips the vehicle calls at ``start``.
    ``day`` is the day on which it drives, None when the instance has no days.  The cost of a route is
    ``fixed + per_distance × distance + per_duration × duration``.
    """

    available: int
    capacity: tuple[int, ...]
    start: int
    end: int
    fixed: int = 0
    per_distance: int = 1
    per_duration: int = 0
    early: int = 0
    late: int = UNLIMITED
    longest: int = UNLIMITED
    farthest: int = UNLIMITED
    reloads: int = 0
    profile: int = 0
    day: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Instance:
    """Clients, vehicle types and travel: ``distance`` and ``duration`` are (profiles, places, places)."""

    name: str
    distance: Ints
    duration: Ints
    clients: tuple[Client, ...]
    types: tuple[VehicleType, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceRoute:
    """One vehicle's route: its type, and the clients of each trip in order."""

    type: int
    trips: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceSolution:
    """Routes; clients on none of them are left out."""

    routes: tuple[InstanceRoute, ...]
