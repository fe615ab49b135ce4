"""Published folders that the history does not know: what it says of a lot leaves them out."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from distribution.errors import MissingHistoryError
from distribution.files.names import ALLOCATION_FILE, PLAN_FILE
from operations.history import tables
from operations.history.store import reading


def unrecorded_folders(where: str | Path, plans: Path, allocations: Path) -> tuple[Path, ...]:
    """Return the folders of plans and allocations that are not in the history, by name.

    Raises
    ------
    HistoryError
        When the history cannot be read.
    """
    plan_files = plans.glob(f"[!.]*/{PLAN_FILE}")
    found = [file.parent for file in (*plan_files, *allocations.glob(f"[!.]*/{ALLOCATION_FILE}"))]
    known = _known(where)
    return tuple(sorted(folder for folder in found if folder.name not in known))


def _known(where: str | Path) -> frozenset[str]:
    try:
        with reading(where) as connection:
            return frozenset(connection.execute(select(tables.runs.c.run_id)).scalars())
    except MissingHistoryError:
        return frozenset()
