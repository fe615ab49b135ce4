"""A plan folder appears whole or not at all: made under a temporary name, then renamed."""

from __future__ import annotations

import json
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from distribution.errors import DistributionError, StorageError
from distribution.language.catalogue import say

RELEASE_FILE = "release.json"
CURRENT_FILE = "current"


class LockedError(DistributionError):
    """Another run is writing plans into the same folder."""


@contextmanager
def plans_lock(plans: Path, wait_s: float = 0.0) -> Iterator[None]:
    """Hold the one lock of a plans folder while a plan is made, having waited for it up to ``wait_s``.

    Raises
    ------
    LockedError
        When another run holds it.
    StorageError
        When the folder cannot be made or written.
    """
    try:
        plans.mkdir(parents=True, exist_ok=True)
        lock = FileLock(plans / ".lock", timeout=wait_s)
        lock.acquire()
    except Timeout as error:
        raise LockedError(str(plans)) from error
    except OSError as error:
        raise StorageError(f"{plans}: {error.strerror or error}") from error
    try:
        _clear_remnants(plans)
        yield
    finally:
        lock.release()


@contextmanager
def workshop(plans: Path) -> Iterator[Path]:
    """Give a temporary folder beside the plans; it is gone afterwards unless it was moved away."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=".making-", dir=plans))
        folder.chmod(0o755)
    except OSError as error:
        raise StorageError(f"{plans}: {error.strerror or error}") from error
    try:
        yield folder
    except OSError as error:
        raise StorageError(f"{folder}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def move_into_place(made: Path, target: Path) -> None:
    """Move a finished folder to its name; a draft of the same name is replaced, a released plan never.

    Raises
    ------
    StorageError
        When a released plan already has that name.
    """
    if not target.exists():
        made.rename(target)
        return
    if is_released(target):
        raise StorageError(f"{target} is released and is never changed")
    aside = Path(tempfile.mkdtemp(prefix=".replaced-", dir=target.parent)) / target.name
    target.rename(aside)
    try:
        made.rename(target)
    except OSError:
        aside.rename(target)
        raise
    shutil.rmtree(aside.parent, ignore_errors=True)


def _clear_remnants(plans: Path) -> None:
    """Undo what a killed run left: a draft that was aside comes back, unfinished folders and files go."""
    for aside in sorted(plans.glob(".replaced-*/*")):
        if not (plans / aside.name).exists():
            aside.rename(plans / aside.name)
    for remnant in sorted([*plans.glob(".making-*"), *plans.glob(".replaced-*")]):
        shutil.rmtree(remnant, ignore_errors=True)
    for unfinished in sorted(plans.glob(".writing-*")):
        unfinished.unlink(missing_ok=True)


def refuse_existing(path: Path, lang: str) -> None:
    """Refuse to write an input where something stands: a user may have filled it in.

    Raises
    ------
    StorageError
        When a file, or a folder that is not empty, has that name.
    """
    if path.is_file() or (path.is_dir() and any(path.iterdir())):
        raise StorageError(say("error.exists", lang, path=path))


def release_record(folder: Path) -> dict[str, str] | None:
    """Return who released a plan folder and when, or None for a draft."""
    path = folder / RELEASE_FILE
    if not path.exists():
        return None
    record: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return record


def is_released(folder: Path) -> bool:
    """Return whether a plan folder has been released."""
    return release_record(folder) is not None


def make_read_only(folder: Path) -> None:
    """Take the right to write from every file of a folder and from the folder itself."""
    for path in [*folder.rglob("*"), folder]:
        path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old text or the new one, never half of it.

    Raises
    ------
    StorageError
        When it cannot be written; the old text stays.
    """
    try:
        _write_whole(path, text)
    except OSError as error:
        raise StorageError(f"{path}: {error.strerror or error}") from error


def _write_whole(path: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)  # a temporary file is the owner's alone; a plan is read by many
        temporary.replace(path)
        sync_folder(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk, so that a rename in it outlives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """Bring every file and folder below a folder to the disk."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
    for path in [*sorted(p for p in folder.rglob("*") if p.is_dir()), folder]:
        sync_folder(path)
