"""What a centre can spare, by hand: beyond its use, its safety stock and the life that others ask for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from spare_week import HOMES, LAPSES, SPARE_PACKS, spare_week
from tiny_places import MON

from distribution.inputs import WeekInputs
from distribution.quarter.answer import Movement, QuarterAllocation, nightly_horizon, weekly_horizon
from distribution.quarter.check_returned import returned_breaches
from distribution.quarter.ledger import destination_pile, site_ledger
from distribution.quarter.returns import returns
from distribution.quarter.surplus import earliest_at_hand, surpluses
from distribution.vaccines import LotStatus

NIGHT = nightly_horizon(MON)


def test_eight_packs_can_be_spared_and_are_at_hand_from_the_next_week_on(tiny_inputs: WeekInputs) -> None:
    (spared,) = surpluses(spare_week(tiny_inputs), HOMES, NIGHT)
    assert (spared.centre_id, spared.lot_id, spared.use_by) == ("centre-near", "HEXA-2", LAPSES)
    assert (spared.packs, spared.site_id) == (SPARE_PACKS, "depot-north")
    assert (spared.period, spared.received_period) == (0, 7)  # Monday's round; the next Monday


def test_weeks_know_the_same_packs(tiny_inputs: WeekInputs) -> None:
    (spared,) = surpluses(spare_week(tiny_inputs), HOMES, weekly_horizon(MON))
    assert (spared.packs, spared.period, spared.received_period) == (SPARE_PACKS, 0, 1)


@pytest.mark.parametrize(
    ("doses", "daily", "packs"),
    [
        (229, 1, 0),  # nine doses are left over: no whole pack
        (230, 1, 1),
        (100, 0, 10),  # nobody comes: no use and no safety stock
        (300, 2, 0),  # 440 would be used
    ],
)
def test_only_whole_packs_that_use_leaves_over_are_spared(
    tiny_inputs: WeekInputs, doses: int, daily: int, packs: int
) -> None:
    found = surpluses(spare_week(tiny_inputs, doses, daily), HOMES, NIGHT)
    assert sum(s.packs for s in found) == packs


def test_safety_stock_stays(tiny_inputs: WeekInputs) -> None:
    # 100 days of use a day of safety: 300 − 91 days of use − 200 leave 9 doses over on the last day
    inputs = spare_week(tiny_inputs)
    inputs = replace(inputs, parameters=replace(inputs.parameters, safety_days=200))
    assert surpluses(inputs, HOMES, NIGHT) == ()
    inputs = replace(inputs, parameters=replace(inputs.parameters, safety_days=189))
    assert sum(s.packs for s in surpluses(inputs, HOMES, NIGHT)) == 2


@pytest.mark.parametrize(
    ("lapses", "spared"),
    [
        (MON + timedelta(days=180 + 6), False),  # on the next Monday it is too short-dated for others
        (MON + timedelta(days=180 + 7), True),
        (MON + timedelta(days=180 + 90), True),
        (MON + timedelta(days=180 + 91), False),  # it may wait: others can have it after the quarter, too
    ],
)
def test_a_lot_goes_in_the_quarter_in_which_its_time_runs_out(
    tiny_inputs: WeekInputs, lapses: date, spared: bool
) -> None:
    inputs = spare_week(tiny_inputs, 600)
    stock = tuple(
        replace(line, use_by=lapses) if line.place_id == "centre-near" else line for line in inputs.stock
    )
    assert bool(surpluses(replace(inputs, stock=stock), HOMES, NIGHT)) is spared


def test_a_recalled_lot_is_never_passed_on(tiny_inputs: WeekInputs) -> None:
    inputs = spare_week(tiny_inputs)
    lots = {**inputs.lots, "HEXA-2": replace(inputs.lots["HEXA-2"], status=LotStatus.RECALLED)}
    assert surpluses(replace(inputs, lots=lots), HOMES, NIGHT) == ()


def test_goods_of_a_saturday_are_at_hand_on_monday_once_received(tiny_inputs: WeekInputs) -> None:
    assert earliest_at_hand(tiny_inputs, NIGHT, 5) == 7
    slow = replace(tiny_inputs, parameters=replace(tiny_inputs.parameters, receiving_days=4))
    assert earliest_at_hand(slow, NIGHT, 5) == 9


def passed(packs: int = SPARE_PACKS, **changes: object) -> Movement:
    good = Movement(
        period=0,
        received_period=7,
        lane_id="",
        origin_id="centre-near",
        destination_id="depot-north",
        product_id="HEXA",
        lot_id="HEXA-2",
        packs=packs,
        doses=packs * 10,
        use_by=LAPSES,
        passed_on=True,
    )
    return replace(good, **changes)  # type: ignore[arg-type]


def night(*movements: Movement) -> QuarterAllocation:
    return QuarterAllocation(as_of=MON, horizon=NIGHT, issues=(), movements=movements, wanted=())


def test_what_is_passed_on_joins_the_depots_stock_and_what_is_returned_does_not(
    tiny_inputs: WeekInputs,
) -> None:
    inputs = spare_week(tiny_inputs)
    pile = destination_pile(passed(), inputs)
    before = site_ledger(night(), inputs)[pile].at_end()
    after = site_ledger(night(passed()), inputs)[pile].at_end()
    assert [b - a for a, b in zip(before, after, strict=True)] == [0] * 7 + [80] * 18
    sent_back = replace(passed(), passed_on=False)
    assert site_ledger(night(sent_back), inputs)[pile].at_end() == before


def test_a_good_passing_on_breaks_nothing(tiny_inputs: WeekInputs) -> None:
    assert returned_breaches(night(passed()), spare_week(tiny_inputs)) == ()


@pytest.mark.parametrize(
    ("what", "movement", "key"),
    [
        ("more than is there", passed(31), "quarter_returned_unheld"),
        ("what it needs itself", passed(21), "quarter_passed_needed"),  # 90 left for 91 days
        ("on a Sunday", passed(period=6), "quarter_passed_untimely"),
        ("at hand too early", passed(received_period=1), "quarter_passed_untimely"),
        ("twice the same packs", passed(31, passed_on=False), "quarter_returned_unheld"),
    ],
)
def test_a_bad_one_is_found(tiny_inputs: WeekInputs, what: str, movement: Movement, key: str) -> None:
    del what
    assert key in {v.key for v in returned_breaches(night(movement), spare_week(tiny_inputs))}


def test_a_lot_that_is_not_released_yet_is_not_passed_on(tiny_inputs: WeekInputs) -> None:
    inputs = spare_week(tiny_inputs)
    lots = {
        **inputs.lots,
        "HEXA-2": replace(inputs.lots["HEXA-2"], released_on=MON + timedelta(days=3)),
    }
    found = returned_breaches(night(passed()), replace(inputs, lots=lots))
    assert {v.key for v in found} == {"quarter_passed_unreleased"}


def test_what_is_passed_on_is_not_returned_as_well(tiny_inputs: WeekInputs) -> None:
    """A thawed lot of ROTA that lapses in 40 days: 50 doses that nobody uses, of which 20 are passed on."""
    inputs = spare_week(tiny_inputs)
    lapses = MON + timedelta(days=40)
    line = replace(inputs.stock[-1], product_id="ROTA", lot_id="ROTA-1", use_by=lapses, doses=50)
    use = inputs.forecast.doses.copy()
    use[inputs.forecast.centre_ids.index("centre-near"), inputs.forecast.product_ids.index("ROTA")] = 0
    inputs = replace(inputs, stock=(*inputs.stock, line), forecast=replace(inputs.forecast, doses=use))
    mine = [s for s in surpluses(inputs, HOMES, NIGHT) if s.product_id == "ROTA"]
    assert [s.packs for s in mine] == [10]
    gone = passed(4, product_id="ROTA", lot_id="ROTA-1", use_by=lapses, doses=20)
    left = [m for m in returns(inputs, HOMES, NIGHT, (gone,)) if m.lot_id == "ROTA-1"]
    assert [(m.packs, m.doses) for m in left] == [(6, 30)]
