"""The routing problem of a week in integers, and its answer; engine-neutral."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from distribution.calendar import Week
from solvers.routing.rosters import Hand
from solvers.routing.tables import Tables


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RoutingProblem:
    """Arrays of the whole week and all depots, and the ids behind their indices.

    ``centre_ids[c]`` is client ``c``; ``vehicle_ids`` are sorted by depot and kind, each once for every trip
    that a vehicle may make on a day (``Tables.body``);
    ``not_asked`` are centres with need that may receive on no day at all, with the reason.
    """

    week: Week
    tables: Tables
    depot_ids: tuple[str, ...]
    vehicle_ids: tuple[str, ...]
    centre_ids: tuple[str, ...]
    kind_type_ids: tuple[str, ...]
    kind_box_ids: tuple[str, ...]
    visit_days: tuple[date, ...]
    hands: tuple[Hand, ...] = ()
    not_asked: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteChoice:
    """A trip: the vehicle's row, its departure day, when it leaves and which visits it makes, in order."""

    vehicle: int
    day: int
    depart_s: int
    visits: tuple[int, ...]


Outing = tuple[RouteChoice, ...]
"""The trips of a vehicle that leave on one day, in the order of their departures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingSolution:
    """Routes, visits handed to a courier ``(visit, depot)``, and clients that receive nothing.

    ``blocked[c]`` are the bits of the rules that stood in the way of an unserved client when it was
    last tried.
    """

    routes: tuple[RouteChoice, ...]
    couriers: tuple[tuple[int, int], ...]
    unserved: tuple[int, ...]
    blocked: dict[int, int] = field(default_factory=dict)
