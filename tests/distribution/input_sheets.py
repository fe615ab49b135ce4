"""An input as lists of cells, for tests that plant one wrong cell in it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from distribution.calendar import Week
from distribution.errors import Fault, InputError
from distribution.files.assemble import read_inputs
from distribution.files.bundled import read_table
from distribution.files.template_rows import template_rows
from distribution.schema.all import TABLES
from distribution.schema.column import Kind

WEEK = Week.parse("2026-W48")
Sheets = dict[str, list[list[Any]]]


def sound_sheets(*bundled: str) -> Sheets:
    """Return the sheets of a small sound input, with the bundled tables that a test wants to spoil."""
    rows: dict[str, Any] = {**template_rows(WEEK), **{name: read_table(name) for name in bundled}}
    sheets: Sheets = {}
    for name, records in rows.items():
        columns = [c.name for c in TABLES[name].columns]
        days = [key for key in records[0] if key not in columns] if TABLES[name].days else []
        head = [*columns, *(date.fromisoformat(d) for d in days)]
        sheets[name] = [head, *(_cells(name, record, columns + days) for record in records)]
    return sheets


def _cells(name: str, record: dict[str, Any], columns: list[str]) -> list[Any]:
    """Return a row as Excel keeps it: the bundled tables are text, a workbook's numbers are numbers."""
    kinds = {c.name: c.kind for c in TABLES[name].columns}
    cells = [record.get(column) for column in columns]
    return [
        float(cell)
        if kinds.get(column) in (Kind.WHOLE, Kind.NUMBER) and cell and isinstance(cell, str)
        else cell
        for column, cell in zip(columns, cells, strict=True)
    ]


def put(sheets: Sheets, sheet: str, row: int, column: str, value: Any) -> None:
    """Write a value into a cell, rows as a spreadsheet counts them."""
    sheets[sheet][row - 1][sheets[sheet][0].index(column)] = value


def save(sheets: Sheets, path: Path) -> Path:
    """Write sheets as a workbook, cells as they are."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        as_day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, records in sheets.items():
            sheet = book.add_worksheet(name)
            for r, record in enumerate(records):
                for c, cell in enumerate(record):
                    if isinstance(cell, date):
                        sheet.write_datetime(r, c, datetime(cell.year, cell.month, cell.day), as_day)
                    elif cell is not None:
                        sheet.write(r, c, cell)
    return path


def faults_of(path: Path) -> tuple[Fault, ...]:
    """Return the faults with which an input is refused; none when it is taken."""
    try:
        read_inputs(path, WEEK)
    except InputError as error:
        return error.faults
    return ()


def spots(faults: tuple[Fault, ...]) -> set[tuple[str | None, int | None, str | None, str]]:
    """Return sheet, row, column and code of faults."""
    return {(f.sheet, f.row, f.column, f.code) for f in faults}
