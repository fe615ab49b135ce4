"""The sheets of a plan's workbook read back as tables, by the headings of either language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from distribution.errors import Fault
from distribution.files.cells import is_blank
from distribution.files.gather import open_source
from distribution.files.sheets import Sheet
from distribution.language.catalogue import LANGUAGES, say

LOCKS = ("lock_day", "lock_vehicle", "lock_order", "lock_quantity", "lock_leave_out")
# what is read of each sheet; every other column is for people alone
READ: Mapping[str, tuple[str, ...]] = {
    "by_day": ("day", "run", "vehicle", "order", "centre_id", "doses"),
    "by_vehicle": ("run", "place_id", *LOCKS),
    "by_centre": ("centre_id", *LOCKS),
    "goods": ("centre_id", "product_id", "delivered", "lock_quantity"),
    "waivers": ("rule", "subject", "who", "why_waived", "until"),
    "permits": ("vehicle", "zone", "permit_by", "permit_number", "until"),
    "summary": ("item", "value"),
}
_HEAD_ROWS = 12  # the headings stand below a title and notes, never so far down


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row of a sheet: the number that a spreadsheet shows, and the cells by name of column."""

    number: int
    cells: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTable:
    """A sheet of the workbook: its title, the headings as they stand, and the rows below them."""

    file: str
    title: str
    headings: Mapping[str, str]
    rows: tuple[TableRow, ...]

    def fault(self, code: str, row: int | None, column: str, **arguments: str) -> Fault:
        """Return a fault at a cell."""
        heading = self.headings.get(column, column)
        return Fault(
            code=code, file=self.file, sheet=self.title, row=row, column=heading, arguments=arguments
        )


def plan_tables(path: Path) -> tuple[dict[str, PlanTable], list[Fault]]:
    """Return the sheets of a plan's workbook by key, and what makes any of them unreadable."""
    source = open_source(path, "plan_book_missing")
    faults = list(source.faults)
    titles = {say(f"sheet.{key}", lang).lower(): key for key in READ for lang in LANGUAGES}
    tables: dict[str, PlanTable] = {}
    for name, sheet in source.sheets.items():
        if (key := titles.get(name)) is not None:
            table, wrong = _table(key, sheet, path.name)
            faults += wrong
            tables[key] = table
    if not source.faults:
        missing = [key for key in READ if key not in tables]
        faults += [
            Fault(code="plan_sheet_missing", file=path.name, arguments={"titles": _in_both(f"sheet.{key}")})
            for key in missing
        ]
    return tables, faults


def _in_both(key: str) -> str:
    """Return what stands in a workbook of either language."""
    return " / ".join(dict.fromkeys(say(key, lang) for lang in LANGUAGES))


def _table(key: str, sheet: Sheet, file: str) -> tuple[PlanTable, list[Fault]]:
    records = [(1, tuple(sheet.headings)), *sheet.rows]
    names = {say(f"sheet.heading.{name}", lang): name for name in READ[key] for lang in LANGUAGES}
    title = sheet.sheet or sheet.name
    at, places = _headings([cells for _, cells in records[:_HEAD_ROWS]], names)
    missing = [name for name in READ[key] if name not in places]
    if missing:
        empty = PlanTable(file=file, title=title, headings={}, rows=())
        told = ", ".join(_in_both(f"sheet.heading.{name}") for name in missing)
        return empty, [Fault(code="plan_column_missing", file=file, sheet=title, arguments={"columns": told})]
    rows = tuple(
        TableRow(
            number=number,
            cells={name: cells[i] if i < len(cells) else None for name, i in places.items()},
        )
        for number, cells in records[at + 1 :]
        if any(not is_blank(cell) for cell in cells)
    )
    headings = {name: str(records[at][1][i]).strip() for name, i in places.items()}
    return PlanTable(file=file, title=title, headings=headings, rows=rows), []


def _headings(records: list[tuple[Any, ...]], names: Mapping[str, str]) -> tuple[int, dict[str, int]]:
    """Return the row in which most of the headings stand, and where each stands in it."""
    best: tuple[int, dict[str, int]] = (0, {})
    for at, cells in enumerate(records):
        found = {names[text]: i for i, cell in enumerate(cells) if (text := str(cell or "").strip()) in names}
        if len(found) > len(best[1]):
            best = at, found
    return best
