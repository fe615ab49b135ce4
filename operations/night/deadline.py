"""The seconds that a night may take, and what of them is left for searching."""

from __future__ import annotations

import time

WRITING_SHARE = 0.2  # of a deadline is kept for writing, checking and publishing,
LEAST_WRITING_S = 30.0  # and no less than the country's night takes for it
LEAST_SEARCH_S = 1.0  # the first flow is found whatever the deadline says: without it there is no answer


class Deadline:
    """Counts from its making; None never comes."""

    def __init__(self, seconds: float | None) -> None:
        self._seconds = seconds
        self._start = time.monotonic()

    def search_s(self) -> float | None:
        """Return the seconds that a search may still take."""
        if self._seconds is None:
            return None
        writing_s = max(self._seconds * WRITING_SHARE, LEAST_WRITING_S)
        left = self._seconds - writing_s - (time.monotonic() - self._start)
        return max(left, LEAST_SEARCH_S)

    def passed(self) -> bool:
        """Return whether it has come."""
        return self._seconds is not None and time.monotonic() - self._start > self._seconds
