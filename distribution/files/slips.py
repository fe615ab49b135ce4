"""Rows that have slipped: cells beyond the headings, merged cells, sums among the data."""

from __future__ import annotations

from typing import Any

from distribution.errors import Fault
from distribution.files.addresses import address
from distribution.files.cells import is_blank
from distribution.files.sheets import Sheet
from distribution.language.folding import fold

_SUMS = frozenset(("tong", "tong cong", "cong", "tong so", "total", "sum", "grand total"))


def beyond_headings(sheet: Sheet) -> list[Fault]:
    """Return a fault for every row with cells beyond the headings or under an empty one."""
    blank = {i for i, heading in enumerate(sheet.headings) if is_blank(heading)}
    width = len(sheet.headings)
    faults: list[Fault] = []
    if not blank and max((len(cells) for _, cells in sheet.rows), default=0) <= width:
        return faults
    for number, cells in sheet.rows:
        beyond = [i for i, c in enumerate(cells) if (i >= width or i in blank) and not is_blank(c)]
        if beyond:
            faults.append(sheet.fault("row_too_long", number, None, beyond[0]))
    return faults


def covered_cells(sheet: Sheet) -> frozenset[tuple[int, int]]:
    """Return column and row of the cells that lie under merged ones: what they held is gone."""
    cells: set[tuple[int, int]] = set()
    last = sheet.rows[-1][0] if sheet.rows else 0
    for left, top, right, bottom in sheet.layout.merged:
        columns = range(left, min(right, len(sheet.headings)) + 1)
        cells |= {(c, r) for c in columns for r in range(top, min(bottom, last) + 1)}
        cells.discard((left, top))
    return frozenset(cells)


def merged_cells(sheet: Sheet) -> list[Fault]:
    """Return a fault for every block of merged cells among the headings and the data."""
    last = sheet.rows[-1][0] if sheet.rows else 1
    faults = []
    for left, top, right, bottom in sorted(sheet.layout.merged, key=lambda block: block[1::-1]):
        if left < len(sheet.headings) and top <= last:
            block = f"{address(left, top)}:{address(right, bottom)}"
            heading = str(sheet.headings[left]).strip() or None
            faults.append(sheet.fault("cells_merged", top, heading, left, cells=block))
    return faults


def sum_rows(sheet: Sheet, position: int | None) -> tuple[frozenset[int], list[Fault]]:
    """Return the rows that are sums of others, known by the word in their first column, with faults."""
    if position is None:
        return frozenset(), []
    words = {cells[position] for _, cells in sheet.rows if position < len(cells)}
    sums = {word for word in words if _is_sum(word)}
    if not sums:
        return frozenset(), []
    heading = str(sheet.headings[position]).strip()
    faults = [
        sheet.fault("sum_row", number, heading, position, value=str(cells[position]))
        for number, cells in sheet.rows
        if position < len(cells) and cells[position] in sums
    ]
    return frozenset(f.row for f in faults if f.row is not None), faults


def _is_sum(cell: Any) -> bool:
    return isinstance(cell, str) and len(cell) <= 20 and fold(cell.strip(" :")) in _SUMS
