"""The referee of plain instances: cost and violations of a solution, from the definition alone.

All sums are Python's whole numbers, so that no cost overflows.  A violation begins with the name of its
rule: ``available``, ``trips``, ``capacity``, ``window``, ``longest``, ``farthest``,
``visits`` or ``missing``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from solvers.routing.instance import Instance, InstanceRoute, InstanceSolution
from solvers.routing.plain.schedule import Schedule, schedule


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a solution costs, in the instance's units, and which rules it breaks."""

    cost: int
    violations: tuple[str, ...]

    @property
    def feasible(self) -> bool:
        """Whether no rule is broken."""
        return not self.violations


def judge(instance: Instance, solution: InstanceSolution) -> Judgement:
    """Return cost and violations.

    Raises
    ------
    ValueError
        When a route names a client or a vehicle type that the instance does not have.
    """
    _check_indices(instance, solution)
    schedules = tuple(schedule(instance, route) for route in solution.routes)
    routes_cost = sum(map(_route_cost, [instance] * len(schedules), solution.routes, schedules))
    return Judgement(
        cost=routes_cost + _prizes_lost(instance, solution),
        violations=(
            *_availability(instance, solution),
            *(
                violation
                for index, (route, hours) in enumerate(zip(solution.routes, schedules, strict=True))
                for violation in route_violations(instance, index, route, hours)
            ),
            *_visits(instance, solution),
        ),
    )


def route_cost(instance: Instance, route: InstanceRoute) -> int:
    """Return what one route costs, in the instance's units."""
    return _route_cost(instance, route, schedule(instance, route))


def route_distance(instance: Instance, route: InstanceRoute, hours: Schedule) -> int:
    """Return the distance of a route over all its trips."""
    distances = instance.distance[instance.types[route.type].profile]
    places = [call.place for call in hours.calls]
    return sum(int(distances[here, there]) for here, there in pairwise(places))


def _check_indices(instance: Instance, solution: InstanceSolution) -> None:
    for route in solution.routes:
        if not 0 <= route.type < len(instance.types) or not route.trips:
            raise ValueError(f"a route of type {route.type} with {len(route.trips)} trips")
        for client in (client for trip in route.trips for client in trip):
            if not 0 <= client < len(instance.clients):
                raise ValueError(f"a route calls at client {client}, who is not there")


def _route_cost(instance: Instance, route: InstanceRoute, hours: Schedule) -> int:
    kind = instance.types[route.type]
    distance_cost = kind.per_distance * route_distance(instance, route, hours)
    return kind.fixed + distance_cost + kind.per_duration * hours.duration


def _prizes_lost(instance: Instance, solution: InstanceSolution) -> int:
    days = _days_of_visits(instance, solution)
    return sum(
        client.prize for i, client in enumerate(instance.clients) if client.prize is not None and not days[i]
    )


def _availability(instance: Instance, solution: InstanceSolution) -> Iterator[str]:
    used = Counter(route.type for route in solution.routes)
    for index, kind in enumerate(instance.types):
        if used[index] > kind.available:
            yield f"available: {used[index]} routes of type {index}, {kind.available} vehicles"


def route_violations(instance: Instance, index: int, route: InstanceRoute, hours: Schedule) -> Iterator[str]:
    """Tell what one route breaks by itself; ``index`` is its number in the sentences."""
    kind = instance.types[route.type]
    if len(route.trips) > kind.reloads + 1 or not all(route.trips):
        yield f"trips: route {index} has {len(route.trips)}, {kind.reloads + 1} allowed, none empty"
    yield from _capacity(instance, index, route)
    for call in hours.tardy:
        yield f"window: route {index} is late at place {call.place} (client {call.client})"
    if hours.duration > kind.longest:
        yield f"longest: route {index} lasts {hours.duration}, {kind.longest} allowed"
    distance = route_distance(instance, route, hours)
    if distance > kind.farthest:
        yield f"farthest: route {index} drives {distance}, {kind.farthest} allowed"


def _capacity(instance: Instance, index: int, route: InstanceRoute) -> Iterator[str]:
    for number, trip in enumerate(route.trips):
        loads = [instance.clients[client].load for client in trip]
        for dimension, capacity in enumerate(instance.types[route.type].capacity):
            carried = sum(load[dimension] for load in loads)
            if carried > capacity:
                yield f"capacity: route {index}, trip {number}: {carried} > {capacity} in load {dimension}"


def _visits(instance: Instance, solution: InstanceSolution) -> Iterator[str]:
    """Each client once, or on exactly the days of one pattern; left out only if it has a prize."""
    for index, (client, days) in enumerate(
        zip(instance.clients, _days_of_visits(instance, solution), strict=True)
    ):
        if not days:
            if client.prize is None and () not in client.patterns:
                yield f"missing: client {index}"
        elif client.patterns:
            if tuple(days) not in {tuple(sorted(pattern)) for pattern in client.patterns}:
                yield f"visits: client {index} on days {days}, which is none of its patterns"
        elif len(days) > 1:
            yield f"visits: client {index} {len(days)} times"


def _days_of_visits(instance: Instance, solution: InstanceSolution) -> list[list[int]]:
    """Return for each client the day of every visit in order, -1 where a vehicle has no day."""
    days: list[list[int]] = [[] for _ in instance.clients]
    for route in solution.routes:
        day = instance.types[route.type].day
        for trip in route.trips:
            for client in trip:
                days[client].append(-1 if day is None else day)
    return [sorted(of_client) for of_client in days]
