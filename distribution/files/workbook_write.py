"""Input workbooks out: one sheet a table, headings in either language, drop-downs, nothing executable."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from distribution.calendar import Week
from distribution.errors import StorageError
from distribution.files.about import about_rows
from distribution.files.bundled import read_table
from distribution.files.sheets import ABOUT
from distribution.files.template_rows import template_rows
from distribution.schema.all import TABLES
from distribution.schema.column import Column, Kind, Table

Rows = Sequence[Mapping[str, Any]]
_TEXT_KINDS = (Kind.TEXT, Kind.ID, Kind.CHOICE, Kind.CLOCK, Kind.WINDOWS, Kind.WEEKDAYS, Kind.IDS)
_LONGEST_CELL = 32_767
_SPARE_ROWS = 1_000
_TEMPLATE_WEEK = Week.parse("2026-W48")


def write_workbook(
    path: Path, rows_by_table: Mapping[str, Rows], lang: str, *, synthetic: bool, week: Week = _TEMPLATE_WEEK
) -> None:
    """Write an input workbook that the reader takes back as it is.

    Parameters
    ----------
    path
        The ``.xlsx`` to write; a file that stands there is replaced at the end, or not at all.
    rows_by_table
        Rows by table name; columns a day have ISO dates as names.  Bundled tables that are
        not given are written as they come with the program, other ones as headings alone.
    lang
        ``vi`` or ``en``: the language of headings and of the first sheet.
    synthetic
        Whether the first sheet says that the data are made up.
    week
        The week that the first sheet names.

    Raises
    ------
    StorageError
        When the file cannot be written.
    """
    draft = path.with_name(f".{path.name}.part")
    try:
        with xlsxwriter.Workbook(draft, _OPTIONS) as book:
            book.set_properties({"created": datetime(2026, 1, 1), "author": "coldchain"})
            _about(book, lang, synthetic, week)
            counts = {name: len(_rows(rows_by_table, table)) for name, table in TABLES.items()}
            for table in TABLES.values():
                _sheet(book, table, _rows(rows_by_table, table), lang, counts, week)
        os.replace(draft, path)
    except (OSError, XlsxWriterException) as error:
        with suppress(OSError):
            draft.unlink()
        raise StorageError(f"{path.name}: {error}") from error


def write_template(path: Path, lang: str) -> None:
    """Write the input workbook with the bundled tables and one example row on every sheet of the week."""
    write_workbook(path, template_rows(_TEMPLATE_WEEK), lang, synthetic=True, week=_TEMPLATE_WEEK)


_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd/mm/yyyy",
}


def _rows(rows_by_table: Mapping[str, Rows], table: Table) -> Rows:
    if table.name in rows_by_table:
        return rows_by_table[table.name]
    return read_table(table.name) if table.bundled else ()


def heading(column: Column, lang: str) -> str:
    """Return the heading of a column with its unit."""
    text = column.heading_vi if lang == "vi" else column.heading_en
    return f"{text} ({column.unit})" if column.unit else text


def _about(book: Any, lang: str, synthetic: bool, week: Week) -> None:
    sheet = book.add_worksheet(ABOUT)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "valign": "top"})
    sheet.set_column(0, 0, 20, bold)
    sheet.set_column(1, 1, 26, wrapped)
    sheet.set_column(2, 2, 90, wrapped)
    for number, cells in enumerate(about_rows(lang, synthetic, week)):
        for position, cell in enumerate(cells):
            sheet.write_string(number, position, cell, bold if number == 0 or position == 0 else wrapped)
    sheet.freeze_panes(1, 0)


def _sheet(book: Any, table: Table, rows: Rows, lang: str, counts: Mapping[str, int], week: Week) -> None:
    sheet = book.add_worksheet(table.name)
    head = book.add_format({"bold": True, "bg_color": "#DCE9F5", "text_wrap": True, "bottom": 1})
    head_day = book.add_format({"bold": True, "bg_color": "#DCE9F5", "bottom": 1, "num_format": "dd/mm/yyyy"})
    as_text = book.add_format({"num_format": "@"})
    as_day = book.add_format({"num_format": "dd/mm/yyyy"})
    days = _days(table, rows, week)
    formats = {i: _format(c, as_text, as_day) for i, c in enumerate(table.columns)}
    for position, column in enumerate(table.columns):
        sheet.set_column(position, position, _width(column), formats[position])
        _validate(sheet, table, position, len(rows) + _SPARE_ROWS, counts)
    sheet.set_column(len(table.columns), len(table.columns) + len(days), 11)
    sheet.freeze_panes(1, len(table.key))
    for position, column in enumerate(table.columns):
        sheet.write_string(0, position, heading(column, lang), head)
    for position, day in enumerate(days, start=len(table.columns)):
        sheet.write_datetime(0, position, datetime(day.year, day.month, day.day), head_day)
    for number, row in enumerate(rows, start=1):
        for position, column in enumerate(table.columns):
            _write(sheet, number, position, column, row.get(column.name), formats[position])
        for position, day in enumerate(days, start=len(table.columns)):
            sheet.write_number(number, position, row[day.isoformat()])
    sheet.autofilter(0, 0, max(len(rows), 1), len(table.columns) + len(days) - 1)


def _days(table: Table, rows: Rows, week: Week) -> tuple[date, ...]:
    if not table.days:
        return ()
    names = {c.name for c in table.columns}
    if not rows:
        return week.days
    return tuple(date.fromisoformat(name) for name in rows[0] if name not in names)


def _format(column: Column, as_text: Any, as_day: Any) -> Any:
    if column.kind is Kind.DAY:
        return as_day
    return as_text if column.kind in _TEXT_KINDS else None


def _width(column: Column) -> int:
    return {Kind.TEXT: 24, Kind.ID: 22, Kind.WINDOWS: 30, Kind.IDS: 22}.get(column.kind, 14)


def _validate(sheet: Any, table: Table, position: int, last_row: int, counts: Mapping[str, int]) -> None:
    column = table.columns[position]
    rule: dict[str, Any] | None = None
    if column.choices:
        rule = {"validate": "list", "source": list(column.choices)}
    elif column.refers_to is not None and counts.get(column.refers_to):
        rule = {"validate": "list", "source": f"={column.refers_to}!$A$2:$A${counts[column.refers_to] + 1}"}
    elif column.kind is Kind.WHOLE:
        rule = {"validate": "integer", "criteria": ">=", "value": int(column.minimum or 0)}
    elif column.kind is Kind.SWITCH:
        rule = {"validate": "list", "source": ["1", "0"]}
    if rule is not None:
        sheet.data_validation(1, position, last_row, position, rule)


def _write(sheet: Any, row: int, position: int, column: Column, value: Any, cell_format: Any) -> None:
    if value is None or value == "":
        return
    if column.kind is Kind.DAY:
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
        sheet.write_datetime(row, position, datetime(day.year, day.month, day.day), cell_format)
    elif column.kind in _TEXT_KINDS:
        text = str(value)
        if len(text) > _LONGEST_CELL:
            raise ValueError(f"{column.name}: a cell of Excel holds {_LONGEST_CELL} characters")
        sheet.write_string(row, position, text, cell_format)
    else:
        sheet.write_number(row, position, float(value), cell_format)
