"""Typed tables: raw sheets read against their schema, every fault kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from distribution.errors import Fault
from distribution.files.cell_error import CellError
from distribution.files.cells import read_cell, read_text
from distribution.files.day_counts import read_counts
from distribution.files.headings import Headings, read_headings
from distribution.files.sheets import Sheet
from distribution.files.slips import beyond_headings, covered_cells, merged_cells, sum_rows
from distribution.schema.column import Column, Table

_UNREAD = object()


class Row(dict[str, Any]):
    """One row: a value per column that could be read, and the number that a spreadsheet shows.

    A plain mapping, because every check looks into every row: of 150,000 that is felt.
    """

    __slots__ = ("number",)

    def __init__(self, number: int, values: Iterable[tuple[str, Any]]) -> None:
        super().__init__(values)
        self.number = number


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedTable:
    """One table, read.

    ``headings`` maps a column to the heading in the file, ``positions`` to its place there
    (a column a day by its date).
    ``rows`` are the rows without a fault, ``partial`` those of which some cells could be read.
    ``ids`` are the ids of all rows, the faulty ones too, so that one bad cell does not make
    every reference to its row unknown; None where the column of ids itself is missing.  Where
    the table has a column a day, ``doses`` has shape (rows, days), in the order of ``rows``.
    """

    table: Table
    sheet: Sheet
    headings: Mapping[str, str]
    rows: tuple[Row, ...]
    positions: Mapping[str, int] = field(default_factory=dict)
    partial: tuple[Row, ...] = ()
    ids: frozenset[str] | None = None
    days: tuple[date, ...] = ()
    doses: NDArray[np.int32] = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int32))

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def readable(self, *columns: str) -> Sequence[Row]:
        """Return every row of which these columns could be read, in the order of the file."""
        partial = [row for row in self.partial if all(column in row for column in columns)]
        return sorted((*self.rows, *partial), key=lambda row: row.number) if partial else self.rows

    def fault(self, code: str, row: Row, column: str, **arguments: str) -> Fault:
        """Return a fault at a cell of this table."""
        heading = self.headings.get(column, column)
        return self.sheet.fault(code, row.number, heading, self.positions.get(column), **arguments)


def read_table_rows(sheet: Sheet, table: Table, monday: date) -> tuple[TypedTable, list[Fault]]:
    """Return a sheet read against its table, and all that is wrong with it.

    A row with a faulty cell is kept apart, with what could be read of it; a faulty heading
    takes its own column away and no other.
    """
    head = read_headings(sheet, table, monday)
    headings = {name: str(sheet.headings[i]).strip() for name, i in head.positions.items()}
    ids = _ids(sheet, head.positions.get(table.key[0]))
    faults = list(head.faults)
    if head.lower is not None:
        return TypedTable(table=table, sheet=sheet, headings=headings, rows=(), ids=ids), faults
    sums, wrong_sums = sum_rows(sheet, head.positions.get(table.key[0]))
    kept = [record for record in sheet.rows if record[0] not in sums]
    columns, wrong_cells = _columns(sheet, table, head, kept)
    counts, uncounted, wrong_counts = read_counts(sheet, head, kept)
    faults += [*wrong_sums, *wrong_cells, *wrong_counts, *merged_cells(sheet), *beyond_headings(sheet)]
    rows, partial, sound = _rows(kept, columns, uncounted)
    by_day = {day.isoformat(): p for day, p in zip(head.days, head.day_positions, strict=True)}
    typed = TypedTable(
        table=table,
        sheet=sheet,
        headings=headings,
        positions={**head.positions, **by_day},
        rows=rows,
        partial=partial,
        ids=ids,
        days=head.days,
        doses=counts[sound],
    )
    return typed, faults


def _ids(sheet: Sheet, position: int | None) -> frozenset[str] | None:
    if position is None:
        return None
    return frozenset(map(read_text, {cells[position] for _, cells in sheet.rows if position < len(cells)}))


def _columns(
    sheet: Sheet, table: Table, head: Headings, kept: Sequence[tuple[int, tuple[Any, ...]]]
) -> tuple[dict[str, list[Any]], list[Fault]]:
    columns: dict[str, list[Any]] = {}
    faults: list[Fault] = []
    covered = covered_cells(sheet)
    for column in table.columns:
        position = head.positions.get(column.name)
        if column.name in head.unread or position is None:
            columns[column.name] = [_UNREAD if column.name in head.unread else None] * len(kept)
            continue
        hidden = frozenset(row for place, row in covered if place == position)
        values, wrong = _column(sheet, column, position, kept, hidden)
        columns[column.name] = values
        faults += wrong
    return columns, faults


def _column(
    sheet: Sheet,
    column: Column,
    position: int,
    kept: Sequence[tuple[int, tuple[Any, ...]]],
    covered: frozenset[int],
) -> tuple[list[Any], list[Fault]]:
    """Return the values of one column; equal cells are read once, for most columns repeat a few."""
    known: dict[tuple[type, Any], Any] = {}
    values: list[Any] = []
    faults: list[Fault] = []
    for number, cells in kept:
        if covered and number in covered:
            values.append(_UNREAD)
            continue
        cell = cells[position] if position < len(cells) else None
        key = (cell.__class__, cell)  # 1, 1.0 and True are equal and not the same
        if key in known:
            values.append(known[key])
            continue
        try:
            known[key] = read_cell(cell, column, plain_points=sheet.plain_points)
            values.append(known[key])
        except CellError as error:
            values.append(_UNREAD)
            heading = str(sheet.headings[position]).strip()
            faults.append(sheet.fault(error.code, number, heading, position, **error.arguments))
    return values, faults


def _rows(
    kept: Sequence[tuple[int, tuple[Any, ...]]], columns: Mapping[str, list[Any]], uncounted: frozenset[int]
) -> tuple[tuple[Row, ...], tuple[Row, ...], list[int]]:
    """Return the rows without a fault, the others, and where among all rows the former stand."""
    rows: list[Row] = []
    partial: list[Row] = []
    sound: list[int] = []
    names = tuple(columns)
    for index, ((number, _), values) in enumerate(
        zip(kept, zip(*columns.values(), strict=True), strict=True)
    ):
        if _UNREAD in values:
            told = ((n, v) for n, v in zip(names, values, strict=True) if v is not _UNREAD)
            partial.append(Row(number, told))
            continue
        row = Row(number, zip(names, values, strict=True))
        if number in uncounted:
            partial.append(row)
        else:
            rows.append(row)
            sound.append(index)
    return tuple(rows), tuple(partial), sound
