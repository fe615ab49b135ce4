"""Every engine of plain instances on questions that nobody should ask: a reason, or an answer that stands."""

from __future__ import annotations

import numpy as np
import pytest
from ours_kinds import KINDS
from plain_bad_input import EMPTY, REFUSED, SOLVED, at
from plain_instances import line, random_instance, van

from distribution.errors import EngineError
from distribution.progress import Limits
from solvers.outcome import Status
from solvers.routing.instance import Instance
from solvers.routing.ours.engine import solve_instance
from solvers.routing.plain.engines import ENGINES, instance_engine, reason_against
from solvers.routing.plain.ours_reasons import unmodelled
from solvers.routing.plain.reasons import UnmodelledError
from solvers.routing.plain.referee import judge

FEW = Limits(iterations=30)
engines = pytest.mark.parametrize("engine", sorted(ENGINES))


def visited(engine: str, question: Instance, limits: Limits = FEW) -> tuple[set[int], Status]:
    outcome = instance_engine(engine)(question, limits=limits)
    judgement = judge(question, outcome.value)
    assert outcome.objective == judgement.cost
    assert (outcome.status is Status.FEASIBLE) == judgement.feasible
    return {c for route in outcome.value.routes for trip in route.trips for c in trip}, outcome.status


@engines
@pytest.mark.parametrize("what", sorted(SOLVED))
def test_who_can_be_visited_is_and_the_others_are_not(engine: str, what: str) -> None:
    question, possible = SOLVED[what]
    assert reason_against(engine, question) is None
    calls, status = visited(engine, question)
    if engine == "pyvrp" and status is Status.UNKNOWN:
        return  # PyVRP's best is then a solution that breaks rules, and the status says so
    assert calls == possible


@engines
@pytest.mark.parametrize("what", sorted(EMPTY))
def test_nothing_to_do_is_told_or_done(engine: str, what: str) -> None:
    question = EMPTY[what]
    if (reason := reason_against(engine, question)) is None:
        assert visited(engine, question)[0] == set()
        return
    with pytest.raises(UnmodelledError) as told:
        instance_engine(engine)(question, limits=FEW)
    assert told.value.reason == reason
    assert all(str(len(question.clients)) in reason.said(lang) for lang in ("vi", "en"))


@engines
@pytest.mark.parametrize("what", sorted(REFUSED))
def test_what_cannot_be_counted_is_refused_in_both_languages(engine: str, what: str) -> None:
    question = REFUSED[what]
    with pytest.raises(EngineError):
        instance_engine(engine)(question, limits=FEW)
    reason = reason_against(engine, question)
    assert reason is not None
    assert reason.said("vi") != reason.said("en")


@engines
@pytest.mark.parametrize("limits", [Limits(seconds=0), Limits(seconds=-1), Limits(iterations=1, seconds=0)])
def test_no_time_ends_at_once_with_an_answer_that_stands(engine: str, limits: Limits) -> None:
    visited(engine, line(at(1), at(2), at(3), types=(van(),)), limits)


def test_our_own_reasons_are_given_where_and_only_where_the_search_refuses() -> None:
    rng, refused = np.random.default_rng(5), set()
    kinds = [build(np.random.default_rng(1), 6) for build in KINDS.values()]
    for question in [*kinds, *(random_instance(rng) for _ in range(200))]:
        if (reason := unmodelled(question)) is None:
            solve_instance(question, limits=FEW)
        else:
            refused.add(reason.key)
            with pytest.raises(UnmodelledError):
                solve_instance(question, limits=FEW)
    assert len(refused) >= 4


WORDS = {
    "per_duration": line(at(1), types=(van(per_duration=3),)),
    "farthest": line(at(1), types=(van(farthest=70),)),
    "longest_of_trips": line(at(1), types=(van(longest=90, reloads=1),)),
    "release_of_one_trip": line(at(1, release=5), types=(van(),)),
    "reload_elsewhere": line(at(1), types=(van(end=2, reloads=1),)),
    "place": line(at(9), types=(van(),)),
    "profile": line(at(1), types=(van(profile=2),)),
    "days": line(at(1, patterns=((1,),)), types=(van(),)),
}
FIGURES = {
    "per_duration": "3",
    "farthest": "70",
    "longest_of_trips": "90",
    "release_of_one_trip": "5",
    "reload_elsewhere": "1",
    "place": "9",
    "profile": "2",
    "days": "1",
}


@pytest.mark.parametrize("rule", sorted(WORDS))
def test_the_rule_is_named_with_its_figure(rule: str) -> None:
    reason = unmodelled(WORDS[rule])
    assert reason is not None
    assert reason.key == f"unmodelled.{rule}"
    assert all(FIGURES[rule] in reason.said(lang) for lang in ("vi", "en"))
