"""Under which name a night lies, or is to lie, in the allocations folder."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from operations.history.record import has_run


def free_name(run_id: str, out: Path, history: str) -> str:
    """Return the name of a night: its id, or that with a number behind it.

    The number is for a night whose folder is gone while the history knows what it decided.  Asked again it
    may decide otherwise, since the night before is another one; the record of the first must not be told as
    that of the second.

    Raises
    ------
    HistoryError
        When the history cannot be read.
    """
    names = (run_id if number == 1 else f"{run_id}-{number}" for number in count(1))
    return next(name for name in names if (out / name).exists() or not has_run(history, name))
