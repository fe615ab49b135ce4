"""Whose run it is: the lock of the allocations folder with its owner, and what a dead owner left.

The lock is the kernel's: it is free the moment its holder dies, so that a killed run never blocks
the next.  The owner's card beside it says who holds it, and outlives a holder that was killed.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import psutil

from distribution.language.catalogue import say
from operations.publish import LockedError, plans_lock, write_whole

OWNER_FILE = ".owner.json"
_SAME_START_S = 1.0  # a process's start is told to a hundredth of a second, and differently after a resume


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The process that holds the lock; ``process_start_s`` tells it from a later one of the same number."""

    pid: int
    host: str
    started_at: str
    process_start_s: float
    command: str

    def sentence(self, lang: str) -> str:
        """Return who it is, in words."""
        return say(
            "night.owner", lang, pid=self.pid, host=self.host, since=self.started_at, command=self.command
        )

    def is_alive(self) -> bool | None:
        """Return whether the process still runs; None when it is another machine's."""
        if self.host != platform.node():
            return None
        try:
            start_s: float = psutil.Process(self.pid).create_time()
        except psutil.NoSuchProcess:
            return False
        return abs(start_s - self.process_start_s) < _SAME_START_S

    def hours(self, now: datetime) -> float:
        """Return for how long it has held the lock."""
        return (now - datetime.fromisoformat(self.started_at)).total_seconds() / 3600


def this_process() -> Owner:
    """Return the card of the running process."""
    return Owner(
        pid=os.getpid(),
        host=platform.node(),
        started_at=datetime.now().astimezone().isoformat(timespec="seconds"),
        process_start_s=psutil.Process().create_time(),
        command=" ".join(Path(a).name if i == 0 else a for i, a in enumerate(sys.argv)),
    )


def owner_of(out: Path) -> Owner | None:
    """Return the card of the run that holds the folder or died in it; None when the last one ended well."""
    try:
        return Owner(**json.loads((out / OWNER_FILE).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


@contextmanager
def holding(out: Path, wait_s: float, lang: str) -> Iterator[Owner | None]:
    """Hold the folder's lock and show who does; give the card of a run that died in it, if one did.

    Raises
    ------
    LockedError
        When another run still holds it after ``wait_s``; the sentence names it.
    StorageError
        When the folder cannot be made or written.
    """
    try:
        with plans_lock(out, wait_s):
            died = owner_of(out)
            write_whole(out / OWNER_FILE, json.dumps(asdict(this_process()), ensure_ascii=False) + "\n")
            try:
                yield died
            finally:
                (out / OWNER_FILE).unlink(missing_ok=True)
    except LockedError as error:
        owner = owner_of(out)
        raise LockedError(f"{out} ({owner.sentence(lang)})" if owner else str(out)) from error
