"""Keys that stand twice in a table."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from distribution.errors import Fault
from distribution.files.rows import TypedTable


def repeated_keys(table: TypedTable) -> Iterator[Fault]:
    """Yield a fault for every row whose key stands in an earlier row of its table."""
    names = table.table.key
    key_of = itemgetter(*names)
    rows = table.readable(*names)
    if len(table.combinations(*names)) == len(rows):
        return
    first_row: dict[Any, int] = {}
    for row in rows:
        key = key_of(row)
        first = first_row.setdefault(key, row.number)
        if first != row.number:
            text = " / ".join(str(row[name]) for name in names if row[name] is not None)
            yield table.fault("duplicate", row, names[0], id=text, first=str(first))
