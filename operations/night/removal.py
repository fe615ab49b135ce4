"""Old nights' folders taken away so that no kill leaves half of one.

The history is told first; then one rename makes the night vanish, and what has vanished is deleted.  Whoever
comes next deletes what a killed run has left of it.
"""

from __future__ import annotations

import shutil
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from distribution.errors import StorageError
from operations.history.acts import REMOVED, record_act_once
from operations.history.bound import bound_nights
from operations.night.retention import Retention, Sorted, nights_of_plans, sort_nights
from operations.publish import sync_folder

PLANS = "plans"
GOING = ".removed-"
BY_RULE = "coldchain"  # who removes what the rule says


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """What became of a folder's nights: sorted, and the bytes that were freed."""

    sorted: Sorted
    freed_bytes: int


def remove_old(
    out: Path, plans: Path | None, history: str, retention: Retention, *, only_look: bool
) -> Removal:
    """Remove the folders of old nights; the folder's lock is held by the caller.

    ``plans`` holds the weekly plans; None for the folder of that name beside ``out``.

    Raises
    ------
    InputError
        When a plan cannot be read that may rest on one of them; nothing is removed then.
    HistoryError, StorageError
        When the history or the folder cannot be written; what is left is removed by the next run.
    """
    beside = out.resolve().parent / PLANS if plans is None else plans
    found = sort_nights(out, retention, bound_nights(history), nights_of_plans(history, beside, out))
    freed = sum(size_of(out / name) for name in found.old)
    if not only_look:
        note = f"--keep-days {retention.keep_days} --keep-nights {retention.keep_nights}"
        for name in found.old:
            record_act_once(history, REMOVED, name, who=BY_RULE, note=note)
            _vanish(out, name)
    return Removal(sorted=found, freed_bytes=freed)


def finish_removals(out: Path) -> tuple[str, ...]:
    """Delete what a killed run has left of nights that had vanished; return their names."""
    left = sorted(out.glob(f"{GOING}*"))
    _deleted(left)
    return tuple(folder.name.removeprefix(GOING) for folder in left)


def size_of(folder: Path) -> int:
    """Return the bytes of all files of a folder."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())


def _vanish(out: Path, name: str) -> None:
    try:
        (out / name).rename(out / f"{GOING}{name}")
        sync_folder(out)
    except OSError as error:
        raise StorageError(f"{out / name}: {error.strerror or error}") from error
    _deleted([out / f"{GOING}{name}"])


def _deleted(folders: Iterable[Path]) -> None:
    """Delete read-only folders."""
    for folder in folders:
        try:
            for path in [folder, *(p for p in folder.rglob("*") if p.is_dir())]:
                path.chmod(path.stat().st_mode | stat.S_IRWXU)
            shutil.rmtree(folder)
        except OSError as error:
            raise StorageError(f"{folder}: {error.strerror or error}") from error
