"""What was done with runs: released, rolled back to, a folder removed; by whom, when, why; never changed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Select, and_, func, select

from distribution.errors import MissingHistoryError
from operations.history import tables
from operations.history.store import now, reading, writing
from operations.history.tables import ALLOCATION

RELEASED, ROLLED_BACK, REMOVED = "released", "rolled_back", "removed"  # removed: the folder, never the record


def add_act(connection: Connection, kind: str, run_id: str, *, who: str, note: str) -> None:
    """Record an act as part of a transaction that others share."""
    row = {"run_id": run_id, "kind": kind, "acted_at": now(), "who": who, "note": note}
    connection.execute(tables.acts.insert(), row)


def record_act_once(where: str | Path, kind: str, run_id: str, *, who: str, note: str = "") -> None:
    """Record an act unless the same is there already.

    Raises
    ------
    HistoryError
        When the history cannot be written; it is unchanged then.
    """
    acts = tables.acts
    same = and_(acts.c.kind == kind, acts.c.run_id == run_id, acts.c.who == who, acts.c.note == note)
    with writing(where) as connection:
        if connection.execute(select(acts.c.act).where(same)).first() is None:
            add_act(connection, kind, run_id, who=who, note=note)


def removed_at(where: str | Path, run_id: str) -> datetime | None:
    """Return when the rule of keeping removed a night's folder (UTC); None when it did not.

    Raises
    ------
    HistoryError
        When the history cannot be read.
    """
    acts = tables.acts
    query = select(func.max(acts.c.acted_at)).where(acts.c.kind == REMOVED, acts.c.run_id == run_id)
    try:
        with reading(where) as connection:
            return connection.execute(query).scalar()
    except MissingHistoryError:
        return None


def released_runs() -> Select[tuple[str]]:
    """Return the query for the ids of the plans that somebody released."""
    return select(tables.acts.c.run_id).where(tables.acts.c.kind == RELEASED)


def current_allocation(connection: Connection) -> int | None:
    """Return the run whose allocation is in force: the night made last, or the one rolled back to since."""
    runs, acts = tables.runs, tables.acts
    nights = select(runs.c.run, runs.c.made_at).where(runs.c.kind == ALLOCATION)
    last = connection.execute(nights.order_by(runs.c.made_at.desc(), runs.c.run.desc())).first()
    back = select(runs.c.run, acts.c.acted_at).join(acts, acts.c.run_id == runs.c.run_id)
    rolled = connection.execute(back.where(acts.c.kind == ROLLED_BACK).order_by(acts.c.act.desc())).first()
    if rolled is not None and last is not None and rolled.acted_at >= last.made_at:
        return int(rolled.run)
    return None if last is None else int(last.run)
