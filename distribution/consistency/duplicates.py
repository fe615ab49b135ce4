"""No two rows of a table may have the same key."""

from __future__ import annotations

from collections.abc import Iterator

from distribution.consistency.tables import Question
from distribution.errors import Fault
from distribution.files.repeated import repeated_keys


def duplicate_keys(question: Question) -> Iterator[Fault]:
    """Yield a fault for every row whose key stands in an earlier row of its table."""
    for table in question.tables.values():
        yield from repeated_keys(table)
