"""``coldchain replan`` from a folder to a new folder: what is locked is kept, what cannot be is named."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from command_line import CENTRES, WEEK, Ran, coldchain, contents

from distribution.files.archive import PLAN_FILE, read_plan
from distribution.promises import promises
from operations.plan_folder import judge_folder
from operations.replanning.file import CHANGES_FILE, read_changes
from operations.replanning.report import DIFFERENCES_BOOK, DIFFERENCES_FILE

FEW = ("--iterations", "20", "--json")
THURSDAY = WEEK.days[3]


def edited(folder: Path, to: Path, heading: str, value: object, centre: str = CENTRES[0]) -> Path:
    """Return a copy of a plan's workbook with one lock of a centre in it."""
    book = openpyxl.load_workbook(folder / "plan.xlsx")
    page = book["Theo trung tâm"]
    head = next(row for row in page.iter_rows() if "Mã trung tâm" in [cell.value for cell in row])
    column = next(cell.column for cell in head if cell.value == f"Khóa: {heading}")
    key = next(cell.column for cell in head if cell.value == "Mã trung tâm")
    for row in range(head[0].row + 1, page.max_row + 1):
        if page.cell(row, key).value == centre:
            page.cell(row, column).value = value  # type: ignore[assignment]
    book.save(to)
    return to


def days(ran: Ran) -> dict[str, frozenset[int]]:
    return dict(promises(read_plan(ran.folder / PLAN_FILE), judge_folder(ran.folder).inputs).days)


@pytest.fixture
def on_thursday(small_copy: Path, tmp_path: Path) -> Ran:
    book = edited(small_copy, tmp_path / "locked.xlsx", "ngày", THURSDAY)
    return coldchain("replan", small_copy, "--workbook", book, *FEW)


def test_a_lock_makes_a_new_plan_and_leaves_the_old_one(
    on_thursday: Ran, small_copy: Path, small_plan: Ran
) -> None:
    assert on_thursday.code in (0, 10), on_thursday.err
    assert days(on_thursday)[CENTRES[0]] == {3}
    assert contents(small_copy) == contents(small_plan.folder)
    made = contents(on_thursday.folder)
    assert {
        CHANGES_FILE,
        DIFFERENCES_BOOK,
        DIFFERENCES_FILE,
        "earlier_plan.json",
        "input.xlsx",
    } <= made.keys()
    assert read_changes(on_thursday.folder).locks[0].day == THURSDAY
    judged = judge_folder(on_thursday.folder)
    assert judged.violations == ()
    assert judged.costs.total == on_thursday.facts["cost_vnd"]
    told = json.loads(made[DIFFERENCES_FILE])
    moved = {move["centre_id"]: move for move in told["moves"]}
    assert "lock" in [reason["key"] for reason in moved[CENTRES[0]]["reasons"]]
    assert told["staying"]["cost_vnd"] == on_thursday.facts["cost_before_vnd"]


def test_the_new_workbook_shows_the_lock_and_asks_for_nothing_more(on_thursday: Ran) -> None:
    again = coldchain("replan", on_thursday.folder, "--workbook", on_thursday.folder / "plan.xlsx", *FEW)
    assert again.code == 20
    assert "--vehicle-down" in again.err  # nothing has changed, and what could be


def test_a_lock_that_is_emptied_is_lifted(on_thursday: Ran, tmp_path: Path) -> None:
    book = edited(on_thursday.folder, tmp_path / "lifted.xlsx", "ngày", None)
    again = coldchain("replan", on_thursday.folder, "--workbook", book, *FEW)
    assert again.code in (0, 10), again.err
    assert read_plan(again.folder / PLAN_FILE).locks == ()
    assert read_changes(again.folder).lifted == (CENTRES[0],)


def test_hand_edits_are_judged_and_priced_and_nothing_is_written(small_copy: Path, tmp_path: Path) -> None:
    before = contents(small_copy.parent)
    book = edited(small_copy, tmp_path / "locked.xlsx", "ngày", THURSDAY)
    ran = coldchain("replan", small_copy, "--workbook", book, "--check-only", "--json")
    assert ran.code in (0, 30), ran.err
    assert {"violations", "cost_vnd", "cost_before_vnd"} <= ran.facts.keys()
    assert contents(small_copy.parent) == before


def test_a_lock_on_a_day_that_the_centre_is_closed_names_the_rule_at_its_cell(
    small_copy: Path, tmp_path: Path
) -> None:
    book = edited(small_copy, tmp_path / "locked.xlsx", "ngày", THURSDAY)
    ran = coldchain(
        "replan", small_copy, "--workbook", book, "--centre-closed", f"{CENTRES[0]}@{THURSDAY}", *FEW
    )
    assert ran.code == 20
    assert "R4" in ran.err
    assert "Khóa: ngày" in ran.err


def test_options_that_cannot_be_are_all_told_at_once(small_copy: Path) -> None:
    ran = coldchain(
        "replan",
        small_copy,
        *("--vehicle-down", "NOBODY", "--centre-closed", "vnvc-can-thoo", "--road-closed", "hanoi-camau"),
        *("--urgent", CENTRES[0], "NOTHING", "7", "--at", "soon"),
        *FEW,
    )
    assert ran.code == 20
    for word in ("NOBODY", "vnvc-can-tho", "hanoi-camau", "NOTHING", "soon"):
        assert word in ran.err


def test_a_closed_road_is_told_as_the_source_of_the_distances(small_copy: Path) -> None:
    ran = coldchain("replan", small_copy, "--road-closed", "vinh-honglinh", *FEW)
    assert ran.code in (0, 10), ran.err
    assert "vinh–honglinh" in read_plan(ran.folder / PLAN_FILE).travel_source
    assert judge_folder(ran.folder).violations == ()


def test_check_takes_a_plans_workbook_for_what_it_is(small_copy: Path, tmp_path: Path) -> None:
    edited(small_copy, small_copy.parent / "mine.xlsx", "ngày", THURSDAY)
    ran = coldchain("check", small_copy.parent / "mine.xlsx", "--json")
    assert ran.code in (0, 30), ran.err
    assert ran.facts["plan_id"] == small_copy.name
    edited(small_copy, tmp_path / "alone.xlsx", "ngày", THURSDAY)
    lost = coldchain("check", tmp_path / "alone.xlsx")
    assert lost.code == 20
    assert small_copy.name in lost.err
