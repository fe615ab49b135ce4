"""The published night in the history: at once, or at the beginning of the next run."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from distribution.files.quarter_codec import ALLOCATION_FILE, read_quarter
from operations.history.record import record_allocation
from operations.history.store import history_beside, writing
from operations.night.folder import passed_checks, read_card
from operations.night.publication import recorded, unrecorded
from operations.night.question import inputs_of
from operations.night.settings import NightSettings


def history_of(settings: NightSettings) -> str:
    """Return where the history of a night is kept."""
    return settings.history or history_beside(settings.out)


def require_history(settings: NightSettings) -> None:
    """Make sure, before anything is decided, that the history can be written.

    Raises
    ------
    StorageError
        When it cannot.
    """
    with writing(history_of(settings)):
        pass


def record_published(settings: NightSettings) -> str | None:
    """Record the published night that the history does not know yet; return its id, None when there is none.

    It is read from its folder, so that tonight's and a killed run's go the same way.

    Raises
    ------
    StorageError
        When the history cannot be written; the night stays published and is recorded by the next run.
    """
    folder = unrecorded(settings.out)
    if folder is None:
        return None
    record_night(history_of(settings), folder)
    recorded(settings.out)
    return folder.name


def record_night(history: str, folder: Path) -> None:
    """Record a published night from its folder, unless the history knows it.

    Raises
    ------
    InputError
        When the folder is no night's, or its files have faults.
    StorageError
        When the history cannot be written.
    """
    card = read_card(folder)
    record_allocation(
        history,
        read_quarter(folder / ALLOCATION_FILE),
        run_id=card.run_id,
        inputs=inputs_of(folder, date.fromisoformat(card.as_of)),
        checks={name: () for name in passed_checks(folder)},
        figures=card.figures,
        versions=card.versions,
        created_at=card.published_at,
    )
