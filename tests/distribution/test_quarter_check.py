"""Good allocations broken on purpose: each breach is found, by the rule that it breaks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tiny_places import COLD, MON

from distribution.inputs import WeekInputs
from distribution.quarter.answer import (
    FillLevel,
    Issue,
    Movement,
    PackLock,
    QuarterAllocation,
    Wanted,
    nightly_horizon,
)
from distribution.quarter.check import check_quarter
from distribution.quarter.need import quarter_need

NIGHT = nightly_horizon(MON)
KEY = ("centre-near", "HEXA", 0)  # 50 doses on hand, 60 used on Monday: one pack is wanted there and then


def issue(**changes: object) -> Issue:
    good = Issue(
        period=0,
        centre_id="centre-near",
        product_id="HEXA",
        lot_id="HEXA-2",
        use_by=date(2027, 6, 30),
        depot_id="depot-north",
        packs=4,
        doses=40,
    )
    return replace(good, **changes)  # type: ignore[arg-type]


def movement(**changes: object) -> Movement:
    """Return FLU that leaves the hub on Monday and is at hand in depot-south on Wednesday."""
    good = Movement(
        period=0,
        received_period=2,
        lane_id="hub-tiny--depot-south",
        origin_id="hub-tiny",
        destination_id="depot-south",
        product_id="FLU",
        lot_id="FLU-1",
        packs=10,
        doses=100,
        use_by=date(2027, 5, 31),
    )
    return replace(good, **changes)  # type: ignore[arg-type]


def good(inputs: WeekInputs) -> QuarterAllocation:
    """Return all need unmet but that of centre-near for HEXA on Monday, out of four packs."""
    need = quarter_need(inputs, NIGHT)
    wanted = []
    for c, centre_id in enumerate(inputs.forecast.centre_ids):
        for p, product_id in enumerate(inputs.forecast.product_ids):
            for t, packs in enumerate(need.packs[c, p].tolist()):
                met = min(packs, 4) if (centre_id, product_id, t) == KEY else 0
                if packs:
                    wanted.append(
                        Wanted(
                            period=t,
                            centre_id=centre_id,
                            product_id=product_id,
                            packs=packs,
                            unmet=packs - met,
                            used=met,
                        )
                    )
    return QuarterAllocation(
        as_of=MON, horizon=NIGHT, issues=(issue(),), movements=(movement(),), wanted=tuple(wanted)
    )


def broken(allocation: QuarterAllocation, inputs: WeekInputs) -> set[tuple[str, str]]:
    return {(v.rule, v.key) for v in check_quarter(allocation, inputs)}


def test_the_good_one_breaks_nothing(tiny_inputs: WeekInputs) -> None:
    assert check_quarter(good(tiny_inputs), tiny_inputs) == ()


ISSUES: list[tuple[str, dict[str, object], set[tuple[str, str]]]] = [
    ("a lot that nobody knows", {"lot_id": "NONE"}, {("A0", "quarter_unknown")}),
    ("broken packs", {"doses": 39}, {("R13", "quarter_broken_pack")}),
    ("a lot of another product", {"lot_id": "FLU-1"}, {("A0", "quarter_unknown")}),
    ("more than is there", {"packs": 41, "doses": 410}, {("R1", "quarter_not_on_hand")}),
    (
        "a lot in quarantine",
        {"lot_id": "HEXA-Q", "use_by": date(2027, 6, 15)},
        {("R1", "quarter_not_released")},
    ),
    (
        "too short a life",
        {"lot_id": "HEXA-S", "use_by": date(2027, 2, 28)},
        {("R1", "quarter_short_dated")},
    ),
    (
        "a later lot first",
        {"lot_id": "HEXA-1", "use_by": date(2027, 12, 31)},
        {("R1", "quarter_out_of_order")},
    ),
    ("less than is used", {"packs": 0, "doses": 0}, {("R13", "quarter_broken_pack")}),
    ("after it is used", {"period": 1}, {("A1", "quarter_used_unreceived")}),
]


@pytest.mark.parametrize(("what", "change", "rules"), ISSUES, ids=[name for name, _, _ in ISSUES])
def test_an_issue_broken(
    tiny_inputs: WeekInputs, what: str, change: dict[str, object], rules: set[tuple[str, str]]
) -> None:
    del what
    spoilt = replace(good(tiny_inputs), issues=(issue(**change),))
    assert broken(spoilt, tiny_inputs) == rules


def test_packs_on_a_sunday_and_too_many_for_the_refrigerator(tiny_inputs: WeekInputs) -> None:
    allocation = good(tiny_inputs)
    sunday = issue(period=6, packs=1, doses=10)
    assert broken(replace(allocation, issues=(issue(), sunday)), tiny_inputs) == {("R4", "quarter_closed")}
    centres = tuple(replace(c, stores_ml={COLD: 6_000}) for c in tiny_inputs.network.centres)
    small = replace(tiny_inputs, network=replace(tiny_inputs.network, centres=centres))
    # 50 doses (3.75 L) and four packs (3 L) in 6 L; centre-mid is over with its own 100 doses alone
    assert broken(allocation, small) == {("R2", "quarter_store_over"), ("R2", "quarter_over_untold")}


MOVEMENTS: list[tuple[str, dict[str, object], set[tuple[str, str]]]] = [
    ("at hand too early", {"received_period": 1}, {("R11", "quarter_lane_calendar")}),
    (
        "on a Sunday, when nothing may be carried",
        {"period": 6, "received_period": 9},
        {("R11", "quarter_lane_calendar"), ("R11", "quarter_lane_over")},
    ),
    ("on a lane to elsewhere", {"lane_id": "hub-tiny--depot-north"}, {("R11", "quarter_lane_elsewhere")}),
    ("more than is there", {"packs": 101, "doses": 1_010}, {("R1", "quarter_not_on_hand")}),
    ("of a place that nobody knows", {"destination_id": "nowhere"}, {("A0", "quarter_unknown")}),
]


@pytest.mark.parametrize(("what", "change", "rules"), MOVEMENTS, ids=[name for name, _, _ in MOVEMENTS])
def test_a_movement_broken(
    tiny_inputs: WeekInputs, what: str, change: dict[str, object], rules: set[tuple[str, str]]
) -> None:
    del what
    spoilt = replace(good(tiny_inputs), movements=(movement(**change),))
    assert broken(spoilt, tiny_inputs) == rules


def test_a_lane_over_its_capacity(tiny_inputs: WeekInputs) -> None:
    lanes = tuple(replace(lane, capacity_ml=2_999) for lane in tiny_inputs.network.lanes)
    small = replace(tiny_inputs, network=replace(tiny_inputs.network, lanes=lanes))
    assert broken(good(tiny_inputs), small) == {("R11", "quarter_lane_over")}


def test_thawed_packs_live_no_longer_than_thawing_allows(tiny_inputs: WeekInputs) -> None:
    def thawed(use_by: date) -> Movement:
        return movement(product_id="ROTA", lot_id="ROTA-1", packs=20, doses=100, use_by=use_by, thaws=True)

    allocation = good(tiny_inputs)
    honest = replace(allocation, movements=(thawed(MON + timedelta(days=60)),))
    assert check_quarter(honest, tiny_inputs) == ()
    spoilt = replace(allocation, movements=(thawed(MON + timedelta(days=61)),))
    assert broken(spoilt, tiny_inputs) == {("R1", "quarter_thawed_too_long")}


def _first(change: Callable[[Wanted], Wanted], allocation: QuarterAllocation) -> QuarterAllocation:
    wanted = tuple(
        change(w) if (w.centre_id, w.product_id, w.period) == KEY else w for w in allocation.wanted
    )
    return replace(allocation, wanted=wanted)


def test_need_and_what_is_met_must_be_true(tiny_inputs: WeekInputs) -> None:
    allocation = good(tiny_inputs)
    less = _first(lambda w: replace(w, packs=w.packs + 1, unmet=w.unmet + 1), allocation)
    assert broken(less, tiny_inputs) == {("A1", "quarter_need_differs")}
    forgotten = replace(allocation, wanted=allocation.wanted[1:])
    assert ("A1", "quarter_need_differs") in broken(forgotten, tiny_inputs)
    boast = replace(
        allocation,
        wanted=tuple(replace(w, unmet=0) if w.period == 3 and w.unmet else w for w in allocation.wanted),
    )
    assert broken(boast, tiny_inputs) == {("A1", "quarter_unmet_differs")}
    never_late = _first(lambda w: replace(w, unmet=w.packs, late=w.packs), allocation)
    assert broken(never_late, tiny_inputs) == {("A1", "quarter_unmet_differs")}


def test_what_cannot_wait_is_met_on_its_day(tiny_inputs: WeekInputs) -> None:
    urgent = {p: replace(v, back_orderable=False) for p, v in tiny_inputs.vaccines.items()}
    inputs = replace(tiny_inputs, vaccines=urgent)
    allocation = good(inputs)
    assert check_quarter(allocation, inputs) == ()
    need = {(w.period): w for w in allocation.wanted if (w.centre_id, w.product_id) == KEY[:2]}
    later = replace(
        allocation,
        wanted=tuple(
            replace(w, used=0) if w is need[0] else replace(w, used=need[0].used) if w is need[1] else w
            for w in allocation.wanted
        ),
    )
    assert broken(later, inputs) == {("A1", "quarter_unmet_differs")}
    assert broken(later, tiny_inputs) == set()  # in the same week is time enough for what can wait


def test_locks_and_levels_must_hold(tiny_inputs: WeekInputs) -> None:
    def lock(packs: int) -> PackLock:
        return PackLock(centre_id="centre-near", product_id="HEXA", first=MON, last=MON, packs=packs)

    def level(packs: int) -> FillLevel:
        return FillLevel(
            week=0, centre_id="centre-near", product_id="HEXA", need_packs=37, level=0.1, packs=packs
        )

    allocation = good(tiny_inputs)
    met = sum(w.packs - w.unmet for w in allocation.wanted)
    kept = replace(allocation, locks=(lock(4),), levels=(level(met),))
    assert check_quarter(kept, tiny_inputs) == ()
    assert broken(replace(kept, locks=(lock(5),)), tiny_inputs) == {("R12", "quarter_lock")}
    assert broken(replace(kept, levels=(level(met + 1),)), tiny_inputs) == {("F", "quarter_level")}


def test_every_breach_has_its_sentence(tiny_inputs: WeekInputs) -> None:
    for _, change, _ in ISSUES:
        for violation in check_quarter(replace(good(tiny_inputs), issues=(issue(**change),)), tiny_inputs):
            for lang in ("vi", "en"):
                assert "{" not in violation.sentence(lang)
