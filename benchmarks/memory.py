"""Memory of a process and all that it starts, sampled from outside."""

from __future__ import annotations

import threading
from types import TracebackType

import psutil

EVERY_S = 0.1


class PeakMemory:
    """Samples the resident memory of a process tree in a thread while the ``with`` block runs.

    ``peak_bytes`` is the highest sum seen.  Pages that processes share are counted in each of them,
    so the figure errs upwards.
    """

    def __init__(self, pid: int) -> None:
        self.peak_bytes = 0
        self._root = psutil.Process(pid)
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> PeakMemory:
        """Begin to sample."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop sampling."""
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(EVERY_S):
            self.peak_bytes = max(self.peak_bytes, self._sum_bytes())

    def _sum_bytes(self) -> int:
        try:
            family = [self._root, *self._root.children(recursive=True)]
        except psutil.NoSuchProcess:
            return 0
        return sum(_resident_bytes(member) for member in family)


def _resident_bytes(member: psutil.Process) -> int:
    """Return the resident memory of a process, 0 when it has ended meanwhile."""
    try:
        return int(member.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0
