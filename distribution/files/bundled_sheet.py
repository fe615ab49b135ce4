"""A bundled table as a raw sheet, to be read like one that people hand in."""

from __future__ import annotations

from distribution.files.bundled import read_table, table_path
from distribution.files.sheets import Sheet
from distribution.schema.column import Table


def bundled_sheet(table: Table) -> Sheet:
    """Return a bundled table as a raw sheet, with the columns of its schema."""
    records = read_table(table.name)
    names = tuple(c.name for c in table.columns)
    rows = tuple((i, tuple(r.get(n, "") for n in names)) for i, r in enumerate(records, start=2))
    return Sheet(name=table.name, file=table_path(table.name).name, sheet=None, headings=names, rows=rows)
