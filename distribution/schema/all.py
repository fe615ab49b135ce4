"""All tables by name."""

from __future__ import annotations

from distribution.schema.column import Table
from distribution.schema.reference import REFERENCE
from distribution.schema.week import WEEK

TABLES: dict[str, Table] = {table.name: table for table in (*REFERENCE, *WEEK)}


def table(name: str) -> Table:
    """Return the table of this name (KeyError when there is none)."""
    return TABLES[name]
