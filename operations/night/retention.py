"""Which nights keep their folders, and why; the history keeps what all of them decided.

Age is counted in days from the night in force, never from the machine's clock: a clock that has jumped ahead,
or a job that has not run for weeks, makes no night old.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from distribution.errors import InputError
from distribution.files.archive import read_plan
from distribution.files.names import PLAN_FILE
from operations.history.bound import Bound
from operations.history.unrecorded import unrecorded_folders
from operations.night.folder import current_folder, read_card
from operations.starting_allocation import started_from

KEEP_NIGHTS = 7  # the youngest stay whatever their age


class Stays(StrEnum):
    """Why a night's folder stays."""

    CURRENT = "current"
    UNREADABLE = "unreadable"
    UNRECORDED = "unrecorded"
    ROLLED_BACK = "rolled_back"
    PLANNED = "planned"
    YOUNG = "young"


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How long folders are kept: days before the night in force, and the fewest nights."""

    keep_days: int
    keep_nights: int = KEEP_NIGHTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """The nights of a folder by name: those that stay, each with the reason, and those that may go."""

    kept: tuple[tuple[str, Stays], ...]
    old: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Night:
    name: str
    day: date
    published_at: str


def sort_nights(out: Path, retention: Retention, bound: Bound, planned: frozenset[str]) -> Sorted:
    """Return which nights of ``out`` stay and which may go; none may go before one is in force.

    Parameters
    ----------
    out
        Folder of the published nights.
    retention
        How long they are kept.
    bound
        What the history knows of them: a night that it does not know stays, since no recall would find it.
    planned
        Nights that plans outside the history started from.
    """
    current = current_folder(out)
    kept: dict[str, Stays] = {}
    nights: list[_Night] = []
    for folder in sorted(p for p in out.glob("[!.]*") if p.is_dir()):
        night = _read(folder)
        if night is None:
            kept[folder.name] = Stays.UNREADABLE
        else:
            nights.append(night)
    young = _young(nights, current, retention)
    old = []
    for night in nights:
        reason = _reason(night.name, current, bound, planned, young)
        if reason is None:
            old.append(night.name)
        else:
            kept[night.name] = reason
    return Sorted(kept=tuple(sorted(kept.items())), old=tuple(sorted(old)))


def nights_of_plans(history: str, plans: Path, out: Path) -> frozenset[str]:
    """Return the nights that plan folders started from which the history does not know.

    Raises
    ------
    InputError
        When such a plan cannot be read: it might rest on any night.
    HistoryError
        When the history cannot be read.
    """
    files = (folder / PLAN_FILE for folder in unrecorded_folders(history, plans, out))
    starts = (started_from(read_plan(file)) for file in files if file.is_file())
    return frozenset(name for name in starts if name is not None)


def _read(folder: Path) -> _Night | None:
    """Return a night's name and days; None for what is no night, or one whose card cannot be read."""
    try:
        card = read_card(folder)
        return _Night(name=folder.name, day=date.fromisoformat(card.as_of), published_at=card.published_at)
    except (InputError, ValueError):
        return None


def _young(nights: list[_Night], current: Path | None, retention: Retention) -> frozenset[str]:
    newest = sorted(nights, key=lambda n: (n.day, n.published_at, n.name), reverse=True)
    days = {n.name: n.day for n in nights}
    if current is None or current.name not in days:
        return frozenset(days)
    in_force = days[current.name]
    recent = {n.name for n in nights if (in_force - n.day).days < retention.keep_days}
    return frozenset(recent | {n.name for n in newest[: retention.keep_nights]})


def _reason(
    name: str, current: Path | None, bound: Bound, planned: frozenset[str], young: frozenset[str]
) -> Stays | None:
    if current is not None and name == current.name:
        return Stays.CURRENT
    if name not in bound.recorded:
        return Stays.UNRECORDED
    if name in bound.rolled_back:
        return Stays.ROLLED_BACK
    if name in bound.planned or name in planned:
        return Stays.PLANNED
    return Stays.YOUNG if name in young else None
