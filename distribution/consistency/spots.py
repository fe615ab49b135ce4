"""Where something stands in a file, for a warning: the file, and the numbers of its rows."""

from __future__ import annotations

from collections.abc import Iterable

from distribution.files.rows import Row, TypedTable

_MOST_ROWS = 8


def spot(table: TypedTable, rows: Iterable[Row]) -> dict[str, str]:
    """Return the arguments ``file`` and ``rows`` of a sentence; a long list of rows is cut short."""
    numbers = sorted(row.number for row in rows)
    shown = ", ".join(str(number) for number in numbers[:_MOST_ROWS])
    more = f" (+{len(numbers) - _MOST_ROWS})" if len(numbers) > _MOST_ROWS else ""
    return {"file": place(table), "rows": shown + more}


def place(table: TypedTable) -> str:
    """Return the file of a table, with its sheet in a workbook."""
    return table.sheet.file if table.sheet.sheet is None else f"{table.sheet.file} / {table.sheet.sheet}"
