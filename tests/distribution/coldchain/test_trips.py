"""A logged trip beside its plan: excursions by leg, the rule they break, and a wrong clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import pytest

from distribution.coldchain.exposure import Broken, excursions
from distribution.coldchain.limits import FreezeRule, Limits
from distribution.coldchain.logged import LoggedSeries
from distribution.coldchain.rides import predicted_rides
from distribution.coldchain.series_facts import series_facts
from distribution.coldchain.trips import agreement, logs_by_part, on_board, strictest
from distribution.errors import InputError
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan

LIMITS = Limits(low_c=2.0, high_c=8.0, freeze=FreezeRule.DESTROYS)


def _series(readings: list[float], first: datetime = datetime(2026, 11, 23, 5, 15)) -> LoggedSeries:
    return LoggedSeries(source="trip.csv", first=first, step_s=300.0, celsius=np.array(readings), unit="C")


def test_stretches_by_hand() -> None:
    found = excursions(np.array([5, 9, 10, 5, 1, -0.6, 1, 5, 1.5, np.nan, 9]), 300.0, LIMITS)
    assert [(e.broken, e.first, e.last, e.worst_c, e.minutes) for e in found] == [
        (Broken.HEAT, 1, 2, 10.0, 10.0),
        (Broken.FREEZE, 4, 6, -0.6, 15.0),
        (Broken.COOL, 8, 8, 1.5, 5.0),
        (Broken.HEAT, 10, 10, 9.0, 5.0),
    ]
    tolerant = excursions(np.array([-0.6]), 300.0, replace(LIMITS, freeze=FreezeRule.TOLERATES))
    assert tolerant[0].broken is Broken.COOL


def test_gaps_count_for_nothing() -> None:
    facts = series_facts(_series([5.0, np.nan, 9.0, -1.0]))
    assert (facts.least_c, facts.most_c) == (-1.0, 9.0)
    assert (facts.hot_min, facts.cool_min, facts.freeze_min) == (5.0, 5.0, 5.0)


def test_an_excursion_belongs_to_its_leg(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs) -> None:
    # loading 05:15, out 06:00, centre-near 06:30-06:51, centre-mid 07:51-08:10
    readings = [5.0] * 35
    readings[21] = readings[22] = 9.0  # 07:00 and 07:05, between the two centres
    limits = strictest(on_board(tiny_plan, tiny_inputs, "R-1"))
    logs = logs_by_part(_series(readings), tiny_plan, "R-1", limits)
    assert [log.part.kind for log in logs] == ["loading", "leg", "stop", "leg", "stop"]
    assert [len(log.excursions) for log in logs] == [0, 0, 0, 1, 0]
    assert logs[3].part.destination_id == "centre-mid"
    assert logs[3].excursions[0].minutes == 10.0


def test_another_day_is_another_trip_or_a_wrong_clock(tiny_plan: WeeklyPlan) -> None:
    late = _series([5.0] * 35, datetime(2026, 11, 23, 5, 15) + timedelta(hours=7))
    with pytest.raises(InputError) as caught:
        logs_by_part(late, tiny_plan, "R-1", LIMITS)
    (fault,) = caught.value.faults
    assert (fault.code, fault.arguments["minutes"]) == ("logger_other_trip", "-420")


def test_an_unknown_run_is_named(tiny_plan: WeeklyPlan) -> None:
    with pytest.raises(InputError) as caught:
        logs_by_part(_series([5.0] * 35), tiny_plan, "R-99", LIMITS)
    assert caught.value.faults[0].code == "logger_no_run"


def test_what_was_expected_agrees_with_itself(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs) -> None:
    expected = predicted_rides(tiny_plan, tiny_inputs)["R-1"]
    middle = (expected.coldest_c + expected.warmest_c) / 2
    first = tiny_plan.week.moment(expected.start_s) + timedelta(seconds=expected.step_s)
    found = agreement(_series((middle + 0.5).tolist(), first), expected, tiny_plan)
    assert found.bias_c == pytest.approx(0.5)
    assert found.rms_c == pytest.approx(0.5)
    assert found.readings == len(middle)
