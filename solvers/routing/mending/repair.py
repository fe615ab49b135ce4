"""A week mended: what is disturbed is made anew, all else stays where it is."""

from __future__ import annotations

from dataclasses import replace

from distribution.progress import Limits, OnProgress
from solvers.routing.mending.crews import manned_again
from solvers.routing.mending.laying import Holding, laid
from solvers.routing.mending.present import Present, slot_of
from solvers.routing.mending.search import searched
from solvers.routing.problem import RouteChoice, RoutingProblem, RoutingSolution
from solvers.routing.referee import cost_vnd

__all__ = ["Holding", "repaired"]


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
    better = searched(problem, placed, changed, clients, holding, limits, on_progress)
    answers = (placed, _manned(problem, better, holding))
    return min(answers, key=lambda solution: cost_vnd(problem, solution))


def _manned(problem: RoutingProblem, solution: RoutingSolution, holding: Holding) -> RoutingSolution:
    def place(tight: RoutingProblem, rest: RoutingSolution, clients: frozenset[int]) -> RoutingSolution:
        return laid(tight, rest, clients, [], holding)

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
    return laid(problem, rest, clients, [*loose, *opened], holding)


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


def _changed(before: RoutingSolution, after: RoutingSolution) -> frozenset[int]:
    """Return the slots whose sequence is another one."""
    old = {slot_of(r): r.visits for r in before.routes}
    new = {slot_of(r): r.visits for r in after.routes}
    return frozenset(slot for slot in old.keys() | new.keys() if old.get(slot) != new.get(slot))
