"""What a drill may touch, on a small week: the hit route, the nearest ones, so many centres at most."""

from __future__ import annotations

import pytest
from routing_instances import scattered

from distribution.progress import Limits
from operations.drills import reach as module
from operations.drills.reach import reach
from solvers.routing.insertion import insertion
from solvers.routing.mending.present import Present, slot_of
from solvers.routing.problem import RoutingProblem


@pytest.fixture(scope="module")
def problem() -> RoutingProblem:
    return scattered(20, seed=3)


@pytest.fixture(scope="module")
def now(problem: RoutingProblem) -> Present:
    """A week whose first route cannot be driven any more."""
    solution = insertion(problem, limits=Limits()).value
    assert len(solution.routes) > 2
    return Present(solution=solution, disturbed=frozenset({slot_of(solution.routes[0])}))


def hit(problem: RoutingProblem, now: Present) -> set[str]:
    """Return the centres of the first route, and those on none."""
    owner = problem.tables.visit["client"]
    lost = {int(owner[v]) for v in now.solution.routes[0].visits} | set(now.solution.unserved)
    return {problem.centre_ids[c] for c in lost}


def test_the_hit_route_may_change_and_the_far_ones_stay(
    problem: RoutingProblem, now: Present, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "NEAREST", 0)
    part = reach(problem, now, {}, (), 99)
    others = {slot_of(r) for r in now.solution.routes} - now.disturbed
    owner = problem.tables.visit["client"]
    touched = {
        slot_of(r)
        for r in now.solution.routes
        if hit(problem, now) & {problem.centre_ids[int(owner[v])] for v in r.visits}
    }
    assert part.holding.slots == others - touched
    assert not part.beyond


def test_near_routes_may_take_in_who_lost_a_call(problem: RoutingProblem, now: Present) -> None:
    part = reach(problem, now, {}, (), 99)
    assert len(part.holding.slots) < len(now.solution.routes) - 1


def test_those_beyond_the_bound_are_named_and_not_asked_for(problem: RoutingProblem, now: Present) -> None:
    part = reach(problem, now, {}, (), 1)
    assert len(part.beyond) == len(hit(problem, now)) - 1
    assert part.beyond < hit(problem, now)
    assert set(part.problem.centre_ids) == set(problem.centre_ids) - part.beyond


def test_who_waits_already_is_no_loss_of_the_drill(problem: RoutingProblem, now: Present) -> None:
    waiting = min(hit(problem, now))
    part = reach(problem, now, {}, (waiting,), 0)
    assert part.beyond == hit(problem, now) - {waiting}
    assert waiting not in part.problem.centre_ids
