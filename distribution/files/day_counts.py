"""The columns of a table that has one a day: doses, as whole numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from distribution.errors import Fault
from distribution.files.cell_error import CellError
from distribution.files.cells import is_blank, read_whole
from distribution.files.headings import Headings, as_day
from distribution.files.sheets import Sheet
from distribution.files.workbook_read import FORMULA_WITHOUT_VALUE

_MOST_DOSES = 1_000_000


def read_counts(
    sheet: Sheet, head: Headings, kept: Sequence[tuple[int, tuple[Any, ...]]]
) -> tuple[NDArray[np.int32], frozenset[int], list[Fault]]:
    """Return the doses by row and day (0 where they cannot be read), the faulty rows (from 0), the faults."""
    counts = np.zeros((len(kept), len(head.days)), dtype=np.int32)
    faults: list[Fault] = []
    uncounted: set[int] = set()
    if not head.days:
        return counts, frozenset(), faults
    for index, (number, cells) in enumerate(kept):
        values, wrong = _row_counts(sheet, head.day_positions, number, cells)
        counts[index] = values
        if wrong:
            uncounted.add(index)
            faults += wrong
    return counts, frozenset(uncounted), faults


def _row_counts(
    sheet: Sheet, positions: Sequence[int], number: int, cells: tuple[Any, ...]
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
            counts.append(0)
            day = as_day(sheet.headings[index])
            heading = day.isoformat() if day else str(sheet.headings[index])
            faults.append(sheet.fault(error.code, number, heading, index, **error.arguments))
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
