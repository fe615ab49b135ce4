"""What moved between two nights, cell by cell; and both kinds of difference on the command line."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from command_line import BY_INSERTION, coldchain, small_input, small_rows
from tiny_nights import MON, first_night, issue, night, second_night

from distribution.inputs import WeekInputs
from distribution.quarter.answer import Wanted, nightly_horizon, weekly_horizon
from distribution.travel import TravelTable
from distribution.vaccines import LotStatus
from operations.difference.cells import cell_count, cell_moves, night_of, recorded_night
from operations.difference.night_reasons import Side, cell_reasons
from operations.difference.night_stay import night_stay
from operations.history.store import reading

MONDAY = (MON, MON + timedelta(days=1))


def test_the_cells_that_moved_and_no_others() -> None:
    one, other = night_of(first_night()), night_of(second_night())
    assert cell_moves(one, one) == ()
    found = {(m.period, m.centre_id): (m.before, m.after) for m in cell_moves(one, other)}
    assert found == {
        (MONDAY, "centre-mid"): ({"HEXA-1": 30}, {"HEXA-1": 20}),
        (MONDAY, "centre-far"): ({}, {"HEXA-1": 10}),
    }
    # two centres on Monday and one for the first time, Tuesday, two weeks later on
    assert cell_count(one, other) == 3 + 1 + 2


def test_periods_that_overlap_others_are_compared_as_one_sum() -> None:
    one_night = first_night()
    tuesday = MON + timedelta(days=1)
    shifted = replace(
        one_night,
        horizon=nightly_horizon(tuesday),
        issues=(issue("centre-near", "HEXA-1", 9), issue("centre-near", "HEXA-1", 4, period=14)),
    )
    # Monday lies behind the second night; Tuesday both have; their weeks begin a day apart
    found = {m.period: (m.before, m.after) for m in cell_moves(night_of(one_night), night_of(shifted))}
    assert found == {
        (tuesday, MON + timedelta(days=2)): ({"HEXA-1": 10}, {"HEXA-1": 9}),
        None: ({"HEXA-1": 11}, {"HEXA-1": 4}),
    }


def test_with_the_history_weeks_are_compared_as_one_sum(history: str, tiny_inputs: WeekInputs) -> None:
    first = first_night()
    night(history, first, "N1", tiny_inputs)
    with reading(history) as connection:
        told = recorded_night(connection, "N1")
    assert cell_moves(told, night_of(first)) == ()
    moved = tuple(replace(i, period=15) if i.period == 14 else i for i in first.issues)
    assert cell_moves(told, night_of(replace(first, issues=moved))) == ()
    assert len(cell_moves(night_of(first), night_of(replace(first, issues=moved)))) == 2


def test_a_period_in_which_one_night_gives_nothing_is_still_compared() -> None:
    one_night = first_night()
    without = tuple(i for i in one_night.issues if i.period)
    moves = cell_moves(night_of(replace(one_night, issues=without)), night_of(one_night))
    assert {(m.period, m.centre_id) for m in moves} == {(MONDAY, "centre-near"), (MONDAY, "centre-mid")}


def test_need_supply_lots_and_locks_are_told_as_reasons(tiny_inputs: WeekInputs) -> None:
    before, after = first_night(), second_night()
    (far, mid) = cell_moves(night_of(before), night_of(after))
    same = cell_reasons(
        Side(allocation=before, inputs=tiny_inputs), Side(allocation=after, inputs=tiny_inputs)
    )
    assert [reason.key for reason in same(mid)] == ["prices"]
    wanted = Wanted(period=0, centre_id="centre-far", product_id="HEXA", packs=10, unmet=0)
    asked = replace(after, wanted=(*after.wanted, wanted))
    lots = {**tiny_inputs.lots, "HEXA-1": replace(tiny_inputs.lots["HEXA-1"], status=LotStatus.QUARANTINED)}
    changed = replace(tiny_inputs, lots=lots)
    reasons = cell_reasons(
        Side(allocation=before, inputs=tiny_inputs), Side(allocation=asked, inputs=changed)
    )
    assert [reason.key for reason in reasons(far)] == ["need_packs", "supply"]
    assert [reason.key for reason in reasons(mid)] == ["withdrawn", "supply"]


def test_staying_leaves_short_what_it_leaves_short(tiny_inputs: WeekInputs, tiny_travel: TravelTable) -> None:
    before, after = first_night(), second_night()
    wanted = (
        Wanted(period=0, centre_id="centre-mid", product_id="HEXA", packs=20, unmet=0),
        Wanted(period=0, centre_id="centre-far", product_id="HEXA", packs=10, unmet=0),
        Wanted(period=1, centre_id="centre-mid", product_id="HEXA", packs=5, unmet=5),
    )
    staying = night_stay(before, replace(after, wanted=wanted), tiny_inputs, tiny_travel)
    # before: 30 for centre-mid cover 20 and the 5 of next week, centre-far gets nothing; after: the 5 lack
    assert (staying.short_packs, staying.short_after_packs) == (10, 5)
    assert staying.cost_vnd is not None
    assert staying.cost_after_vnd is not None


def test_two_nights_in_a_row_are_priced_over_the_days_that_both_have(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    tuesday = MON + timedelta(days=1)
    before = replace(
        first_night(),
        horizon=nightly_horizon(MON),
        issues=(issue("centre-mid", "HEXA-1", 7), issue("centre-mid", "HEXA-1", 5, period=3)),
        movements=(),
    )
    wanted = Wanted(period=2, centre_id="centre-mid", product_id="HEXA", packs=9, unmet=0)
    later = Wanted(period=20, centre_id="centre-mid", product_id="HEXA", packs=90, unmet=0)
    given = (issue("centre-mid", "HEXA-1", 9, period=1), issue("centre-mid", "HEXA-1", 90, period=20))
    after = replace(
        before, as_of=tuesday, horizon=nightly_horizon(tuesday), issues=given, wanted=(wanted, later)
    )
    staying = night_stay(before, after, tiny_inputs, tiny_travel)
    # Tuesday to Sunday week: 13 days; Monday's 7 packs lie behind, Thursday's 5 count against the 9 wanted
    assert staying.days == 13
    assert (staying.short_packs, staying.short_after_packs) == (4, 0)
    recalled = {**tiny_inputs.lots, "HEXA-1": replace(tiny_inputs.lots["HEXA-1"], status=LotStatus.RECALLED)}
    staying = night_stay(before, after, replace(tiny_inputs, lots=recalled), tiny_travel)
    assert {violation.key for violation in staying.violations} == {"quarter_not_released"}


def test_nights_without_a_period_in_common_are_not_priced(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    later = replace(second_night(), horizon=weekly_horizon(date(2027, 3, 1), 3))
    assert night_stay(first_night(), later, tiny_inputs, tiny_travel).not_priced == "horizons"


def test_two_plans_on_the_command_line_from_folders_and_from_the_history(tmp_path: Path) -> None:
    plans, history = tmp_path / "plans", tmp_path / "history.sqlite"
    one = small_input(tmp_path / "one.xlsx")
    rows = [
        {key: value * 2 if isinstance(value, int) else value for key, value in row.items()}
        for row in small_rows()["forecast"]
    ]
    other = small_input(tmp_path / "other.xlsx", forecast=rows)
    a, b = (
        coldchain("plan", "--input", path, "--out", plans, *BY_INSERTION).folder.name for path in (one, other)
    )
    ask = ("--plans", plans, "--history", history)
    told = coldchain("diff", a, b, *ask, "--json")
    assert told.code == 0, told.err
    assert told.facts["moves"]
    assert {r["key"] for move in told.facts["moves"] for r in move["reasons"]} >= {"need"}
    assert told.facts["staying"]["cost_vnd"] > 0
    assert coldchain("diff", a, b, *ask, "--lang", "en").out.startswith(f"{a} → {b}: ")
    shutil.rmtree(plans / a)
    gone = coldchain("diff", a, b, *ask, "--json").facts
    assert gone["staying"]["not_priced"] == "folder_gone"
    bare = [{**move, "reasons": []} for move in told.facts["moves"]]
    assert gone["moves"] == bare
    assert coldchain("diff", "no-such", b, *ask).code == 20


def test_two_nights_on_the_command_line_from_folders_and_from_the_history(
    nights: tuple[Path, str, str],
) -> None:
    home, first, second = nights
    ask = ("--allocations", home / "allocations", "--history", home / "history.sqlite")
    told = coldchain("diff", first, second, *ask, "--json")
    assert told.code == 0, told.err
    assert told.facts["staying"]["not_priced"] == ""
    assert told.facts["staying"]["short_after_packs"] <= told.facts["staying"]["short_packs"]
    assert told.facts["moves"]
    assert {r["key"] for move in told.facts["moves"] for r in move["reasons"]} >= {"supply"}
    assert coldchain("diff", first, second, *ask).out.startswith(f"{first} → {second}: ")
    shutil.rmtree(home / "allocations" / first)
    gone = coldchain("diff", first, second, *ask, "--json").facts
    days = [m for m in told.facts["moves"] if _is_day(m["period"])]
    assert gone["moves"]
    assert [m for m in gone["moves"] if m["period"]] == [{**move, "reasons": []} for move in days]
    assert {m["period"] for m in gone["moves"] if not m["period"]} == {None}


def _is_day(period: list[str]) -> bool:
    start, end = (date.fromisoformat(day) for day in period)
    return (end - start).days == 1
