"""Periods and need of the quarter, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tiny_places import COLD, MON

from distribution.inputs import WeekInputs
from distribution.quarter.answer import nightly_horizon, weekly_horizon
from distribution.quarter.calendar import (
    last_delivery_day,
    open_for_centres,
    period_at_hand,
    received_period,
    week_of,
)
from distribution.quarter.need import forecast_over, quarter_need
from distribution.vaccines import LotStatus

NIGHT, WEEKS = nightly_horizon(MON), weekly_horizon(MON)


def test_a_night_has_fourteen_days_and_eleven_weeks() -> None:
    assert len(NIGHT) == 25
    assert (NIGHT.end - MON).days == 91
    assert [week_of(NIGHT, t) for t in (0, 6, 7, 13, 14, 24)] == [0, 0, 1, 1, 2, 12]
    assert last_delivery_day(NIGHT, 14) == MON + timedelta(days=19)


@pytest.mark.parametrize(
    ("period", "days", "ready"),
    [
        (0, 2, 2),  # Monday and two days: Wednesday
        (12, 2, 14),  # the second Saturday: Monday of the third week stands in that week
        (13, 5, 15),  # the second Sunday: Friday comes after the week's Thursday
        (14, 2, 14),  # within a week two days do not matter
        (14, 4, 15),
        (24, 4, None),
    ],
)
def test_when_goods_are_at_hand(period: int, days: int, ready: int | None) -> None:
    assert received_period(NIGHT, period, days) == ready


def test_an_arrival_serves_the_week_whose_thursday_it_precedes() -> None:
    assert period_at_hand(WEEKS, MON + timedelta(days=3)) == 0
    assert period_at_hand(WEEKS, MON + timedelta(days=4)) == 1
    assert period_at_hand(WEEKS, WEEKS.end) is None


def test_centres_are_closed_on_sundays_and_on_their_own_days(tiny_inputs: WeekInputs) -> None:
    receives = open_for_centres(tiny_inputs, NIGHT)
    shut = tiny_inputs.forecast.centre_ids.index("centre-shut")
    assert not receives[:, [6, 13]].any()
    assert not receives[shut, :6].any()
    assert receives[:, 14:].all()


def test_need_is_what_own_stock_does_not_cover_in_packs_of_the_running_sum(tiny_inputs: WeekInputs) -> None:
    """centre-near: 50 of HEXA, 60 a day: 10, 70, 130 … doses missing: 1, 7, 13 … packs of ten."""
    need = quarter_need(tiny_inputs, NIGHT)
    c = tiny_inputs.forecast.centre_ids.index("centre-near")
    assert need.packs[c, 0, :4].tolist() == [1, 6, 6, 6]
    assert need.packs[c, 0, 14] == 42
    assert need.safety[c, 0, 0] == 30  # five days of 60
    assert need.own_ml[COLD][c, :2].tolist() == [3_750, 0]
    # ROTA: five doses a day, packs of five
    assert need.packs[c, 2, :3].tolist() == [1, 1, 1]
    assert need.extended_from == date(2026, 12, 21)


def test_recalled_stock_covers_nothing(tiny_inputs: WeekInputs) -> None:
    lots = {**tiny_inputs.lots, "HEXA-1": replace(tiny_inputs.lots["HEXA-1"], status=LotStatus.RECALLED)}
    need = quarter_need(replace(tiny_inputs, lots=lots), NIGHT)
    c = tiny_inputs.forecast.centre_ids.index("centre-near")
    assert need.packs[c, 0, 0] == 6
    assert need.own_ml[COLD][c, 0] == 0


def test_a_short_forecast_repeats_its_last_four_weeks(tiny_inputs: WeekInputs) -> None:
    doses = tiny_inputs.forecast.doses.copy()
    doses[0, 0, 27] = 7
    forecast, extended_from = forecast_over(replace(tiny_inputs.forecast, doses=doses), WEEKS)
    assert len(forecast.days) == 91
    assert [forecast.doses[0, 0, d] for d in (27, 54, 55, 83)] == [7, 60, 7, 7]
    assert extended_from == date(2026, 12, 21)
