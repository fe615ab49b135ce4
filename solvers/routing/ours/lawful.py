"""What of a plain solution keeps every rule, so that a search may begin with it."""

from __future__ import annotations

from collections import Counter, defaultdict

from solvers.routing.instance import Instance, InstanceRoute, InstanceSolution
from solvers.routing.plain.referee import judge, route_violations
from solvers.routing.plain.schedule import schedule


def lawful(instance: Instance, solution: InstanceSolution) -> InstanceSolution:
    """Return the routes that break no rule, without those who are visited too often or on other days.

    Raises
    ------
    ValueError
        When a route names a client or a vehicle type that the instance does not have.
    """
    if judge(instance, solution).feasible:
        return solution
    welcome = _welcome(instance, solution)
    kept: list[InstanceRoute] = []
    used: Counter[int] = Counter()
    for route in solution.routes:
        trips = tuple(tuple(c for c in trip if c in welcome) for trip in route.trips)
        relieved = InstanceRoute(type=route.type, trips=tuple(filter(None, trips)))
        if used[route.type] < instance.types[route.type].available and _keeps_the_rules(instance, relieved):
            used[route.type] += 1
            kept.append(relieved)
    return InstanceSolution(routes=tuple(kept))


def _welcome(instance: Instance, solution: InstanceSolution) -> set[int]:
    """Return the clients who are visited once, or on the days of one of their patterns."""
    days: defaultdict[int, list[int | None]] = defaultdict(list)
    for route in solution.routes:
        for client in (c for trip in route.trips for c in trip):
            days[client].append(instance.types[route.type].day)
    return {
        client
        for client, seen in days.items()
        if (
            any(Counter(pattern) == Counter(seen) for pattern in instance.clients[client].patterns)
            if instance.clients[client].patterns
            else len(seen) == 1
        )
    }


def _keeps_the_rules(instance: Instance, route: InstanceRoute) -> bool:
    return bool(route.trips) and not any(route_violations(instance, 0, route, schedule(instance, route)))
