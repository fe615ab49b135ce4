"""What people did with runs: who released, who rolled back, when and why; never changed afterwards."""

from __future__ import annotations

from pathlib import Path

from operations.history import tables
from operations.history.store import now, writing

RELEASED, ROLLED_BACK = "released", "rolled_back"


def record_act(where: str | Path, kind: str, run_id: str, *, who: str, note: str = "") -> None:
    """Record that somebody released a run, or rolled back to it.

    Raises
    ------
    StorageError
        When the history cannot be written; it is unchanged then.
    """
    row = {"run_id": run_id, "kind": kind, "acted_at": now(), "who": who, "note": note}
    with writing(where) as connection:
        connection.execute(tables.acts.insert(), row)
