"""Cells of a plan's workbook that say something else than the plan: edits by hand, read as locks."""

from __future__ import annotations

from collections.abc import Iterator

from distribution.errors import Fault
from operations.documents.handover import Handover, handovers
from operations.replanning.locks import Reader
from operations.replanning.tables import PlanTable
from operations.replanning.workbook import Entry, PlanBook, Value, VisitRow


def edits_of(book: PlanBook, reader: Reader) -> tuple[Entry, ...]:
    """Return what was changed by hand in the sheets by day and of goods; a row added or gone is a fault.

    Day, vehicle and order are read back from the first, the doses delivered from the second.
    """
    return (*_visits(book, reader), *_goods(book, reader))


def _visits(book: PlanBook, reader: Reader) -> Iterator[Entry]:
    table = book.tables.get("by_day")
    if table is None or not table.headings:
        return
    known = {(h.run_id, h.centre_id): h for h in handovers(reader.plan)}
    seen = set()
    for row in book.visits:
        key = (row.run_id, row.centre_id)
        if key not in known or key in seen:
            reader.faults.append(
                table.fault("plan_row_new", row.row, "run", run=row.run_id, centre=row.centre_id)
            )
            continue
        seen.add(key)
        yield from _changed(row, known[key], table, reader)
    unread = {(f.sheet, f.row) for f in book.faults}
    if not any(sheet == table.title for sheet, _ in unread):
        for run_id, centre_id in sorted(known.keys() - seen):
            reader.faults.append(table.fault("plan_row_gone", None, "run", run=run_id, centre=centre_id))


def _changed(row: VisitRow, known: Handover, table: PlanTable, reader: Reader) -> Iterator[Entry]:
    if row.day != known.day:
        yield _entry(row, table, "day", "lock_day", row.day)
    if known.vehicle_id and row.vehicle != known.vehicle_id:
        yield _entry(row, table, "vehicle", "lock_vehicle", row.vehicle)
    if row.order != known.order:
        yield _entry(row, table, "order", "lock_order", row.order)
    if row.doses != known.doses:
        reader.faults.append(table.fault("plan_doses_here", row.row, "doses", centre=row.centre_id))


def _entry(row: VisitRow, table: PlanTable, column: str, name: str, value: Value) -> Entry:
    return Entry(
        sheet=table.title,
        row=row.row,
        column=table.headings[column],
        name=name,
        value=value,
        centre_id=row.centre_id,
        run_id=row.run_id,
    )


def _goods(book: PlanBook, reader: Reader) -> Iterator[Entry]:
    table = book.tables.get("goods")
    if table is None or not table.headings:
        return
    delivered = {(r.centre_id, r.product_id): r.delivered_doses for r in reader.plan.requirements}
    for row in book.goods:
        key = (row.centre_id, row.product_id)
        if row.doses != delivered.get(key, 0):
            yield Entry(
                sheet=table.title,
                row=row.row,
                column=table.headings["delivered"],
                name="lock_quantity",
                value=row.doses,
                centre_id=row.centre_id,
                product_id=row.product_id,
            )


def other_plan(book: PlanBook, reader: Reader) -> list[Fault]:
    """Return a fault when a workbook is of another plan."""
    if book.plan_id == reader.plan.plan_id:
        return []
    arguments = {"found": book.plan_id, "plan": reader.plan.plan_id}
    return [Fault(code="plan_other", file=book.file, arguments=arguments)]
