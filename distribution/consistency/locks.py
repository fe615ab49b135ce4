"""A planner's locks of one centre must fit together; its rows say one product each."""

from __future__ import annotations

from collections.abc import Iterator

from distribution.consistency.tables import Question
from distribution.errors import Fault
from distribution.files.rows import Row, TypedTable

ONE_EACH = ("day", "vehicle_id", "order")  # what a centre can have locked once only
COLUMNS = ("centre_id", *ONE_EACH, "product_id", "doses", "leave_out")


def locks_agree(question: Question) -> Iterator[Fault]:
    """Yield a fault for every cell that contradicts an earlier row of its centre, or its own row."""
    table = question.tables["locks"]
    first: dict[tuple[str, str], Row] = {}
    for row in table.readable(*COLUMNS):
        for name in ONE_EACH:
            if row[name] is None:
                continue
            before = first.setdefault((row["centre_id"], name), row)
            if before[name] != row[name]:
                other = f"{_place(table, before, name)}: {before[name]}"
                yield table.fault("lock_conflict", row, name, value=str(row[name]), other=other)


def left_out_alone(question: Question) -> Iterator[Fault]:
    """Yield a fault for every centre that is left out and has something else locked as well."""
    table = question.tables["locks"]
    rows = table.readable(*COLUMNS)
    out = {row["centre_id"]: row for row in reversed(rows) if row["leave_out"]}
    for centre_id, row in out.items():
        said = (
            (other, name)
            for other in rows
            for name in (*ONE_EACH, "doses")
            if other["centre_id"] == centre_id and other[name] is not None
        )
        found = next(said, None)
        if found is not None:
            yield table.fault("lock_leaves_out", row, "leave_out", other=_place(table, *found))


def locked_doses_are_packs(question: Question) -> Iterator[Fault]:
    """Yield a fault for every quantity without its product or the reverse, and for every broken pack."""
    table = question.tables["locks"]
    packs = {row["id"]: row["pack_doses"] for row in question.tables["products"].readable("id", "pack_doses")}
    for row in table.readable("product_id", "doses"):
        product_id, doses = row["product_id"], row["doses"]
        if (product_id is None) != (doses is None):
            lacking = "product_id" if product_id is None else "doses"
            yield table.fault(f"lock_without_{lacking}", row, lacking)
        pack = packs.get(product_id)
        if doses is not None and pack and doses % pack:
            up = -(-doses // pack) * pack
            yield table.fault("replan_packs", row, "doses", value=str(doses), pack=str(pack), up=str(up))


def locked_vehicles_make_rounds(question: Question) -> Iterator[Fault]:
    """Yield a fault for every lock on a vehicle of transfers."""
    table, vehicles = question.tables["locks"], question.tables["vehicles"]
    trunk = {row["id"] for row in vehicles.readable("id", "role") if row["role"] == "trunk"}
    for row in table.readable("vehicle_id"):
        if row["vehicle_id"] in trunk:
            yield table.fault("lock_trunk", row, "vehicle_id", vehicle=row["vehicle_id"])


def _place(table: TypedTable, row: Row, column: str) -> str:
    """Return where a cell stands, as the workbook of a plan tells it."""
    title = table.sheet.sheet or table.sheet.file
    return f"{title}!{row.number} ({table.headings.get(column, column)})"
