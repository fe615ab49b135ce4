"""A mended week with drivers for every route: who is out stays out, who has a route had better keep it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from solvers.routing import tables as rule
from solvers.routing.crews import Crew, crews
from solvers.routing.manning import duty
from solvers.routing.mending.present import slot_of
from solvers.routing.problem import RouteChoice, RoutingProblem, RoutingSolution

ROUNDS = 6

Again = Callable[[RoutingProblem, RoutingSolution, frozenset[int]], RoutingSolution]
"""Places some clients of a solution anew in a problem."""


def manned_again(
    problem: RoutingProblem,
    solution: RoutingSolution,
    held: frozenset[int],
    present: Mapping[int, tuple[str, ...]],
    place: Again,
) -> RoutingSolution:
    """Return the solution with no route that lacks drivers.

    Each round gives up the routes without a crew, counts one driver fewer there and on that day, and
    places their clients again; what has no driver after ``ROUNDS`` of them is left out.
    """
    tables = problem.tables._replace(drivers=problem.tables.drivers.copy())
    tight = replace(problem, tables=tables)
    for last in [False] * ROUNDS + [True]:
        idle = _idle(problem, solution, held, present)
        if not idle:
            break
        for body, day in sorted({(int(tables.body[route.vehicle]), route.day) for route in idle}):
            kind = tables.kind[tables.vehicle_kind[body]]
            level = int(kind["level"]) + 1
            fewer = np.maximum(tables.drivers[kind["depot"], day] - 1, 0)
            tables.drivers[kind["depot"], day, :level] = fewer[:level]
        owner = tables.visit["client"]
        clients = frozenset(int(owner[v]) for route in idle for v in route.visits)
        rest = without(problem, solution, clients)
        solution = rest if last else place(tight, rest, clients)
        solution = replace(solution, blocked={**solution.blocked, **_told(solution, clients)})
    return solution


def without(problem: RoutingProblem, solution: RoutingSolution, clients: frozenset[int]) -> RoutingSolution:
    """Return a solution in which some clients receive nothing; routes keep their departures."""
    owner = problem.tables.visit["client"]
    stays = (
        replace(r, visits=tuple(v for v in r.visits if int(owner[v]) not in clients)) for r in solution.routes
    )
    return replace(
        solution,
        routes=tuple(r for r in stays if r.visits),
        couriers=tuple((v, q) for v, q in solution.couriers if int(owner[v]) not in clients),
        unserved=tuple(sorted({*solution.unserved, *clients})),
    )


def _idle(
    problem: RoutingProblem,
    solution: RoutingSolution,
    held: frozenset[int],
    present: Mapping[int, tuple[str, ...]],
) -> tuple[RouteChoice, ...]:
    rules = problem.tables.rules
    made = crews(
        [duty(problem, route) for route in solution.routes],
        problem.hands,
        rest_s=int(rules[rule.REST_S]),
        weekly_s=int(rules[rule.WEEKLY_DRIVING_S]),
        present={
            i: Crew(driver_ids=present[slot_of(r)], out=slot_of(r) in held)
            for i, r in enumerate(solution.routes)
            if slot_of(r) in present
        },
    )
    return tuple(
        route
        for route, drivers in zip(solution.routes, made, strict=True)
        if drivers is None and slot_of(route) not in held
    )


def _told(solution: RoutingSolution, clients: frozenset[int]) -> dict[int, int]:
    """Return what stands in the way of those clients that found no other place: drivers too."""
    return {c: solution.blocked.get(c, 0) | rule.DRIVERS for c in clients if c in solution.unserved}
