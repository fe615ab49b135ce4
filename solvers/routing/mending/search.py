"""The routes that changed and their neighbours searched together, while all others stay as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

import numpy as np

from distribution.progress import Limits, OnProgress
from distribution.units import DAY_S
from solvers.routing.mending.laying import Holding, laid
from solvers.routing.mending.present import slot_of
from solvers.routing.ours.engine import ours
from solvers.routing.part_of_week import part_of_week
from solvers.routing.problem import RouteChoice, RoutingProblem, RoutingSolution
from solvers.routing.referee import Trip, trip

NEIGHBOURS = 4  # routes beside those that had to change, in which the search may shift hours and stops


def searched(
    problem: RoutingProblem,
    placed: RoutingSolution,
    changed: frozenset[int],
    loose: frozenset[int],
    holding: Holding,
    limits: Limits,
    on_progress: OnProgress | None,
) -> RoutingSolution:
    """Return a solution whose ``changed`` slots and their neighbours have been searched.

    ``loose`` clients may go anywhere; the others in it keep their days, vehicle and courier.
    """
    owner = problem.tables.visit["client"]
    inside, clients = _opened(problem, placed, changed, loose, holding)
    fixed = [r for r in placed.routes if r not in inside]
    timed = [(r, trip(problem, r)) for r in fixed]
    kept = _at_their_place(problem, inside, clients - loose)
    part = part_of_week(kept, sorted(clients), timed, _busy(timed, holding))
    answer = ours(part.problem, limits=limits, start=part.own(placed), on_progress=on_progress).value
    found = dict(part.sequences(answer))
    # for a better order alone nobody's hour is moved: the route stays as it was, departure and all
    same = [r for r in inside if set(found.get(slot_of(r), ())) == set(r.visits)]
    served = {int(owner[v]) for r in same for v in r.visits}
    rest = replace(
        placed,
        routes=(*fixed, *same),
        couriers=tuple((v, q) for v, q in placed.couriers if int(owner[v]) not in clients),
    )
    altered: dict[int, tuple[int, ...]] = {slot_of(r): () for r in inside}
    altered.update(found)
    anew = [(slot, visits) for slot, visits in altered.items() if slot not in {slot_of(r) for r in same}]
    return laid(kept, rest, frozenset(clients - served), anew, holding)


def _opened(
    problem: RoutingProblem,
    placed: RoutingSolution,
    changed: frozenset[int],
    loose: frozenset[int],
    holding: Holding,
) -> tuple[list[RouteChoice], set[int]]:
    """Return the routes that the search may alter, and the clients of whom no visit is on any other.

    One with visits on several routes cannot keep one vehicle: unless it is loose its routes stay.
    """
    owner = problem.tables.visit["client"]

    def clients_of(routes: Iterable[RouteChoice]) -> set[int]:
        return {int(owner[v]) for r in routes for v in r.visits}

    slots = changed | _neighbours(problem, placed, changed, holding)
    inside = [r for r in placed.routes if slot_of(r) in slots]
    calls = Counter(int(owner[v]) for r in placed.routes for v in r.visits)
    torn = {client for client, number in calls.items() if number > 1} - loose
    body = problem.tables.body

    def days_of(routes: Iterable[RouteChoice]) -> set[tuple[int, int]]:
        return {(int(body[r.vehicle]), r.day) for r in routes}

    # a route that stays for one client keeps its other clients, and they their other routes; so it keeps the
    # other trips of its vehicle's day
    while True:
        others = [r for r in placed.routes if r not in inside]
        outside, days = torn | clients_of(others), days_of(others)
        stays = [r for r in inside if clients_of([r]) & outside or days_of([r]) & days]
        if not stays:
            return inside, (clients_of(inside) | loose) - outside
        inside = [r for r in inside if r not in stays]


def _at_their_place(
    problem: RoutingProblem, routes: Sequence[RouteChoice], clients: Set[int]
) -> RoutingProblem:
    """Return the problem in which some clients of routes have no other day, vehicle or courier."""
    t = problem.tables
    own, courier = t.client.copy(), t.courier_vnd.copy()
    courier[np.isin(t.visit["client"], sorted(clients))] = -1
    for route in routes:
        for visit in route.visits:
            client = int(t.visit["client"][visit])
            if client in clients:
                pattern = int(t.visit["pattern"][visit])
                own["first"][client], own["last"][client] = pattern, pattern + 1
                own["vehicle"][client] = t.body[route.vehicle]
    return replace(problem, tables=t._replace(client=own, courier_vnd=courier))


def _neighbours(
    problem: RoutingProblem, placed: RoutingSolution, changed: frozenset[int], holding: Holding
) -> frozenset[int]:
    """Return the routes that run nearest, by the way between their stops, to those that changed."""
    t = problem.tables
    minutes = t.travel["free_s"][0]

    def places(route: RouteChoice) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return np.asarray(t.client["place"][t.visit["client"][list(route.visits)]], np.int64)

    altered = [r for r in placed.routes if slot_of(r) in changed]
    if not altered:
        return frozenset()
    near: list[tuple[int, int]] = []
    for route in placed.routes:
        slot = slot_of(route)
        if slot in changed or slot in holding.slots:
            continue
        away = [int(minutes[np.ix_(places(route), places(other))].min()) for other in altered]
        near.append((min(away), slot))
    return frozenset(slot for _, slot in sorted(near)[:NEIGHBOURS])


def _busy(timed: list[tuple[RouteChoice, Trip]], holding: Holding) -> dict[str, frozenset[int]]:
    days: dict[str, set[int]] = {}
    for route, when in timed:
        for driver_id in holding.crews.get(slot_of(route), ()):
            days.setdefault(driver_id, set()).update(range(route.day, when.return_s // DAY_S + 1))
    return {driver_id: frozenset(found) for driver_id, found in days.items()}
