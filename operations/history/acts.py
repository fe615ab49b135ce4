"""What people did with runs: who released, who rolled back, when and why; never changed afterwards."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Select, and_, func, select

from operations.history import tables
from operations.history.record import ALLOCATION
from operations.history.store import now, writing

RELEASED, ROLLED_BACK = "released", "rolled_back"


def record_act(where: str | Path, kind: str, run_id: str, *, who: str, note: str = "") -> None:
    """Record that somebody released a run, or rolled back to it.

    Raises
    ------
    HistoryError
        When the history cannot be written; it is unchanged then.
    """
    with writing(where) as connection:
        _insert(connection, kind, run_id, who, note)


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
            _insert(connection, kind, run_id, who, note)


def released_runs() -> Select[tuple[str]]:
    """Return the query for the ids of the plans that somebody released."""
    return select(tables.acts.c.run_id).where(tables.acts.c.kind == RELEASED)


def current_allocation(connection: Connection) -> int | None:
    """Return the run whose allocation is in force: the last night's, or the one last rolled back to."""
    runs, acts = tables.runs, tables.acts
    last = connection.execute(select(func.max(runs.c.run)).where(runs.c.kind == ALLOCATION)).scalar()
    back = select(runs.c.run, acts.c.after_run).join(acts, acts.c.run_id == runs.c.run_id)
    back = back.where(acts.c.kind == ROLLED_BACK).order_by(acts.c.act.desc()).limit(1)
    rolled = connection.execute(back).first()
    if rolled is not None and (last is None or rolled.after_run >= last):
        return int(rolled.run)
    return last


def _insert(connection: Connection, kind: str, run_id: str, who: str, note: str) -> None:
    last = connection.execute(select(func.max(tables.runs.c.run))).scalar() or 0
    row = {"run_id": run_id, "kind": kind, "acted_at": now(), "who": who, "note": note}
    connection.execute(tables.acts.insert(), {**row, "after_run": last})
