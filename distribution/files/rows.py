"""Typed tables: raw sheets read against their schema, every fault kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, overload

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
    """One row: a value per column that could be read, and the number that a spreadsheet shows."""

    __slots__ = ("number",)
    number: int


class Rows(Sequence[Row]):
    """The rows of a table, put together of its columns when the first of them is looked at.

    At 150,000 rows of stock mostly nobody looks: what asks of all rows asks the columns.
    """

    def __init__(self, numbers: Sequence[int], columns: Mapping[str, Sequence[Any]]) -> None:
        self._numbers = numbers
        self._columns = columns

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        return self._made[index]

    def __iter__(self) -> Iterator[Row]:
        return iter(self._made)

    @cached_property
    def _made(self) -> tuple[Row, ...]:
        names = tuple(self._columns)
        values = zip(*self._columns.values(), strict=True)
        rows = tuple(Row(zip(names, cells, strict=True)) for cells in values)
        for row, number in zip(rows, self._numbers, strict=True):
            row.number = number
        return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedTable:
    """One table, read.

    ``headings`` maps a column to the heading in the file, ``positions`` to its place there
    (a column a day by its date).
    ``rows`` are the rows without a fault, ``partial`` those of which some cells could be read.
    ``ids`` are the ids of all rows, the faulty ones too, so that one bad cell does not make
    every reference to its row unknown; None where the column of ids itself is missing.  Where
    the table has a column a day, ``doses`` has shape (rows, days), in the order of ``rows``.
    ``columns`` are the values of ``rows`` column by column, for who asks of all rows at once; empty where
    rows were put together from several sheets.
    """

    table: Table
    sheet: Sheet
    headings: Mapping[str, str]
    rows: Sequence[Row]
    positions: Mapping[str, int] = field(default_factory=dict)
    partial: tuple[Row, ...] = ()
    ids: frozenset[str] | None = None
    days: tuple[date, ...] = ()
    doses: NDArray[np.int32] = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int32))
    columns: Mapping[str, Sequence[Any]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def readable(self, *columns: str) -> Sequence[Row]:
        """Return every row of which these columns could be read, in the order of the file."""
        partial = [row for row in self.partial if all(column in row for column in columns)]
        return sorted((*self.rows, *partial), key=lambda row: row.number) if partial else self.rows

    def values(self, *columns: str) -> Iterator[tuple[Any, ...]]:
        """Yield what stands in these columns in each row of which they could be read, in any order."""
        held = self.columns or {name: [row[name] for row in self.rows] for name in columns}
        yield from zip(*(held[name] for name in columns), strict=True)
        for row in self.partial:
            if all(name in row for name in columns):
                yield tuple(row[name] for name in columns)

    def combinations(self, *columns: str) -> set[tuple[Any, ...]]:
        """Return the different values that these columns have together."""
        return set(self.values(*columns))

    def where(self, columns: tuple[str, ...], holds: Callable[..., bool]) -> Sequence[Row]:
        """Return the rows, in the order of the file, of which a test holds of the values of these columns.

        Each combination of values is tested once: 150,000 rows of stock have some thousand.
        """
        found = {values for values in self.combinations(*columns) if holds(*values)}
        if not found:
            return ()
        return [row for row in self.readable(*columns) if tuple(row[name] for name in columns) in found]

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
    kept = [record for record in sheet.rows if record[0] not in sums] if sums else sheet.rows
    columns, unread, wrong_cells = _columns(sheet, table, head, kept)
    counts, uncounted, wrong_counts = read_counts(sheet, head, kept)
    faults += [*wrong_sums, *wrong_cells, *wrong_counts, *merged_cells(sheet), *beyond_headings(sheet)]
    numbers: Sequence[int] = [number for number, _ in kept]
    partial, sound = _apart(numbers, columns, unread | uncounted)
    if partial:
        columns = {name: [values[at] for at in sound] for name, values in columns.items()}
        numbers = [numbers[at] for at in sound]
    by_day = {day.isoformat(): p for day, p in zip(head.days, head.day_positions, strict=True)}
    typed = TypedTable(
        table=table,
        sheet=sheet,
        headings=headings,
        positions={**head.positions, **by_day},
        rows=Rows(numbers, columns),
        partial=partial,
        ids=ids,
        days=head.days,
        doses=counts[sound],
        columns=columns,
    )
    return typed, faults


def _ids(sheet: Sheet, position: int | None) -> frozenset[str] | None:
    if position is None:
        return None
    return frozenset(map(read_text, {cells[position] for _, cells in sheet.rows if position < len(cells)}))


def _columns(
    sheet: Sheet, table: Table, head: Headings, kept: Sequence[tuple[int, tuple[Any, ...]]]
) -> tuple[dict[str, list[Any]], frozenset[int], list[Fault]]:
    """Return the values of every column, the rows (from 0) of which some cell could not be read, and why."""
    columns: dict[str, list[Any]] = {}
    faults: list[Fault] = []
    unread: set[int] = set()
    covered = covered_cells(sheet)
    for column in table.columns:
        position = head.positions.get(column.name)
        if column.name in head.unread:
            columns[column.name] = [_UNREAD] * len(kept)
            unread.update(range(len(kept)))
        elif position is None:
            columns[column.name] = [None] * len(kept)
        else:
            hidden = frozenset(row for place, row in covered if place == position)
            values, wrong = _column(sheet, column, position, kept, hidden)
            columns[column.name] = values
            faults += wrong
            if wrong or hidden:
                unread.update(index for index, value in enumerate(values) if value is _UNREAD)
    return columns, frozenset(unread), faults


def _column(
    sheet: Sheet,
    column: Column,
    position: int,
    kept: Sequence[tuple[int, tuple[Any, ...]]],
    covered: frozenset[int],
) -> tuple[list[Any], list[Fault]]:
    """Return the values of one column; equal cells are read once, for most columns repeat a few."""
    cells = [cells[position] if position < len(cells) else None for _, cells in kept]
    keys = _keys(cells)
    known: dict[Any, Any] = {}
    errors: dict[Any, CellError] = {}
    for key, cell in dict(zip(keys, cells, strict=True)).items():
        try:
            known[key] = read_cell(cell, column, plain_points=sheet.plain_points)
        except CellError as error:
            known[key], errors[key] = _UNREAD, error
    values = [known[key] for key in keys]
    if not errors and not covered:
        return values, []
    faults: list[Fault] = []
    heading = str(sheet.headings[position]).strip()
    for index, ((number, _), key) in enumerate(zip(kept, keys, strict=True)):
        if number in covered:
            values[index] = _UNREAD
        elif key in errors:
            why = errors[key]
            faults.append(sheet.fault(why.code, number, heading, position, **why.arguments))
    return values, faults


def _keys(cells: list[Any]) -> list[Any]:
    """Return by what equal cells are known: 1, 1.0 and True are equal and not the same."""
    if len(set(map(type, cells))) <= 1:
        return cells
    return list(zip(map(type, cells), cells, strict=True))


def _apart(
    numbers: Sequence[int], columns: Mapping[str, list[Any]], faulty: frozenset[int]
) -> tuple[tuple[Row, ...], list[int]]:
    """Return the rows with a fault, as far as they could be read, and where the others stand among all."""
    if not faulty:
        return (), list(range(len(numbers)))
    partial = []
    for index in sorted(faulty):
        told = ((name, values[index]) for name, values in columns.items())
        row = Row((name, value) for name, value in told if value is not _UNREAD)
        row.number = numbers[index]
        partial.append(row)
    return tuple(partial), [index for index in range(len(numbers)) if index not in faulty]
