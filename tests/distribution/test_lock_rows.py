"""The sheet of locks: a row for each product of a centre, every contradiction named by its cell."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from input_sheets import WEEK, faults_of, save, sound_sheets, spots

from distribution.files.assemble import read_inputs
from distribution.files.bundled import read_table
from distribution.inputs import Lock, LockedDoses

TUESDAY = WEEK.monday + timedelta(days=1)
FRIDAY = WEEK.monday + timedelta(days=4)
CENTRE = "vnvc-can-tho"
FIRST, SECOND = read_table("products")[:2]
PACK = int(FIRST["pack_doses"])
HEAD = ("centre_id", "day", "vehicle_id", "order", "product_id", "doses", "leave_out")


def book(path: Path, *rows: dict[str, Any], head: tuple[str, ...] = HEAD) -> Path:
    """Write a sound input with rows of locks."""
    sheets = sound_sheets()
    sheets["locks"] = [list(head), *([row.get(name) for name in head] for row in rows)]
    return save(sheets, path / "w.xlsx")


def test_rows_of_one_centre_are_one_lock(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        {"centre_id": CENTRE, "day": TUESDAY, "vehicle_id": "V1", "order": 2},
        {"centre_id": CENTRE, "product_id": FIRST["id"], "doses": 3 * PACK},
        {"centre_id": CENTRE, "product_id": SECOND["id"], "doses": 0},
    )
    doses = (
        LockedDoses(product_id=FIRST["id"], doses=3 * PACK),
        LockedDoses(product_id=SECOND["id"], doses=0),
    )
    assert read_inputs(path, WEEK).locks == (
        Lock(
            centre_id=CENTRE,
            day=TUESDAY,
            vehicle_id="V1",
            order=2,
            doses=tuple(sorted(doses, key=lambda one: one.product_id)),
        ),
    )


def test_a_sheet_of_the_former_form_is_read(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        {"centre_id": CENTRE, "leave_out": 1},
        head=("centre_id", "day", "vehicle_id", "leave_out"),
    )
    assert read_inputs(path, WEEK).locks == (Lock(centre_id=CENTRE, leave_out=True),)


ONE = {"centre_id": CENTRE, "day": TUESDAY}
TWO = {"centre_id": CENTRE, "product_id": FIRST["id"], "doses": PACK}


@pytest.mark.parametrize(
    ("rows", "row", "column", "code"),
    [
        ([ONE, {**TWO, "day": FRIDAY}], 3, "day", "lock_conflict"),
        ([{**ONE, "order": 1}, {**TWO, "order": 2}], 3, "order", "lock_conflict"),
        ([{**ONE, "leave_out": 1}], 2, "leave_out", "lock_leaves_out"),
        ([{"centre_id": CENTRE, "leave_out": 1}, TWO], 2, "leave_out", "lock_leaves_out"),
        ([{**ONE, "doses": PACK}], 2, "product_id", "lock_without_product_id"),
        ([{**ONE, "product_id": FIRST["id"]}], 2, "doses", "lock_without_doses"),
        ([{**TWO, "doses": PACK + 1}], 2, "doses", "replan_packs"),
        ([{**TWO, "doses": -PACK}], 2, "doses", "negative"),
        ([{**ONE, "order": 0}], 2, "order", "too_small"),
        ([{**TWO, "product_id": "KHONG-CO"}], 2, "product_id", "unknown_reference"),
        ([ONE, {**ONE, "order": 1}], 3, "centre_id", "duplicate"),
        ([TWO, {**TWO, "doses": 2 * PACK}], 3, "centre_id", "duplicate"),
        ([{**ONE, "day": WEEK.monday + timedelta(days=9)}], 2, "day", "lock_day"),
    ],
)
def test_a_lock_that_cannot_be_is_named_by_its_cell(
    tmp_path: Path, rows: list[dict[str, Any]], row: int, column: str, code: str
) -> None:
    if code == "replan_packs" and PACK == 1:
        pytest.skip("a pack of one dose cannot be broken")
    assert spots(faults_of(book(tmp_path, *rows))) == {("locks", row, column, code)}
