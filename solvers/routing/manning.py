"""Routes that no driver can take are given up and their clients placed anew, before anyone sees them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from solvers.routing import tables as rule
from solvers.routing.cheapest import FAR, insert_client
from solvers.routing.crews import crews
from solvers.routing.placing import clear, take_client
from solvers.routing.problem import RouteChoice, RoutingProblem, RoutingSolution
from solvers.routing.referee import Trip, load, trip, unload
from solvers.routing.rosters import Duty
from solvers.routing.tables import DAYS, new_work

ROUNDS = 20


def manned(problem: RoutingProblem, solution: RoutingSolution) -> RoutingSolution:
    """Return the solution with every route manned.

    Each round takes out the routes left without drivers, counts one driver fewer on that day at
    their depot, and inserts the clients again; after ``ROUNDS`` what still has no driver goes to
    couriers or stays out.
    """
    tables = problem.tables._replace(drivers=problem.tables.drivers.copy())
    tight = replace(problem, tables=tables)
    for last in [False] * ROUNDS + [True]:
        idle = unmanned(problem, solution)
        if not idle:
            break
        solution = _without(tight, solution, idle, insert=not last)
    return solution


def unmanned(problem: RoutingProblem, solution: RoutingSolution) -> tuple[RouteChoice, ...]:
    """Return the routes that cannot be manned together with the others."""
    rules = problem.tables.rules
    made = crews(
        [duty(problem, route) for route in solution.routes],
        problem.hands,
        rest_s=int(rules[rule.REST_S]),
        weekly_s=int(rules[rule.WEEKLY_DRIVING_S]),
    )
    return tuple(route for route, drivers in zip(solution.routes, made, strict=True) if drivers is None)


def duty(problem: RoutingProblem, route: RouteChoice, when: Trip | None = None) -> Duty:
    """Return a route as its drivers see it; ``when`` is its schedule where that is known."""
    t, when = problem.tables, when or trip(problem, route)
    kind = t.kind[t.vehicle_kind[route.vehicle]]
    start = route.depart_s - int(t.rules[rule.LOADING_S])
    return Duty(
        depot_id=problem.depot_ids[kind["depot"]],
        level=int(kind["level"]),
        crew=int(kind["crew"]),
        start_s=start,
        end_s=when.return_s,
        first_day=start // 86_400,
        last_day=when.return_s // 86_400,
        driving_s=-(-sum(when.driving_s) // int(kind["crew"])),
        outing=(int(t.body[route.vehicle]), route.day),
    )


def _without(
    tight: RoutingProblem, solution: RoutingSolution, idle: tuple[RouteChoice, ...], *, insert: bool
) -> RoutingSolution:
    t, state, work = tight.tables, load(tight, solution), new_work()
    clients: set[int] = set()
    for body, day in sorted({(int(t.body[route.vehicle]), route.day) for route in idle}):
        kind = t.kind[t.vehicle_kind[body]]
        busy = np.maximum(t.drivers[kind["depot"], day] - 1, 0)
        t.drivers[kind["depot"], day, : kind["level"] + 1] = busy[: kind["level"] + 1]
    for route in idle:
        clear(t, state, route.vehicle * DAYS + route.day)
        clients |= {int(t.visit["client"][v]) for v in route.visits}
    blocked = dict(solution.blocked)
    for client in sorted(clients):
        take_client(t, state, work, client)
        state.client_pattern[client] = rule.OUT
    for client in sorted(clients) if insert else ():
        bits = insert_client(t, state, work, client, FAR, True)
        if bits:
            blocked[client] = int(bits) | rule.DRIVERS
    return unload(state, blocked)
