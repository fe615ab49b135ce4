"""Vehicles that are alike to a pool of routes, and which of them takes which route chosen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from distribution.units import DAY_S
from solvers.routing.problem import Outing, RoutingProblem
from solvers.routing.referee import Trip
from solvers.routing.tables import LOADING_S


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Vehicles (their first rows) of one kind that are there on the same days.

    One that a planner has locked is by itself; each may make ``trips`` a day.
    """

    kind: int
    vehicles: tuple[int, ...]
    locked: bool
    trips: int


def fleets(problem: RoutingProblem) -> tuple[Alike, ...]:
    """Return the vehicles in groups of those alike, in order of their first vehicle."""
    t = problem.tables
    locked = {int(v) for v in t.client["vehicle"] if v >= 0}
    rows = Counter(t.body.tolist())
    groups: dict[tuple[int, bytes, int, int], list[int]] = defaultdict(list)
    for vehicle, trips in rows.items():
        own = vehicle if vehicle in locked else -1
        alike = int(t.vehicle_kind[vehicle]), t.vehicle_days[vehicle].tobytes(), own, trips
        groups[alike].append(vehicle)
    return tuple(
        Alike(kind=kind, vehicles=tuple(vehicles), locked=own >= 0, trips=trips)
        for (kind, _, own, trips), vehicles in groups.items()
    )


def may_take(problem: RoutingProblem, group: Alike, outing: Outing, whens: Sequence[Trip]) -> bool:
    """Return whether a vehicle of the group is there on all days of an outing and allowed to its clients."""
    t, vehicle = problem.tables, group.vehicles[0]
    last = whens[-1].return_s // DAY_S
    if len(outing) > group.trips:
        return False
    if last >= t.vehicle_days.shape[1] or not all(t.vehicle_days[vehicle, outing[0].day : last + 1]):
        return False
    wanted = {int(t.client["vehicle"][t.visit["client"][v]]) for r in outing for v in r.visits} - {-1}
    return wanted <= {vehicle if group.locked else -1}


def busy(problem: RoutingProblem, outing: Outing, whens: Sequence[Trip]) -> tuple[int, int]:
    """Return from when to when a vehicle is taken: it has one outing a day at most."""
    loading = outing[0].depart_s - int(problem.tables.rules[LOADING_S])
    return loading, max(whens[-1].return_s, (outing[0].day + 1) * DAY_S)


def peaks(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, ...]]:
    """Yield the positions of spans that overlap at the start of one of them, each set once."""
    seen: set[tuple[int, ...]] = set()
    for moment in sorted({start for start, _ in spans}):
        together = tuple(i for i, (start, end) in enumerate(spans) if start <= moment < end)
        if len(together) > 1 and together not in seen:
            seen.add(together)
            yield together


def handed_out(group: Alike, spans: Sequence[tuple[int, int]], wished: Sequence[int]) -> tuple[int, ...]:
    """Return a vehicle for each span, the one wished where it is free then.

    Taken in order of their starts there is always one free when no more spans overlap than the group
    has vehicles.
    """
    free_from = dict.fromkeys(group.vehicles, -DAY_S)
    given = [0] * len(spans)
    for i in sorted(range(len(spans)), key=lambda i: (spans[i], i)):
        start, end = spans[i]
        idle = [v for v in group.vehicles if free_from[v] <= start]
        given[i] = wished[i] if wished[i] in idle else idle[0]
        free_from[given[i]] = end
    return tuple(given)
