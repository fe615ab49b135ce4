"""Fairness put to a real question: which lots reach whom in time, what is closed, what is full."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from quarter_wants import Want, need_of
from tiny_places import COLD, MON

from distribution.fairness.check import check_certificate, check_fairness
from distribution.fairness.days import Cause, LostDay, lost_days
from distribution.fairness.opening import intake
from distribution.fairness.shares import FairQuestion, Limit, Outlet, whole_packs
from distribution.inputs import Lock, WeekInputs
from distribution.quarter.answer import (
    Horizon,
    PackLock,
    QuarterAllocation,
    Wanted,
    nightly_horizon,
    weekly_horizon,
)
from distribution.travel import TravelTable
from solvers.allocation.fairness_fortnight import Fairness, fair_fortnight
from solvers.allocation.problem import near_depots

DAYS = nightly_horizon(MON)
SAT = 5  # the last open day of the first week, as a period


def _want(centre_id: str, product_id: str, packs: int, period: int = 0) -> Want:
    return centre_id, product_id, packs, period


def _fair(
    inputs: WeekInputs, travel: TravelTable, *wants: Want, horizon: Horizon = DAYS
) -> tuple[Fairness, list[tuple[str, int, int]]]:
    fairness = fair_fortnight(inputs, travel, horizon, need=need_of(inputs, horizon, *wants))
    assert check_certificate(fairness.question, fairness.certificate) == ()
    return fairness, [(level.centre_id, level.week, level.packs) for level in fairness.levels]


def _limits(fairness: Fairness) -> list[Limit | None]:
    bounds = fairness.certificate.bounds
    return [None if b is None else bounds[b].limit for b in fairness.certificate.held_by]


def _outlets(question: FairQuestion, lot_id: str, site_id: str) -> tuple[Outlet, ...]:
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
    return fair_fortnight(tiny_inputs, tiny_travel, DAYS, need=need_of(tiny_inputs, DAYS, *wanted))


def test_goods_reach_the_depots_below_them_and_no_other(both_weeks: Fairness) -> None:
    question = both_weeks.question
    depots = sorted({cell.depots for cell in question.cells})
    assert _outlets(question, "HEXA-1", "hub-tiny") == tuple((d, t) for d in depots for t in (SAT, SAT + 7))
    own = {outlet for outlet, _ in _outlets(question, "FLU-1", "depot-south")}
    assert own == {depot for depot in depots if "depot-south" in depot}


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
    (home,) = {cell.depots for cell in fairness.question.cells}
    assert _outlets(fairness.question, "HEXA-2", "hub-tiny") == ((home, SAT),)


@pytest.mark.parametrize(("day", "weeks"), [(2, (0, 1)), (3, (1,)), (8, (1,)), (13, ())])
def test_an_arrival_counts_from_the_day_on_which_it_can_be_at_the_depot(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable, day: int, weeks: tuple[int, ...]
) -> None:
    """A day to receive, a day by air, a day to receive: Wednesday's is at the hub on Saturday."""
    arrival = replace(tiny_inputs.arrivals[0], day=MON + timedelta(days=day))
    inputs = replace(tiny_inputs, arrivals=(arrival,))
    wants = _want("centre-zone", "HEXA", 1), _want("centre-zone", "HEXA", 1, 7)
    fairness, _ = _fair(inputs, tiny_travel, *wants)
    (home,) = {cell.depots for cell in fairness.question.cells}
    assert "hub-tiny" in home
    found = _outlets(fairness.question, "HEXA-1", "air-tiny")
    assert found == tuple((home, SAT + 7 * week) for week in weeks)


def test_what_cannot_be_given_later_counts_day_by_day(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    """FLU at the hub alone is at the north depot on Wednesday: Monday's pack is lost, Thursday's not."""
    urgent = {**tiny_inputs.vaccines, "FLU": replace(tiny_inputs.vaccines["FLU"], back_orderable=False)}
    stock = tuple(s for s in tiny_inputs.stock if (s.place_id, s.product_id) != ("depot-north", "FLU"))
    inputs = replace(tiny_inputs, vaccines=urgent, stock=stock)
    wants = _want("centre-near", "FLU", 1, 0), _want("centre-near", "FLU", 3, 3)
    fairness, _ = _fair(inputs, tiny_travel, *wants)
    (cell,) = fairness.question.cells
    lost = lost_days(inputs, DAYS, need_of(inputs, DAYS, *wants), cell)
    assert lost == (LostDay(period=0, packs=1, cause=Cause.GOODS),)
    assert cell.depots == ("depot-north",)
    assert cell.parts == ((3, 3),)
    assert fairness.levels[0].level == 0.75
    assert _limits(fairness) == [Limit.DATES]


def _with_north_store(inputs: WeekInputs, free_ml: int) -> WeekInputs:
    """Return the inputs with a north depot that has so much free at the start."""
    held_ml = sum(
        line.doses * vaccine.pack_ml // vaccine.pack_doses
        for line in inputs.stock
        if line.place_id == "depot-north"
        for vaccine in [inputs.vaccines[line.product_id]]
    )
    sites = tuple(
        replace(s, stores_ml={**s.stores_ml, COLD: held_ml + free_ml}) if s.site_id == "depot-north" else s
        for s in inputs.network.sites
    )
    return replace(inputs, network=replace(inputs.network, sites=sites))


@pytest.mark.parametrize(("free_ml", "sites"), [(0, {"depot-north"}), (1, {"depot-north", "hub-tiny"})])
def test_a_full_store_takes_nothing_in(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable, free_ml: int, sites: set[str]
) -> None:
    """When the north depot is full its centres can have only what lies there; else the hub's FLU too."""
    inputs = _with_north_store(tiny_inputs, free_ml)
    fairness, _ = _fair(inputs, tiny_travel, _want("centre-near", "FLU", 3, 13))
    assert {s.site_id for s in fairness.question.sources if s.product_id == "FLU"} == sites


def test_a_store_is_used_down_by_its_own_centres(tiny_inputs: WeekInputs, tiny_travel: TravelTable) -> None:
    """Full on the Monday; a pack used on that day makes room from Tuesday on."""
    inputs = _with_north_store(tiny_inputs, 0)
    need = need_of(inputs, DAYS, _want("centre-near", "FLU", 1, 0))
    free = intake(inputs, near_depots(inputs, tiny_travel), DAYS, need)["depot-north", COLD]
    assert free[:3] == (False, True, True)


def test_a_full_refrigerator_loses_the_days_of_what_cannot_be_given_later(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    """centre-near holds 50 HEXA (3,750 ml) and uses them on Monday: a store of 3.8 L has room on Tuesday."""
    urgent = {**tiny_inputs.vaccines, "FLU": replace(tiny_inputs.vaccines["FLU"], back_orderable=False)}
    centres = tuple(
        replace(c, stores_ml={COLD: 3_800}) if c.centre_id == "centre-near" else c
        for c in tiny_inputs.network.centres
    )
    network = replace(tiny_inputs.network, centres=centres)
    inputs = replace(tiny_inputs, vaccines=urgent, network=network)
    wants = _want("centre-near", "FLU", 1, 0), _want("centre-near", "FLU", 1, 1)
    fairness, _ = _fair(inputs, tiny_travel, *wants)
    assert [cell.parts for cell in fairness.question.cells] == [((1, 1),)]
    assert fairness.levels[0].level == 0.5


def test_a_closed_centre_has_no_level_and_takes_nothing_from_the_others(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    fairness, packs = _fair(
        tiny_inputs, tiny_travel, _want("centre-near", "FLU", 3), _want("centre-shut", "FLU", 3)
    )
    assert packs == [("centre-near", 0, 3), ("centre-shut", 0, 0)]
    assert _limits(fairness) == [None, Limit.CLOSED]


@pytest.mark.parametrize(("packs", "others"), [(30, 10), (0, 40), (90, 0)])
def test_locked_packs_are_set_apart_before_anything_is_shared(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable, packs: int, others: int
) -> None:
    """40 FLU at the north depot and none elsewhere; what the lock leaves goes to the other centre."""
    stock = tuple(s for s in tiny_inputs.stock if s.product_id != "FLU" or s.place_id == "depot-north")
    lock = PackLock(centre_id="centre-near", product_id="FLU", first=MON, last=MON, packs=packs, who="An")
    inputs = replace(tiny_inputs, stock=stock, pack_locks=(lock,))
    wants = _want("centre-near", "FLU", 20), _want("centre-mid", "FLU", 50, 4)
    fairness, levels = _fair(inputs, tiny_travel, *wants)
    assert levels == [("centre-mid", 0, others)]
    apart = [
        whole_packs(c, level)
        for c, level in zip(fairness.question.cells, fairness.certificate.levels, strict=True)
        if c.locked
    ]
    assert apart == ([min(packs, 40)] if packs else [])


def test_a_centre_left_out_by_a_lock_says_so(tiny_inputs: WeekInputs, tiny_travel: TravelTable) -> None:
    inputs = replace(tiny_inputs, locks=(Lock(centre_id="centre-near", leave_out=True),))
    fairness, packs = _fair(inputs, tiny_travel, _want("centre-near", "FLU", 3))
    assert packs == [("centre-near", 0, 0)]
    assert _limits(fairness) == [Limit.LOCKED]


def test_the_free_litres_of_a_refrigerator_bound_what_comes(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    """centre-zone has no stock: 15 L take 20 packs of 750 ml on each of six days; 1,000 are wanted."""
    inputs = _with_refrigerators(tiny_inputs, 10)
    fairness, packs = _fair(inputs, tiny_travel, _want("centre-zone", "HEXA", 1_000))
    assert packs == [("centre-zone", 0, 120)]
    assert _limits(fairness) == [Limit.CENTRE]


def _with_refrigerators(inputs: WeekInputs, part: int) -> WeekInputs:
    """Return the inputs with a part of the litres at every centre."""
    centres = tuple(
        replace(c, stores_ml={band: ml // part for band, ml in c.stores_ml.items()})
        for c in inputs.network.centres
    )
    return replace(inputs, network=replace(inputs.network, centres=centres))


def test_weeks_and_days_give_the_same_levels_when_lots_are_at_hand(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    wants = [_want("centre-near", "FLU", 60), _want("centre-mid", "FLU", 120)]
    _, by_day = _fair(tiny_inputs, tiny_travel, *wants)
    _, by_week = _fair(tiny_inputs, tiny_travel, *wants, horizon=weekly_horizon(MON))
    assert by_day == by_week


@pytest.mark.parametrize(("unmet", "keys"), [(0, []), (1, ["fair_not_held"])])
def test_what_is_met_is_held_against_the_levels(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable, unmet: int, keys: list[str]
) -> None:
    fairness, _ = _fair(tiny_inputs, tiny_travel, _want("centre-near", "FLU", 3, 4))
    wanted = Wanted(period=4, centre_id="centre-near", product_id="FLU", packs=3, unmet=unmet)
    allocation = QuarterAllocation(
        as_of=MON, horizon=DAYS, issues=(), movements=(), wanted=(wanted,), levels=fairness.levels
    )
    found = check_fairness(fairness.question, fairness.certificate, allocation)
    assert [violation.key for violation in found] == keys


def test_levels_that_were_not_proved_are_caught(tiny_inputs: WeekInputs, tiny_travel: TravelTable) -> None:
    fairness, _ = _fair(tiny_inputs, tiny_travel, _want("centre-near", "FLU", 3, 4))
    raised = tuple(replace(level, level=level.level / 2) for level in fairness.levels)
    allocation = QuarterAllocation(as_of=MON, horizon=DAYS, issues=(), movements=(), wanted=(), levels=raised)
    found = check_fairness(fairness.question, fairness.certificate, allocation)
    assert [violation.key for violation in found] == ["fair_levels_differ"]


def test_the_country_is_proved(country_inputs: WeekInputs, country_travel: TravelTable) -> None:
    """Every centre wants 20 packs of everything in both weeks: goods and small refrigerators run out."""
    wanted = [
        _want(centre, product, 20, period)
        for centre in country_inputs.forecast.centre_ids
        for product in country_inputs.forecast.product_ids
        if country_inputs.vaccines[product].delivered_band is COLD
        for period in (0, 7)
    ]
    fairness, _ = _fair(_with_refrigerators(country_inputs, 6), country_travel, *wanted)
    assert {Limit.SUPPLY, Limit.CENTRE} <= set(_limits(fairness))
