"""Without variation the plan of the whole country runs as it is written, to the second and the dose."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from command_line import Ran

from benchmarks.coldchain_stock import counted
from distribution.files.simulation_rows import bundled_assumptions
from distribution.simulation.assumptions import still
from distribution.simulation.chance import Chance
from distribution.simulation.replay import Question
from distribution.simulation.road_time import RoadTimes
from distribution.simulation.run import as_written
from distribution.simulation.week_replay import replay_week
from operations.plan_folder import judge_folder


@pytest.fixture(scope="module")
def question(country: Ran) -> Question:
    judged = judge_folder(country.folder)
    return Question(
        plan=judged.plan,
        inputs=judged.inputs,
        travel=judged.travel,
        assumptions=still(bundled_assumptions()),
    )


def test_every_time_is_that_of_the_plan(question: Question) -> None:
    roads = RoadTimes(inputs=question.inputs, travel=question.travel, assumptions=question.assumptions)
    week = replay_week(question.plan, roads, Chance(seed=1, block=0, size=1))
    for route, made in zip(question.plan.routes, week.routes, strict=True):
        assert (made.depart_s[0], made.return_s[0]) == (route.depart_s, route.return_s), route.route_id
        planned = [(stop.arrive_s, stop.start_s, stop.depart_s) for stop in route.stops]
        assert [(c.arrive_s[0], c.start_s[0], c.leave_s[0]) for c in made.calls] == planned, route.route_id
    assert not any(call.missed[0] or not call.handed[0] for call in week.calls)


def test_stock_is_that_of_a_day_by_day_count(question: Question) -> None:
    outcome = as_written(replace(question, assumptions=bundled_assumptions()))
    missing, left = counted(question.inputs, question.plan)
    np.testing.assert_array_equal(outcome.missing, missing)
    np.testing.assert_array_equal(outcome.left, left)
