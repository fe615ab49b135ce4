"""What nights gave of a lot: row by row where it is in force, summed up by way where it is no longer."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, and_, func, literal, not_, select

from operations.history import tables
from operations.history.acts import current_allocation
from operations.history.recall_rows import runs_of
from operations.history.spans import held_in
from operations.history.tables import ALLOCATION
from operations.history.trace import LotAllocation, LotPast

_Way = tuple[ColumnElement[Any], ...]


def allocation_rows(connection: Connection, lot_id: str) -> tuple[LotAllocation, ...]:
    """Return what the allocation in force gives, to centres first, then between sites."""
    current = current_allocation(connection)
    if current is None:
        return ()
    runs = runs_of(connection, ALLOCATION)
    found = []
    for table in (tables.issues, tables.movements):
        columns = [table.c[n] for n in ("start_day", "end_day", "packs", "doses", "first_run")]
        query: Select[Any] = select(*_way(table), *columns)
        query = query.where(table.c.lot_id == lot_id, held_in(table, current))
        rows = connection.execute(
            query.order_by(*_names(table), table.c.start_day.nulls_last(), table.c.span)
        )
        found += [LotAllocation(**{**row._mapping, "first_run": runs.first(row)}) for row in rows]
    return tuple(found)


def past_rows(connection: Connection, lot_id: str) -> tuple[LotPast, ...]:
    """Return what earlier nights gave and the allocation in force does not, summed up by way."""
    current, runs = current_allocation(connection), runs_of(connection, ALLOCATION)
    found = []
    for table in (tables.issues, tables.movements):
        way, last = _way(table), func.max(func.coalesce(table.c.until_run, runs.after))
        query: Select[Any] = (
            select(
                *way,
                func.count().label("rows"),
                func.max(table.c.packs).label("most_packs"),
                func.min(table.c.start_day).label("start_day"),
                func.max(table.c.end_day).label("end_day"),
                func.min(table.c.first_run).label("first_run"),
                last.label("until_run"),
            )
            .where(and_(table.c.lot_id == lot_id, not_(held_in(table, current or 0))))
            .group_by(*_names(table))
            .order_by(*_names(table))
        )
        found += [_past(row, runs.first(row), runs.last(row)) for row in connection.execute(query)]
    return tuple(found)


def _past(row: Row[Any], first_run: str, last_run: str) -> LotPast:
    entries = {name: value for name, value in row._mapping.items() if name != "until_run"}
    return LotPast(**{**entries, "first_run": first_run, "last_run": last_run})


def _names(table: Table) -> _Way:
    """Return the columns that tell where a row's packs go: product, place, origin, and lane if any."""
    if table is tables.issues:
        return (table.c.product_id, table.c.centre_id, table.c.depot_id)
    return (table.c.product_id, table.c.destination_id, table.c.origin_id, table.c.lane_id)


def _way(table: Table) -> _Way:
    product, place, origin, *lane = _names(table)
    lane_id = lane[0] if lane else literal(None)
    return (product, place.label("place_id"), origin.label("origin_id"), lane_id.label("lane_id"))
