"""Where something stands in a file, for a warning: the file, and the numbers of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from distribution.files.rows import Row, TypedTable

_MOST_ROWS = 8


def spot(table: TypedTable, rows: Iterable[Row]) -> dict[str, str]:
    """Return the arguments ``file`` and ``rows`` of a sentence; a long list of rows is cut short."""
    return {"file": place(table), "rows": numbers_text(sorted(row.number for row in rows))}


def numbers_text(numbers: Sequence[int]) -> str:
    """Return the numbers of rows as a sentence tells them, a long list cut short."""
    shown = ", ".join(str(number) for number in numbers[:_MOST_ROWS])
    more = f" (+{len(numbers) - _MOST_ROWS})" if len(numbers) > _MOST_ROWS else ""
    return shown + more


def place(table: TypedTable) -> str:
    """Return the file of a table, with its sheet in a workbook."""
    return table.sheet.file if table.sheet.sheet is None else f"{table.sheet.file} / {table.sheet.sheet}"
