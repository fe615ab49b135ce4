"""Engines on plain instances: every rule kept, small optima found, days, prizes and starts."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from plain_instances import line, random_instance, route, van

from distribution.errors import EngineError
from distribution.language.sentence import Sentence
from distribution.progress import Limits, Progress
from solvers.outcome import Status
from solvers.routing.instance import Client, Instance, InstanceSolution
from solvers.routing.plain.insertion import regret_insertion
from solvers.routing.plain.pyvrp_engine import pyvrp_solve
from solvers.routing.plain.pyvrp_model import expresses
from solvers.routing.plain.referee import judge

ENGINES = {"insertion": regret_insertion, "pyvrp": pyvrp_solve}
FEW = Limits(iterations=30)


def at(place: int, **asked: object) -> Client:
    return Client(**{"place": place, "load": (1,), **asked})


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_the_status_is_what_the_referee_says(engine: str) -> None:
    rng = np.random.default_rng(7)
    feasible = 0
    for _ in range(30):
        question = random_instance(rng)
        outcome = ENGINES[engine](question, limits=FEW)
        judgement = judge(question, outcome.value)
        assert outcome.objective == judgement.cost
        assert (outcome.status is Status.FEASIBLE) == judgement.feasible
        feasible += judgement.feasible
    assert feasible > 10


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_a_run_by_iterations_is_repeatable(engine: str) -> None:
    question = random_instance(np.random.default_rng(3))
    first, second = (ENGINES[engine](question, limits=FEW).value for _ in range(2))
    assert first == second


def test_pyvrp_finds_the_shortest_tour_of_five() -> None:
    rng = np.random.default_rng(11)
    travel = rng.integers(1, 100, (1, 6, 6)).astype(np.int64) * (1 - np.eye(6, dtype=np.int64))
    clients = tuple(at(place) for place in range(1, 6))
    question = Instance(
        name="tour", distance=travel, duration=travel, clients=clients, types=(van(available=1),)
    )
    best = min(judge(question, route(order)).cost for order in permutations(range(5)))
    assert pyvrp_solve(question, limits=Limits(iterations=300)).objective == best


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_a_client_worth_less_than_its_way_is_left_out(engine: str) -> None:
    question = line(at(1), at(4, prize=59), at(2, prize=21), types=(van(),))
    outcome = ENGINES[engine](question, limits=FEW)
    # to place 2 and back is 40; place 4 would be 40 more, and costs 59: it is worth the way
    assert outcome.objective == 80
    cheap = line(at(1), at(4, prize=39), at(2, prize=21), types=(van(),))
    assert ENGINES[engine](cheap, limits=FEW).objective == 40 + 39


def test_days_are_chosen_with_the_routes() -> None:
    # the far client may come on day 1 alone; whoever is on the way to it follows there, for nothing
    week = tuple(van(day=day, available=1) for day in range(2))
    either = ((0,), (1,))
    question = line(at(4, patterns=((1,),)), at(3, patterns=either), at(2, patterns=either), types=week)
    outcome = pyvrp_solve(question, limits=FEW)
    assert judge(question, outcome.value).feasible
    assert outcome.objective == 80
    assert [one.type for one in outcome.value.routes] == [1]
    assert judge(question, regret_insertion(question, limits=FEW).value).feasible


def test_an_optional_client_with_a_choice_of_days_costs_its_prize_once() -> None:
    week = tuple(van(day=day, available=1) for day in range(2))
    question = line(at(1), at(4, prize=10, patterns=((0,), (1,))), types=week)
    outcome = pyvrp_solve(question, limits=FEW)
    assert outcome.objective == outcome.incumbents[-1].objective == 20 + 10


def test_linked_days_are_for_insertion_alone() -> None:
    week = tuple(van(day=day) for day in range(4))
    question = line(at(1, patterns=((0, 2), (1, 3))), types=week)
    assert expresses(question) == Sentence(key="pyvrp.days", arguments={"clients": 1})
    with pytest.raises(EngineError):
        pyvrp_solve(question, limits=FEW)
    assert regret_insertion(question, limits=FEW).objective == 40


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        (line(types=(van(),)), "unmodelled.nothing"),
        (line(at(1), types=()), "unmodelled.nothing"),
        (line(at(1, early=9, late=8), types=(van(),)), "pyvrp.windows"),
        (line(at(1), types=(van(per_distance=1 << 60),)), "unmodelled.magnitude"),
        (replace(line(at(1), types=(van(),)), duration=np.ones((1, 5, 5), dtype=np.int64)), "pyvrp.travel"),
        (line(at(1), types=(van(),)), None),
    ],
)
def test_pyvrp_says_what_it_cannot_hold(question: Instance, reason: str | None) -> None:
    told = expresses(question)
    assert (told.key if told else None) == reason


@pytest.mark.parametrize("types", [(), (van(available=0),), (van(late=5),)])
def test_insertion_answers_where_nobody_can_be_visited(types: tuple) -> None:
    outcome = regret_insertion(line(at(1), at(2), types=types), limits=FEW)
    assert outcome.value == InstanceSolution(routes=())
    assert outcome.status is Status.UNKNOWN
    assert regret_insertion(line(types=types), limits=FEW).status is Status.FEASIBLE


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_a_start_is_not_made_worse_and_progress_is_told(engine: str) -> None:
    question = line(at(1), at(2), at(3), types=(van(reloads=1),))
    told: list[Progress] = []
    start = route((0, 1, 2))
    outcome = ENGINES[engine](question, limits=FEW, start=start, on_progress=told.append)
    assert outcome.objective == judge(question, start).cost == 60
    assert told[-1].best_vnd == 60
