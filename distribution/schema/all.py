"""All tables by name."""

from __future__ import annotations

from distribution.schema.coldchain import COLDCHAIN
from distribution.schema.column import Table
from distribution.schema.geography import GEOGRAPHY
from distribution.schema.policy import POLICY
from distribution.schema.reference import REFERENCE
from distribution.schema.week import WEEK

TABLES: dict[str, Table] = {table.name: table for table in (*REFERENCE, *WEEK)}
FIXED_TABLES: dict[str, Table] = {table.name: table for table in (*GEOGRAPHY, *COLDCHAIN, *POLICY)}


def table(name: str) -> Table:
    """Return the table of this name, a sheet of an input or not (KeyError when there is none)."""
    return TABLES.get(name) or FIXED_TABLES[name]
