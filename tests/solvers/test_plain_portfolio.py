"""The portfolio on plain instances: what our search cannot model goes to who can, and the outcome says so."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from plain_instances import line, random_instance, van

from distribution.progress import Limits
from solvers.outcome import Status
from solvers.routing.instance import Client, Instance
from solvers.routing.plain.engines import instance_engine, reason_against
from solvers.routing.plain.portfolio import solve_instance
from solvers.routing.plain.referee import judge

FEW = Limits(iterations=30)


def at(place: int, **asked: object) -> Client:
    return Client(**{"place": place, "load": (1,), **asked})


def shut(question: Instance) -> Instance:
    """Return the question with one client more, who opens after the day and may be left out."""
    late = at(1, early=9, late=8, prize=0)
    return replace(question, clients=(*question.clients, late))


def lingering(question: Instance) -> Instance:
    """Return the question with a way from each place to itself, which PyVRP refuses."""
    travel = question.duration + np.eye(question.duration.shape[1], dtype=np.int64)
    return replace(question, duration=travel)


FAR = line(at(1), at(2), types=(van(farthest=70),))
TIED = line(at(1, patterns=((0, 2), (1, 3))), types=tuple(van(day=day, per_duration=1) for day in range(4)))
WHO = {
    "a longest distance": (FAR, "pyvrp", ["ours"]),
    "a price of time": (line(at(1), at(2), types=(van(per_duration=3),)), "pyvrp", ["ours"]),
    "trips within a duration": (line(at(1), at(2), types=(van(longest=90, reloads=1),)), "pyvrp", ["ours"]),
    "releases of one trip": (line(at(1, release=5), at(2), types=(van(),)), "pyvrp", ["ours"]),
    "days of some": (line(at(1, patterns=((1,),)), at(2), types=(van(day=0), van(day=1))), "pyvrp", ["ours"]),
    "a way to oneself": (lingering(FAR), "ortools", ["ours", "pyvrp"]),
    "linked days at a price of time": (TIED, "insertion", ["ours", "pyvrp", "ortools"]),
    "nobody can tell the day": (shut(TIED), "insertion", ["ours", "pyvrp", "ortools"]),
}


@pytest.mark.parametrize("what", sorted(WHO))
def test_who_can_has_the_budget_and_the_others_are_named(what: str) -> None:
    question, engine, passed_over = WHO[what]
    assert reason_against("portfolio", question) is None
    outcome = solve_instance(question, limits=FEW)
    assert [leg.engine for leg in outcome.legs] == [engine]
    assert [name for name, _ in outcome.passed_over] == passed_over
    assert [reason for _, reason in outcome.passed_over] == [
        reason_against(name, question) for name in passed_over
    ]
    assert all(reason.said("vi") != reason.said("en") for _, reason in outcome.passed_over)
    assert outcome.status is Status.FEASIBLE
    assert judge(question, outcome.value).feasible


def test_what_ours_can_search_passes_over_nobody() -> None:
    outcome = solve_instance(line(at(1), at(2), types=(van(),)), limits=FEW)
    assert outcome.passed_over == ()
    assert outcome.objective == 40


def test_an_answer_that_breaks_rules_is_mended_by_insertion() -> None:
    # the far client cannot be reached within 70: PyVRP's best is a route too long
    question = line(at(1), at(4), at(2), types=(van(farthest=70),))
    assert instance_engine("pyvrp")(question, limits=FEW).status is Status.UNKNOWN
    outcome = solve_instance(question, limits=FEW)
    assert outcome.status is Status.UNKNOWN
    assert [leg.engine for leg in outcome.legs] == ["pyvrp", "insertion"]
    assert judge(question, outcome.value).violations == ("missing: client 1",)
    assert outcome.objective == 40


@pytest.mark.parametrize("seed", range(12))
def test_no_route_of_any_answer_breaks_a_rule(seed: int) -> None:
    rng = np.random.default_rng(seed)
    question = random_instance(rng)
    start = solve_instance(question, limits=Limits(iterations=1)).value
    outcome = solve_instance(question, limits=FEW, start=start)
    judgement = judge(question, outcome.value)
    assert all(told.startswith("missing") for told in judgement.violations)
    assert outcome.objective == judgement.cost
    before = judge(question, start)
    assert len(judgement.violations) <= len(before.violations)
    assert len(judgement.violations) < len(before.violations) or judgement.cost <= before.cost
