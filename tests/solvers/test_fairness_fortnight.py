"""Fairness put to a real question: which lots reach whom in time, what is closed, what is full."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tiny_places import COLD, MON

from distribution.fairness import FairQuestion, Limit
from distribution.fairness_check import check_certificate, check_held, packs_by_cell
from distribution.inputs import Lock, WeekInputs
from distribution.quarter import Horizon, Issue, Wanted, nightly_horizon, weekly_horizon
from distribution.travel import TravelTable
from solvers.allocation.fairness_fortnight import Fairness, fair_fortnight

DAYS = nightly_horizon(MON)


def _want(centre_id: str, product_id: str, packs: int, period: int = 0) -> Wanted:
    return Wanted(period=period, centre_id=centre_id, product_id=product_id, packs=packs, unmet=0)


def _fair(
    inputs: WeekInputs, travel: TravelTable, *wanted: Wanted, horizon: Horizon = DAYS
) -> tuple[Fairness, list[tuple[str, int, int]]]:
    fairness = fair_fortnight(inputs, travel, horizon, wanted)
    assert check_certificate(fairness.question, fairness.certificate) == ()
    return fairness, [(level.centre_id, level.week, level.packs) for level in fairness.levels]


def _limits(fairness: Fairness) -> list[Limit | None]:
    bounds = fairness.certificate.bounds
    return [None if b is None else bounds[b].limit for b in fairness.certificate.held_by]


def _outlets(question: FairQuestion, lot_id: str, site_id: str) -> tuple[tuple[str, int], ...]:
    return next((s.outlets for s in question.sources if (s.lot_id, s.site_id) == (lot_id, site_id)), ())


@pytest.fixture(scope="module")
def both_weeks(tiny_inputs: WeekInputs, tiny_travel: TravelTable) -> Fairness:
    """Centres of both depots and of the hub want a little of all products in both weeks."""
    wanted = [
        _want(centre, product, 2, period)
        for centre in ("centre-near", "centre-far", "centre-zone")
        for product in ("HEXA", "FLU", "ROTA")
        for period in (2, 9)
    ]
    return fair_fortnight(tiny_inputs, tiny_travel, DAYS, wanted)


def test_goods_reach_the_depots_below_them_and_no_other(both_weeks: Fairness) -> None:
    question = both_weeks.question
    depots = sorted({cell.depot_id for cell in question.cells})
    assert _outlets(question, "HEXA-1", "hub-tiny") == tuple((d, w) for d in depots for w in (0, 1))
    assert {depot for depot, _ in _outlets(question, "FLU-1", "depot-south")} <= {"depot-south"}


def test_what_is_quarantined_or_too_short_dated_reaches_nobody(both_weeks: Fairness) -> None:
    lots = {source.lot_id for source in both_weeks.question.sources}
    assert "HEXA-1" in lots
    assert not lots & {"HEXA-Q", "HEXA-S"}


def test_a_lot_near_its_minimum_life_serves_the_first_week_only(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    """HEXA needs 180 days: 185 days from the Monday leave Saturday of the first week (180) and no later."""
    lots = dict(tiny_inputs.lots)
    lots["HEXA-2"] = replace(lots["HEXA-2"], expiry=MON + timedelta(days=185))
    stock = tuple(
        replace(line, use_by=MON + timedelta(days=185)) if line.lot_id == "HEXA-2" else line
        for line in tiny_inputs.stock
    )
    inputs = replace(tiny_inputs, lots=lots, stock=stock)
    fairness, _ = _fair(
        inputs, tiny_travel, _want("centre-zone", "HEXA", 1), _want("centre-zone", "HEXA", 1, 7)
    )
    (home,) = {cell.depot_id for cell in fairness.question.cells}
    assert _outlets(fairness.question, "HEXA-2", "hub-tiny") == ((home, 0),)


@pytest.mark.parametrize(("day", "weeks"), [(2, (0, 1)), (4, (1,)), (9, (1,)), (14, ())])
def test_an_arrival_counts_from_the_day_on_which_it_can_be_at_the_depot(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable, day: int, weeks: tuple[int, ...]
) -> None:
    """A day by air and a day to receive: Wednesday's is at the hub on Friday, Friday's on Sunday."""
    arrival = replace(tiny_inputs.arrivals[0], day=MON + timedelta(days=day))
    inputs = replace(tiny_inputs, arrivals=(arrival,))
    fairness, _ = _fair(
        inputs, tiny_travel, _want("centre-zone", "HEXA", 1), _want("centre-zone", "HEXA", 1, 7)
    )
    (home,) = {cell.depot_id for cell in fairness.question.cells}
    assert home == "hub-tiny"
    assert _outlets(fairness.question, "HEXA-1", "air-tiny") == tuple((home, week) for week in weeks)


def test_a_closed_centre_has_no_level_and_takes_nothing_from_the_others(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    fairness, packs = _fair(
        tiny_inputs, tiny_travel, _want("centre-near", "FLU", 3), _want("centre-shut", "FLU", 3)
    )
    assert packs == [("centre-near", 0, 3), ("centre-shut", 0, 0)]
    assert _limits(fairness) == [None, Limit.CLOSED]


def test_a_centre_left_out_by_a_lock_says_so(tiny_inputs: WeekInputs, tiny_travel: TravelTable) -> None:
    inputs = replace(tiny_inputs, locks=(Lock(centre_id="centre-near", leave_out=True),))
    fairness, packs = _fair(inputs, tiny_travel, _want("centre-near", "FLU", 3))
    assert packs == [("centre-near", 0, 0)]
    assert _limits(fairness) == [Limit.LOCKED]


def test_the_free_litres_of_a_refrigerator_bound_what_comes(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    """centre-zone has no stock: 150 L take 200 packs of 750 ml; 1,000 are wanted, more than 200 are there."""
    fairness, packs = _fair(tiny_inputs, tiny_travel, _want("centre-zone", "HEXA", 1_000))
    assert packs == [("centre-zone", 0, 200)]
    assert _limits(fairness) == [Limit.CENTRE]


def test_weeks_and_days_give_the_same_levels_when_lots_are_at_hand(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    wants = [_want("centre-near", "FLU", 60), _want("centre-mid", "FLU", 120)]
    _, by_day = _fair(tiny_inputs, tiny_travel, *wants)
    _, by_week = _fair(tiny_inputs, tiny_travel, *wants, horizon=weekly_horizon(MON))
    assert by_day == by_week


def test_what_was_issued_is_held_against_the_levels(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    fairness, _ = _fair(tiny_inputs, tiny_travel, _want("centre-near", "FLU", 3))
    issue = Issue(
        period=4,
        centre_id="centre-near",
        product_id="FLU",
        lot_id="FLU-1",
        use_by=tiny_inputs.lots["FLU-1"].expiry,
        depot_id="depot-north",
        packs=2,
        doses=20,
    )
    packs = packs_by_cell(fairness.question, [issue], [0] * 7 + [1] * 7)
    assert packs == (2,)
    assert [v.key for v in check_held(fairness.question, fairness.certificate, packs)] == ["fair_not_held"]


def test_the_country_is_proved(country_inputs: WeekInputs, country_travel: TravelTable) -> None:
    """Every centre wants 20 packs of everything in both weeks: goods and refrigerators run out."""
    wanted = [
        _want(centre, product, 20, period)
        for centre in country_inputs.forecast.centre_ids
        for product in country_inputs.forecast.product_ids
        if country_inputs.vaccines[product].delivered_band is COLD
        for period in (0, 7)
    ]
    fairness, _ = _fair(country_inputs, country_travel, *wanted)
    assert {Limit.SUPPLY, Limit.CENTRE} <= set(_limits(fairness))
