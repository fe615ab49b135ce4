"""Everything the history knows of one lot, asked by the lot's indexes alone."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from sqlalchemy import Connection, select

from operations.history import tables
from operations.history.recall_nights import allocation_rows, past_rows
from operations.history.recall_rows import (
    arrival_rows,
    delivery_rows,
    lot_rows,
    place_rows,
    stock_rows,
)
from operations.history.store import reading
from operations.history.trace import LotTrace


def recall(where: str | Path, lot_id: str) -> LotTrace:
    """Return every site, plan, route, stop and quantity of a lot, with stock and what is to come.

    Raises
    ------
    MissingHistoryError, HistoryError
        When there is no history, or it cannot be read: never an empty answer in its place.
    """
    with reading(where) as connection:
        return LotTrace(
            lot_id=lot_id,
            lots=lot_rows(connection, lot_id),
            stock=stock_rows(connection, lot_id),
            arrivals=arrival_rows(connection, lot_id),
            deliveries=delivery_rows(connection, lot_id),
            allocations=allocation_rows(connection, lot_id),
            past=past_rows(connection, lot_id),
            places=place_rows(connection),
            synthetic=_synthetic(connection),
            similar=_similar(connection, lot_id),
        )


def _synthetic(connection: Connection) -> bool:
    runs = tables.runs
    return connection.execute(select(runs.c.run).where(runs.c.synthetic).limit(1)).first() is not None


def _similar(connection: Connection, lot_id: str) -> tuple[str, ...]:
    """Return known lots whose letters differ little, or in case alone, from one that is not known."""
    known = sorted(connection.execute(select(tables.lots.c.lot_id).distinct()).scalars())
    if lot_id in known:
        return ()
    by_upper: dict[str, list[str]] = {}
    for name in known:
        by_upper.setdefault(name.upper(), []).append(name)
    close = get_close_matches(lot_id.strip().upper(), by_upper, n=5, cutoff=0.75)
    return tuple(name for upper in close for name in by_upper[upper])
