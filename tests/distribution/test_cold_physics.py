"""Figures of an input that no box, pack, body or weather can have are told at their cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from distribution.consistency.cold_physics import (
    boxes_of_nothing,
    compartments_larger_than_bodies,
    packs_larger_than_boxes,
    weather_that_cannot_be,
)
from distribution.consistency.question import CHECKS
from distribution.consistency.report import fault_rows
from distribution.consistency.tables import Question
from distribution.errors import Fault
from distribution.files.bundled_sheet import bundled_sheet
from distribution.files.rows import read_table_rows
from distribution.schema.all import TABLES

MONDAY = date(2026, 11, 23)
Check = Callable[[Question], Iterator[Fault]]
NAMES = ("boxes", "products", "vehicle_types", "climate")
OURS = (
    boxes_of_nothing,
    packs_larger_than_boxes,
    compartments_larger_than_bodies,
    weather_that_cannot_be,
)


def _question(table: str = "", row: int = 0, column: str = "", value: str = "") -> Question:
    """Return the bundled tables, one cell of them changed; rows as a spreadsheet counts them."""
    tables = {}
    for name in NAMES:
        sheet = bundled_sheet(TABLES[name])
        if name == table:
            number, cells = sheet.rows[row - 2]
            at = sheet.headings.index(column)
            changed = (number, (*cells[:at], value, *cells[at + 1 :]))
            sheet = replace(sheet, rows=(*sheet.rows[: row - 2], changed, *sheet.rows[row - 1 :]))
        tables[name], faults = read_table_rows(sheet, TABLES[name], MONDAY)
        assert faults == []
    return Question(tables=tables, monday=MONDAY)


def _row(table: str, row_id: str) -> int:
    return next(n for n, cells in bundled_sheet(TABLES[table]).rows if cells[0] == row_id)


def test_the_bundled_tables_can_be() -> None:
    assert [fault for check in OURS for fault in check(_question())] == []
    assert set(OURS) <= set(CHECKS)


@pytest.mark.parametrize(
    ("check", "table", "row_id", "column", "value", "code"),
    [
        (boxes_of_nothing, "boxes", "PCM28", "vaccine_litres", "0", "cold_nought"),
        (boxes_of_nothing, "boxes", "PCM28", "cold_life_h_43c", "0", "cold_nought"),
        # packs of 5 doses; every vehicle takes boxes of 28 L
        (packs_larger_than_boxes, "products", "INFHEXA", "packed_cm3_per_dose", "5601", "cold_pack"),
        # a body of 5 m³
        (compartments_larger_than_bodies, "vehicle_types", "REEF1T", "active_litres", "5001", "cold_body"),
        (weather_that_cannot_be, "climate", "Ha Noi", "design_hot_day_c", "95", "cold_air"),
        (weather_that_cannot_be, "climate", "Ha Noi", "design_hot_day_c", "12", "cold_order"),
    ],
)
def test_what_cannot_be_is_told(
    check: Check, table: str, row_id: str, column: str, value: str, code: str
) -> None:
    row = _row(table, row_id)
    (fault,) = check(_question(table, row, column, value))
    assert (fault.code, fault.file, fault.row, fault.column) == (code, f"{table}.csv", row, column)
    for lang in ("vi", "en"):
        (told,) = fault_rows([fault], lang)
        assert "{" not in f"{told['what']}{told['remedy']}"


def test_the_largest_pack_that_fits_is_no_fault() -> None:
    row = _row("products", "INFHEXA")
    assert list(packs_larger_than_boxes(_question("products", row, "packed_cm3_per_dose", "5600"))) == []
