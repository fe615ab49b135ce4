"""No two rows of a table may have the same key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from distribution.consistency.tables import Question
from distribution.errors import Fault


def duplicate_keys(question: Question) -> Iterator[Fault]:
    """Yield a fault for every row whose key stands in an earlier row of its table."""
    for table in question.tables.values():
        first_row: dict[tuple[Any, ...], int] = {}
        for row in table.readable(*table.table.key):
            key = tuple(row[name] for name in table.table.key)
            if key in first_row:
                text = " / ".join(str(part) for part in key)
                yield table.fault("duplicate", row, table.table.key[0], id=text, first=str(first_row[key]))
            first_row.setdefault(key, row.number)
