"""A week mended: what is disturbed is made anew, all else stays where it is."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

import numpy as np

from distribution.progress import Limits, OnProgress
from solvers.routing.adopting import adopt
from solvers.routing.by_hand import shut_bays
from solvers.routing.insertion import fill
from solvers.routing.ours.engine import ours
from solvers.routing.part_of_week import DAY_S, part_of_week
from solvers.routing.present import Present, slot_of
from solvers.routing.problem import RouteChoice, RoutingProblem, RoutingSolution
from solvers.routing.referee import Trip, cost_vnd, load, trip, unload
from solvers.routing.repair_crews import manned_again
from solvers.routing.tables import DAYS

NEIGHBOURS = 4  # routes beside those that had to change, in which the search may shift hours and stops


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What a repair must leave alone.

    ``slots`` are routes that nothing may touch (departed, or held by a lock), ``couriers`` clients whose
    goods are with a courier already; no route that changes leaves before ``earliest_s``.  ``crews`` are the
    drivers of the routes that there are, by slot.
    """

    slots: frozenset[int] = frozenset()
    couriers: frozenset[int] = frozenset()
    earliest_s: int = 0
    crews: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


def repaired(
    problem: RoutingProblem,
    now: Present,
    holding: Holding,
    *,
    limits: Limits,
    on_progress: OnProgress | None = None,
) -> RoutingSolution:
    """Return the week with every disturbed route made anew and every absent client placed where it can be.

    First each client without a place goes where it costs least; then the routes that changed, and their
    nearest neighbours, are searched together by our own engine while all others stay.  Whoever had a
    place keeps its days and its vehicle: only its hour may shift.
    """
    disturbed = now.disturbed - holding.slots
    clients = _loose(problem, now, disturbed, holding)
    if not clients and not disturbed:
        return now.solution
    placed = _manned(problem, _placed(problem, now, disturbed, clients, holding), holding)
    changed = _changed(now.solution, placed)
    if limits.iterations == 0 or not changed:
        return placed
    searched = _searched(problem, placed, changed, clients, holding, limits, on_progress)
    answers = (placed, _manned(problem, searched, holding))
    return min(answers, key=lambda solution: cost_vnd(problem, solution))


def _manned(problem: RoutingProblem, solution: RoutingSolution, holding: Holding) -> RoutingSolution:
    def place(tight: RoutingProblem, rest: RoutingSolution, clients: frozenset[int]) -> RoutingSolution:
        return _laid(tight, rest, clients, [], holding)

    return manned_again(problem, solution, holding.slots, holding.crews, place)


def _loose(
    problem: RoutingProblem, now: Present, disturbed: frozenset[int], holding: Holding
) -> frozenset[int]:
    """Return the clients that are on no route, or on a disturbed one."""
    client = problem.tables.visit["client"]
    on_route = {int(client[v]) for r in now.solution.routes if slot_of(r) in disturbed for v in r.visits}
    held = {int(client[v]) for r in now.solution.routes if slot_of(r) in holding.slots for v in r.visits}
    return frozenset(on_route | set(now.solution.unserved)) - held - holding.couriers


def _placed(
    problem: RoutingProblem,
    now: Present,
    disturbed: frozenset[int],
    clients: frozenset[int],
    holding: Holding,
) -> RoutingSolution:
    loose = [(slot_of(r), r.visits) for r in now.solution.routes if slot_of(r) in disturbed]
    gone = {v for _, visits in loose for v in visits}
    visit_client = problem.tables.visit["client"]
    # a client of several visits is loose as a whole: his other visits leave routes that may stay
    kept = tuple(r for r in now.solution.routes if slot_of(r) not in disturbed)
    kept, opened = _without_clients(problem, kept, {int(visit_client[v]) for v in gone} & clients, holding)
    rest = replace(
        now.solution,
        routes=kept,
        couriers=tuple((v, q) for v, q in now.solution.couriers if int(visit_client[v]) not in clients),
    )
    return _laid(problem, rest, clients, [*loose, *opened], holding)


def _without_clients(
    problem: RoutingProblem, routes: tuple[RouteChoice, ...], clients: set[int], holding: Holding
) -> tuple[tuple[RouteChoice, ...], list[tuple[int, tuple[int, ...]]]]:
    """Part routes into those without any of the clients, and the sequences of the others as they are."""
    owner = problem.tables.visit["client"]
    touched = [
        r for r in routes if slot_of(r) not in holding.slots and clients & {int(owner[v]) for v in r.visits}
    ]
    kept = tuple(r for r in routes if r not in touched)
    return kept, [(slot_of(r), r.visits) for r in touched]


def _laid(
    problem: RoutingProblem,
    rest: RoutingSolution,
    clients: frozenset[int],
    found: list[tuple[int, tuple[int, ...]]],
    holding: Holding,
) -> RoutingSolution:
    """Lay sequences beside routes that stay, place every client that is left, and tell who is not."""
    tight = _tightened(problem, clients, holding)
    owner = problem.tables.visit["client"]
    everyone = clients | {int(owner[v]) for _, visits in found for v in visits}
    state = load(tight, rest)
    shut_bays(state, holding.earliest_s)
    adopt(tight, state, [slot for slot, _ in found], sorted(everyone), found)
    blocked: dict[int, int] = {}
    fill(tight, state, blocked, limits=Limits(), begun=time.perf_counter(), on_progress=None)
    return unload(state, blocked)


def _tightened(problem: RoutingProblem, clients: frozenset[int], holding: Holding) -> RoutingProblem:
    """Return the problem in which nothing joins a held route, and a courier takes none that has a place."""
    t = problem.tables
    days, courier = t.vehicle_days.copy(), t.courier_vnd.copy()
    for slot in holding.slots:
        days[slot // DAYS, slot % DAYS] = False
    courier[~np.isin(t.visit["client"], sorted(clients))] = -1
    return replace(problem, tables=t._replace(vehicle_days=days, courier_vnd=courier))


def _changed(before: RoutingSolution, after: RoutingSolution) -> frozenset[int]:
    """Return the slots whose sequence is another one."""
    old = {slot_of(r): r.visits for r in before.routes}
    new = {slot_of(r): r.visits for r in after.routes}
    return frozenset(slot for slot in old.keys() | new.keys() if old.get(slot) != new.get(slot))


def _searched(
    problem: RoutingProblem,
    placed: RoutingSolution,
    changed: frozenset[int],
    loose: frozenset[int],
    holding: Holding,
    limits: Limits,
    on_progress: OnProgress | None,
) -> RoutingSolution:
    owner = problem.tables.visit["client"]
    open_slots = changed | _neighbours(problem, placed, changed, holding)
    inside = [r for r in placed.routes if slot_of(r) in open_slots]
    clients = loose | {int(owner[v]) for r in inside for v in r.visits}
    # a client with visits on several routes cannot keep one vehicle: its routes stay as they are
    calls = Counter(int(owner[v]) for r in placed.routes for v in r.visits)
    clients -= {client for client, number in calls.items() if number > 1} - loose
    outside = [r for r in placed.routes if slot_of(r) not in open_slots]
    clients -= {int(owner[v]) for r in outside for v in r.visits}
    inside = [r for r in inside if {int(owner[v]) for v in r.visits} <= clients]
    fixed = [r for r in placed.routes if r not in inside]
    timed = [(r, trip(problem, r)) for r in fixed]
    busy = _busy(timed, holding)
    kept = _at_their_place(problem, inside, clients - loose)
    part = part_of_week(kept, sorted(clients), timed, busy)
    answer = ours(part.problem, limits=limits, start=part.own(placed), on_progress=on_progress).value
    found = dict(part.sequences(answer))
    same = [r for r in inside if found.get(slot_of(r)) == r.visits]  # these keep their departures as well
    served = {int(owner[v]) for r in same for v in r.visits}
    rest = replace(
        placed,
        routes=(*fixed, *same),
        couriers=tuple((v, q) for v, q in placed.couriers if int(owner[v]) not in clients),
    )
    altered = {slot_of(r): () for r in inside} | found
    laid = [(slot, visits) for slot, visits in altered.items() if slot not in {slot_of(r) for r in same}]
    return _laid(kept, rest, frozenset(clients - served), laid, holding)


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
                own["vehicle"][client] = route.vehicle
    return replace(problem, tables=t._replace(client=own, courier_vnd=courier))


def _neighbours(
    problem: RoutingProblem, placed: RoutingSolution, changed: frozenset[int], holding: Holding
) -> frozenset[int]:
    """Return the routes of the same depots and days that run nearest to those that changed."""
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
