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
from distribution.files.column_guide import guide_rows, heading
from distribution.files.entry_rules import entry_rule
from distribution.files.own_rows import own_rows
from distribution.files.sheets import ABOUT, COLUMNS
from distribution.files.template_rows import template_rows
from distribution.schema.all import TABLES
from distribution.schema.column import Column, Kind, Table

Rows = Sequence[Mapping[str, Any]]
_TEXT_KINDS = (Kind.TEXT, Kind.ID, Kind.CHOICE, Kind.CLOCK, Kind.WINDOWS, Kind.WEEKDAYS, Kind.IDS)
_LONGEST_CELL = 32_767
_SPARE_ROWS = 1_000
_A4 = 9
_DAY = "dd/mm/yyyy"
_HEAD = {"bold": True, "bg_color": "#DCE9F5", "text_wrap": True, "valign": "top", "bottom": 1}
_LOOK = {**{kind: {"num_format": "@"} for kind in _TEXT_KINDS}, Kind.DAY: {"num_format": _DAY}}
_DOSES_A_DAY = {"validate": "integer", "criteria": ">=", "value": 0}
# without a password: the headings are guarded against a slip, not against their owner
_ALLOWED = dict.fromkeys(
    (
        "objects",
        "scenarios",
        "format_cells",
        "format_columns",
        "format_rows",
        "insert_rows",
        "insert_hyperlinks",
        "delete_rows",
        "sort",
        "autofilter",
    ),
    True,
)
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
            # every cell may be typed into but those with a format of their own that is locked: the headings
            book.formats[0].set_locked(False)
            book.set_properties({"created": datetime(2026, 1, 1), "author": "coldchain"})
            rows = {name: _rows(rows_by_table, table) for name, table in TABLES.items()}
            _texts(book, ABOUT, about_rows(lang, synthetic, week), (20, 26, 90))
            shown = {name: records[0] for name, records in rows.items() if records}
            _texts(book, COLUMNS, guide_rows(lang, week, shown), (18, 28, 14, 12, 70, 40))
            for table in TABLES.values():
                _sheet(book, table, rows, lang, week)
        os.replace(draft, path)
    except (OSError, XlsxWriterException) as error:
        with suppress(OSError):
            draft.unlink()
        raise StorageError(f"{path.name}: {error}") from error


def write_template(path: Path, lang: str, *, own: bool = False) -> None:
    """Write the input workbook with the bundled tables and one example row on every sheet of the week.

    With ``own`` the network is one example row a kind too, to be replaced by one's own.
    """
    rows = own_rows(_TEMPLATE_WEEK) if own else template_rows(_TEMPLATE_WEEK)
    write_workbook(path, rows, lang, synthetic=True, week=_TEMPLATE_WEEK)


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


def _texts(book: Any, title: str, rows: Sequence[tuple[str, ...]], widths: Sequence[int]) -> None:
    """Write a sheet to be read: headings, then text, the first column in bold."""
    sheet = book.add_worksheet(title)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "valign": "top"})
    for position, width in enumerate(widths):
        sheet.set_column(position, position, width, wrapped if position else bold)
    for number, cells in enumerate(rows):
        for position, cell in enumerate(cells):
            sheet.write_string(number, position, cell, bold if number == 0 or position == 0 else wrapped)
    sheet.freeze_panes(1, 0)
    _print_well(sheet)


def _sheet(book: Any, table: Table, all_rows: Mapping[str, Rows], lang: str, week: Week) -> None:
    sheet = book.add_worksheet(table.name)
    rows = all_rows[table.name]
    head = book.add_format(_HEAD)
    head_day = book.add_format({**_HEAD, "num_format": _DAY})
    days = _days(table, rows, week)
    formats = {kind: book.add_format({"locked": False, **look}) for kind, look in _LOOK.items()}
    width = len(table.columns) + len(days)
    for position, column in enumerate(table.columns):
        sheet.set_column(position, position, _width(column), formats.get(column.kind))
        rule = entry_rule(table, position, all_rows, lang)
        sheet.data_validation(1, position, len(rows) + _SPARE_ROWS, position, rule)
    if days:
        sheet.set_column(len(table.columns), width - 1, 11, None)
        sheet.data_validation(1, len(table.columns), len(rows) + _SPARE_ROWS, width - 1, _DOSES_A_DAY)
    sheet.freeze_panes(1, len(table.key))
    for position, column in enumerate(table.columns):
        sheet.write_string(0, position, heading(column, lang), head)
    for position, day in enumerate(days, start=len(table.columns)):
        sheet.write_datetime(0, position, datetime(day.year, day.month, day.day), head_day)
    for number, row in enumerate(rows, start=1):
        for position, column in enumerate(table.columns):
            _write(sheet, number, position, column, row.get(column.name), formats.get(column.kind))
        for position, day in enumerate(days, start=len(table.columns)):
            sheet.write_number(number, position, row[day.isoformat()], None)
    sheet.autofilter(0, 0, max(len(rows), 1), width - 1)
    sheet.protect("", _ALLOWED)
    _print_well(sheet)


def _print_well(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def _days(table: Table, rows: Rows, week: Week) -> tuple[date, ...]:
    if not table.days:
        return ()
    names = {c.name for c in table.columns}
    if not rows:
        return week.days
    return tuple(date.fromisoformat(name) for name in rows[0] if name not in names)


def _width(column: Column) -> int:
    return {Kind.TEXT: 24, Kind.ID: 22, Kind.WINDOWS: 30, Kind.IDS: 22}.get(column.kind, 14)


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
