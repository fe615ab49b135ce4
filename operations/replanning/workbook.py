"""A plan's workbook as a planner hands it back: what is locked, waived, permitted, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from distribution.errors import Fault
from distribution.files.cells import CellError, is_blank, read_day, read_switch, read_text, read_whole
from distribution.language.catalogue import LANGUAGES, say
from operations.replanning.tables import PlanTable, TableRow, plan_tables

AS_IT_IS = "x"
Value = str | int | bool | date


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A cell that a planner filled in: where it stands, of which centre (run, product), and its value.

    ``name`` is the column (``lock_day``, …) and ``value`` is ``x`` where what is there is to be kept.
    """

    sheet: str
    row: int
    column: str
    name: str
    value: Value
    centre_id: str = ""
    run_id: str = ""
    product_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow:
    """A row of the sheet by day: which run calls where, when, by what, as which stop, with how much."""

    row: int
    run_id: str
    centre_id: str
    day: date
    vehicle: str
    order: int
    doses: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsRow:
    """A row of the goods by centre: the doses of a product that the sheet says are delivered."""

    row: int
    centre_id: str
    product_id: str
    doses: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanBook:
    """All that is read of a plan's workbook.

    ``waivers`` and ``permits`` are the rows with anything in them, by column.  ``faults`` are cells that
    cannot be read; what they say is in none of the others.
    """

    file: str
    plan_id: str
    locks: tuple[Entry, ...]
    visits: tuple[VisitRow, ...]
    goods: tuple[GoodsRow, ...]
    waivers: tuple[TableRow, ...]
    permits: tuple[TableRow, ...]
    tables: Mapping[str, PlanTable]
    faults: tuple[Fault, ...]


def read_locks(path: Path) -> PlanBook:
    """Return what a plan's workbook says, whichever program saved it.

    Nothing is compared with the plan yet (``locks``); faults are kept, not raised, so that those
    of reading and those of meaning are told together.
    """
    tables, faults = plan_tables(path)
    empty = PlanTable(file=path.name, title="", headings={}, rows=())
    found = {key: tables.get(key, empty) for key in ("by_day", "by_vehicle", "by_centre", "goods", "summary")}
    locks = [
        entry
        for key in ("by_centre", "by_vehicle", "goods")
        for row in found[key].rows
        for entry in _entries(found[key], row, faults)
    ]
    visits = [v for row in found["by_day"].rows if (v := _visit(found["by_day"], row, faults))]
    goods = [g for row in found["goods"].rows if (g := _goods(found["goods"], row, faults))]
    return PlanBook(
        file=path.name,
        plan_id=_plan_id(found["summary"]),
        locks=tuple(locks),
        visits=tuple(visits),
        goods=tuple(goods),
        waivers=tables["waivers"].rows if "waivers" in tables else (),
        permits=tables["permits"].rows if "permits" in tables else (),
        tables=tables,
        faults=tuple(faults),
    )


def _plan_id(summary: PlanTable) -> str:
    words = {say("summary.plan", lang) for lang in LANGUAGES}
    return next((read_text(r.cells["value"]) for r in summary.rows if r.cells["item"] in words), "")


_READERS: dict[str, Callable[[Any], Value]] = {
    "lock_day": read_day,
    "lock_vehicle": read_text,
    "lock_order": read_whole,
    "lock_quantity": read_whole,
    "lock_leave_out": read_switch,
}


def _entries(table: PlanTable, row: TableRow, faults: list[Fault]) -> list[Entry]:
    made = []
    for name, reader in _READERS.items():
        cell = row.cells.get(name)
        if is_blank(cell):
            continue
        try:
            value = _value(cell, name, reader)
        except CellError as error:
            faults.append(table.fault(error.code, row.number, name, **error.arguments))
            continue
        if value is False:  # "no" under "leave out" locks nothing
            continue
        made.append(
            Entry(
                sheet=table.title,
                row=row.number,
                column=table.headings[name],
                name=name,
                value=value,
                centre_id=read_text(row.cells.get("centre_id") or row.cells.get("place_id") or ""),
                run_id=read_text(row.cells.get("run") or ""),
                product_id=read_text(row.cells.get("product_id") or ""),
            )
        )
    return made


def _value(cell: Any, name: str, reader: Callable[[Any], Value]) -> Value:
    if name != "lock_leave_out" and isinstance(cell, str) and cell.strip().lower() == AS_IT_IS:
        return AS_IT_IS
    return reader(cell)


def _visit(table: PlanTable, row: TableRow, faults: list[Fault]) -> VisitRow | None:
    read = FilledCells(table, row, faults)
    values = (read("day", read_day), read("order", read_whole), read("doses", read_whole))
    texts = tuple(read(name, read_text) for name in ("run", "centre_id", "vehicle"))
    if any(value is None for value in (*values, *texts)):
        return None
    day, order, doses = values
    run_id, centre_id, vehicle = texts
    return VisitRow(
        row=row.number,
        run_id=run_id,
        centre_id=centre_id,
        day=day,
        vehicle=vehicle,
        order=order,
        doses=doses,
    )


def _goods(table: PlanTable, row: TableRow, faults: list[Fault]) -> GoodsRow | None:
    read = FilledCells(table, row, faults)
    centre_id, product_id = (read(name, read_text) for name in ("centre_id", "product_id"))
    doses = read("delivered", read_whole)
    if centre_id is None or product_id is None or doses is None:
        return None
    return GoodsRow(row=row.number, centre_id=centre_id, product_id=product_id, doses=doses)


class FilledCells:
    """Reads cells of a row that must not be empty; a cell that cannot be read becomes a fault and None."""

    def __init__(self, table: PlanTable, row: TableRow, faults: list[Fault]) -> None:
        self._table, self._row, self._faults = table, row, faults

    def __call__(self, name: str, reader: Callable[[Any], Any]) -> Any:
        """Return what a reader makes of a cell."""
        cell = self._row.cells[name]
        try:
            if is_blank(cell):
                raise CellError("cell_empty")
            return reader(cell)
        except CellError as error:
            self._faults.append(self._table.fault(error.code, self._row.number, name, **error.arguments))
            return None
