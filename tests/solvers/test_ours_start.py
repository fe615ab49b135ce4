"""Our own engine begun from a solution, lawful, foreign or broken; and the same search twice."""

from __future__ import annotations

import numpy as np
import pytest
from ours_books import faults, plain_faults, present
from ours_kinds import KINDS, TAKEN
from plain_instances import line, van
from routing_instances import scattered

from distribution.progress import Limits, Progress
from solvers.routing.instance import Client, Instance, InstanceRoute, InstanceSolution
from solvers.routing.ours import from_instance
from solvers.routing.ours import state as at
from solvers.routing.ours.adopt import adopt_instance
from solvers.routing.ours.engine import ours, solve_instance
from solvers.routing.ours.lawful import lawful
from solvers.routing.ours.state import State, new_state
from solvers.routing.plain.insertion import regret_insertion
from solvers.routing.plain.pyvrp_engine import pyvrp_solve
from solvers.routing.plain.pyvrp_model import expresses
from solvers.routing.plain.referee import judge
from solvers.routing.referee import cost_vnd, violations

WEEK_DAYS = tuple(van(day=day) for day in range(3))


def asked(kind: str, seed: int, count: int = 12) -> Instance:
    return KINDS[kind](np.random.default_rng(seed), count)


def adopted(question: Instance, start: InstanceSolution) -> State:
    q = from_instance.question(question)
    s = new_state(q.ground, q.node, q.client, q.type, 1)
    adopt_instance(q, s, start)
    assert faults(q, s) == plain_faults(question, q, s) == []
    assert sorted(present(q, s)[0].routes, key=str) == sorted(start.routes, key=str)
    return s


@pytest.mark.parametrize("kind", TAKEN)
def test_a_foreign_solution_is_taken_over_at_its_exact_cost(kind: str) -> None:
    adoptions = 0
    for seed in range(6):
        question = asked(kind, seed, 6)
        engine = regret_insertion if expresses(question) else pyvrp_solve
        start = engine(question, limits=Limits(iterations=30)).value
        judgement = judge(question, start)
        if judgement.feasible:
            s = adopted(question, start)
            waiting = [c for c, chosen in enumerate(s.client[:, at.CHOSEN]) if chosen < 0]
            assert s.tally[at.NOW] == s.tally[at.BEST] == judgement.cost
            assert all(question.clients[c].prize is not None for c in waiting)
            adoptions += 1
    assert adoptions >= 2


@pytest.mark.parametrize("kind", TAKEN)
def test_a_search_ends_no_worse_than_it_began(kind: str) -> None:
    for seed in range(3):
        question = asked(kind, seed)
        start = solve_instance(question, limits=Limits(iterations=300, seed=seed)).value
        missing = len(judge(question, start).violations)
        for iterations in (0, 1, 200):
            outcome = solve_instance(question, limits=Limits(iterations=iterations, seed=9), start=start)
            judgement = judge(question, outcome.value)
            assert len(judgement.violations) <= missing
            if len(judgement.violations) == missing:
                assert outcome.objective <= judge(question, start).cost


@pytest.mark.parametrize("kind", TAKEN)
def test_a_seed_and_a_number_of_iterations_give_one_answer(kind: str) -> None:
    question, told = asked(kind, 5, 20), []
    for seed in (4, 4, 5):
        curve: list[Progress] = []
        outcome = solve_instance(question, limits=Limits(iterations=250, seed=seed), on_progress=curve.append)
        found = [(i.iteration, i.objective) for i in outcome.incumbents]
        told.append((outcome.value, outcome.objective, found, [p.best_vnd for p in curve]))
    assert told[0] == told[1]
    assert told[0] != told[2]


def test_the_week_is_the_same_for_a_seed_and_no_worse_than_its_start() -> None:
    problem = scattered(20, 3)
    once, twice, other = (ours(problem, limits=Limits(iterations=60, seed=seed)) for seed in (1, 1, 2))
    assert once.value == twice.value
    assert once.objective == twice.objective == cost_vnd(problem, once.value)
    assert [i.objective for i in once.incumbents] == [i.objective for i in twice.incumbents]
    assert [i.objective for i in once.incumbents] != [i.objective for i in other.incumbents]
    for iterations in (0, 1, 100):
        outcome = ours(problem, limits=Limits(iterations=iterations, seed=7), start=once.value)
        assert outcome.objective <= once.objective
        assert not violations(problem, outcome.value)


def at_place(place: int, load: int = 1, **fields: object) -> Client:
    return Client(**{"place": place, "load": (load,), **fields})


def solution(*routes: tuple[int, tuple[tuple[int, ...], ...]]) -> InstanceSolution:
    return InstanceSolution(routes=tuple(InstanceRoute(type=y, trips=trips) for y, trips in routes))


TWO = (at_place(1), at_place(2))
PAIR = (at_place(1, patterns=((0, 2),)), at_place(3, patterns=((1,),)))
EVERY = (at_place(1, patterns=((0, 2), (1,))), at_place(3, patterns=((1,),)))
BROKEN = {
    "a client twice": (line(*TWO, types=(van(),)), solution((0, ((0,),)), (0, ((0, 1),))), 1),
    "too much load": (line(at_place(1, 8), at_place(2, 8), types=(van(),)), solution((0, ((0, 1),))), 0),
    "too late": (line(at_place(4), at_place(1, late=20), types=(van(),)), solution((0, ((0, 1),))), 0),
    "too long": (
        line(at_place(1, service=10), at_place(4), types=(van(longest=85),)),
        solution((0, ((0, 1),))),
        0,
    ),
    "too many vans": (line(*TWO, types=(van(available=1),)), solution((0, ((0,),)), (0, ((1,),))), 1),
    "too many trips": (line(*TWO, types=(van(),)), solution((0, ((0,), (1,)))), 0),
    "another day": (line(*PAIR, types=WEEK_DAYS), solution((0, ((0, 1),)), (2, ((0,),))), 2),
    "half a pattern": (line(*PAIR, types=WEEK_DAYS), solution((0, ((0,),)), (1, ((1,),))), 1),
    "two patterns": (
        line(*EVERY, types=WEEK_DAYS),
        solution((0, ((0,),)), (1, ((0, 1),)), (2, ((0,),))),
        1,
    ),
    "an empty trip": (line(*TWO, types=(van(reloads=1),)), solution((0, ((), (0, 1)))), 1),
}


@pytest.mark.parametrize("what", sorted(BROKEN))
def test_of_a_broken_start_only_what_is_lawful_is_taken_over(what: str) -> None:
    question, start, kept = BROKEN[what]
    assert not judge(question, start).feasible
    taken = lawful(question, start)
    assert len(taken.routes) == kept
    adopted(question, taken)
    outcome = solve_instance(question, limits=Limits(iterations=50), start=start)
    assert judge(question, outcome.value).feasible
    assert outcome.objective == judge(question, outcome.value).cost


def test_a_start_with_somebody_unknown_is_an_error() -> None:
    question = line(*TWO, types=(van(),))
    for start in (solution((0, ((0, 7),))), solution((4, ((0, 1),)))):
        with pytest.raises(ValueError, match="a route"):
            solve_instance(question, limits=Limits(iterations=5), start=start)
