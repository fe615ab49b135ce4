"""Without variation a plan runs as it is written: times, pay and stock, to the second and the dose."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from still_week import still_question

from benchmarks.coldchain_stock import counted
from distribution.costing import cost
from distribution.simulation.chance import Chance
from distribution.simulation.replay import replay
from distribution.simulation.road_time import RoadTimes
from distribution.simulation.run import as_written
from distribution.simulation.week_replay import replay_week

ONE = Chance(seed=1, block=0, size=1)


def test_every_time_of_the_plan_is_reproduced_to_the_second() -> None:
    question = still_question()
    roads = RoadTimes(inputs=question.inputs, travel=question.travel, assumptions=question.assumptions)
    week = replay_week(question.plan, roads, ONE)
    for route, made in zip(question.plan.routes, week.routes, strict=True):
        assert made.depart_s[0] == route.depart_s
        assert made.return_s[0] == route.return_s
        for stop, call in zip(route.stops, made.calls, strict=True):
            assert (call.arrive_s[0], call.start_s[0], call.leave_s[0]) == (
                stop.arrive_s,
                stop.start_s,
                stop.depart_s,
            )
    assert not any(call.missed[0] or not call.handed[0] for call in week.calls)
    planned = cost(question.plan, question.inputs, question.travel).parts.overtime_vnd
    assert week.overtime_vnd[0] == pytest.approx(planned, abs=len(question.plan.routes))


def test_stock_is_that_of_a_day_by_day_count() -> None:
    question = still_question()
    outcome = as_written(question)
    missing, left = counted(question.inputs, question.plan)
    np.testing.assert_array_equal(outcome.missing, missing)
    np.testing.assert_array_equal(outcome.left, left)


def test_lots_past_their_use_by_are_not_used() -> None:
    question = still_question()
    first = question.inputs.forecast.days[0]
    stock = tuple(
        replace(line, use_by=first + timedelta(days=n % 9 - 1))
        for n, line in enumerate(question.inputs.stock)
    )
    inputs = replace(question.inputs, stock=stock)
    outcome = as_written(replace(question, inputs=inputs))
    missing, left = counted(inputs, question.plan)
    np.testing.assert_array_equal(outcome.missing, missing)
    np.testing.assert_array_equal(outcome.left, left)


def test_a_longer_planned_unloading_is_time_in_reserve_and_kept_when_early() -> None:
    question = still_question()
    first, *others = question.plan.routes
    stop = first.stops[0]
    slow = replace(stop, depart_s=stop.depart_s + 600)
    legs = (first.legs[0], *(later(leg, 600) for leg in first.legs[1:]))
    second = first.stops[1]
    moved = replace(
        second,
        arrive_s=second.arrive_s + 600,
        start_s=second.start_s + 600,
        depart_s=second.depart_s + 600,
    )
    route = replace(first, stops=(slow, moved), legs=legs, return_s=first.return_s + 600)
    plan = replace(question.plan, routes=(route, *others))
    outcome = replay(replace(question, plan=plan), ONE)
    assert outcome.late_s.max() == 0.0
    assert outcome.late_home_s.max() == 0.0


def later(leg: object, by_s: int) -> object:
    return replace(leg, depart_s=leg.depart_s + by_s, arrive_s=leg.arrive_s + by_s)  # type: ignore
