"""Typed tables: raw sheets read against their schema, every fault kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from distribution.errors import Fault
from distribution.files.cells import CellError, is_blank, read_cell, read_day, read_text, read_whole
from distribution.files.sheets import Sheet
from distribution.files.workbook_read import FORMULA_WITHOUT_VALUE
from distribution.forecast import FORECAST_DAYS
from distribution.language.folding import nfc
from distribution.schema.column import Column, Table

_MOST_DOSES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: the number that a spreadsheet shows, and a value per column."""

    number: int
    values: Mapping[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.values[column]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedTable:
    """One table, read.

    ``headings`` maps a column to the heading in the file.  ``ids`` are the ids of all rows,
    the faulty ones too, so that one bad cell does not make every reference to its row
    unknown; None where the column of ids itself is missing.  Where the table has a column a
    day, ``doses`` has shape (rows, days), in the order of ``rows``.
    """

    table: Table
    sheet: Sheet
    headings: Mapping[str, str]
    rows: tuple[Row, ...]
    ids: frozenset[str] | None = None
    days: tuple[date, ...] = ()
    doses: NDArray[np.int32] = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int32))

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def fault(self, code: str, row: Row, column: str, **arguments: str) -> Fault:
        """Return a fault at a cell of this table."""
        return self.sheet.fault(code, row.number, self.headings.get(column, column), **arguments)


def read_table_rows(sheet: Sheet, table: Table, monday: date) -> tuple[TypedTable, list[Fault]]:
    """Return a sheet read against its table, and all that is wrong with it.

    A row with a faulty cell is left out of the table; a table with a faulty heading is empty.
    """
    positions, faults = _columns(sheet, table)
    days, day_positions, day_faults = _days(sheet, table, positions, monday)
    faults += day_faults
    headings = {name: str(sheet.headings[i]).strip() for name, i in positions.items()}
    ids = _ids(sheet, positions.get(table.key[0]))
    if faults:
        return TypedTable(table=table, sheet=sheet, headings=headings, rows=(), ids=ids), faults
    rows: list[Row] = []
    doses: list[list[int]] = []
    for number, cells in sheet.rows:
        values, wrong = _values(sheet, table, positions, number, cells)
        counts, wrong_counts = _counts(sheet, day_positions, number, cells)
        faults += wrong + wrong_counts
        if not wrong and not wrong_counts:
            rows.append(Row(number=number, values=values))
            doses.append(counts)
    faults += _beyond(sheet)
    kept = TypedTable(
        table=table,
        sheet=sheet,
        headings=headings,
        rows=tuple(rows),
        ids=ids,
        days=days,
        doses=np.array(doses, dtype=np.int32).reshape(len(rows), len(days)),
    )
    return kept, faults


def _ids(sheet: Sheet, position: int | None) -> frozenset[str] | None:
    if position is None:
        return None
    return frozenset(read_text(cells[position]) for _, cells in sheet.rows if position < len(cells))


def _heading_key(text: str) -> str:
    bare = re.sub(r"\s*[(\[][^()\[\]]*[)\]]\s*$", "", text) or text
    return " ".join(nfc(bare).casefold().split())


def accepted_headings(column: Column) -> frozenset[str]:
    """Return what a person may write above a column: its name, or its heading with or without unit."""
    texts = (column.name, column.heading_vi, column.heading_en)
    return frozenset(key for text in texts for key in (_heading_key(text), " ".join(text.casefold().split())))


def _columns(sheet: Sheet, table: Table) -> tuple[dict[str, int], list[Fault]]:
    positions: dict[str, int] = {}
    faults: list[Fault] = []
    names = {key: column.name for column in table.columns for key in accepted_headings(column)}
    for index, heading in enumerate(sheet.headings):
        if is_blank(heading) or (table.days and _as_day(heading) is not None):
            continue
        whole_text = " ".join(nfc(str(heading)).casefold().split())
        name = names.get(whole_text) or names.get(_heading_key(str(heading)))
        if name is None:
            faults.append(sheet.fault("column_unknown", 1, str(heading)))
        elif name in positions:
            faults.append(sheet.fault("column_twice", 1, str(heading)))
        else:
            positions[name] = index
    for column in table.columns:
        if column.required and column.name not in positions:
            arguments = {"heading_vi": column.heading_vi, "heading_en": column.heading_en}
            faults.append(sheet.fault("column_missing", 1, column.name, **arguments))
    return positions, faults


def _as_day(heading: Any) -> date | None:
    if not isinstance(heading, date | datetime | str):
        return None
    try:
        return read_day(heading)
    except CellError:
        return None


def _days(
    sheet: Sheet, table: Table, positions: Mapping[str, int], monday: date
) -> tuple[tuple[date, ...], list[int], list[Fault]]:
    if not table.days:
        return (), [], []
    found: dict[date, int] = {}
    faults: list[Fault] = []
    for index, heading in enumerate(sheet.headings):
        day = None if index in positions.values() else _as_day(heading)
        if day is None:
            continue
        if day in found:
            faults.append(sheet.fault("column_twice", 1, day.isoformat()))
        found.setdefault(day, index)
    wanted = tuple(monday + timedelta(days=i) for i in range(FORECAST_DAYS))
    missing = [day.isoformat() for day in wanted if day not in found]
    if missing:
        days = {"first": missing[0], "count": str(len(missing)), "days": str(FORECAST_DAYS)}
        faults.append(sheet.fault("day_missing", 1, missing[0], **days))
        return (), [], faults
    while wanted[-1] + timedelta(days=1) in found:
        wanted = (*wanted, wanted[-1] + timedelta(days=1))
    return wanted, [found[day] for day in wanted], faults


def _values(
    sheet: Sheet, table: Table, positions: Mapping[str, int], number: int, cells: tuple[Any, ...]
) -> tuple[dict[str, Any], list[Fault]]:
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for column in table.columns:
        index = positions.get(column.name)
        cell = cells[index] if index is not None and index < len(cells) else None
        try:
            values[column.name] = read_cell(cell, column)
        except CellError as error:
            heading = str(sheet.headings[positions[column.name]]).strip()
            faults.append(sheet.fault(error.code, number, heading, **error.arguments))
    return values, faults


def _counts(
    sheet: Sheet, positions: list[int], number: int, cells: tuple[Any, ...]
) -> tuple[list[int], list[Fault]]:
    """Return the doses of the day columns; a plain float is by far the most common cell."""
    counts: list[int] = []
    faults: list[Fault] = []
    for index in positions:
        cell = cells[index] if index < len(cells) else None
        if type(cell) is float and 0 <= cell <= _MOST_DOSES and cell.is_integer():
            counts.append(int(cell))
            continue
        try:
            counts.append(_count(cell))
        except CellError as error:
            day = _as_day(sheet.headings[index])
            heading = day.isoformat() if day else str(sheet.headings[index])
            faults.append(sheet.fault(error.code, number, heading, **error.arguments))
    return counts, faults


def _count(cell: Any) -> int:
    if cell is FORMULA_WITHOUT_VALUE:
        raise CellError("cell_formula")
    if is_blank(cell):
        raise CellError("cell_empty")
    count = read_whole(cell)
    if count < 0:
        raise CellError("negative", value=str(count), limit="0")
    if count > _MOST_DOSES:
        raise CellError("too_large", value=str(count), limit=str(_MOST_DOSES))
    return count


def _beyond(sheet: Sheet) -> list[Fault]:
    """Return cells that stand beyond the headings or under an empty one: a row that has slipped."""
    blank = {i for i, heading in enumerate(sheet.headings) if is_blank(heading)}
    width = len(sheet.headings)
    faults = []
    for number, cells in sheet.rows:
        if len(cells) <= width and not blank:
            continue
        if any(not is_blank(c) for i, c in enumerate(cells) if i >= width or i in blank):
            faults.append(sheet.fault("row_too_long", number))
    return faults
