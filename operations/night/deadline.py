"""The seconds that a night may take, what of them is left for searching, and their end.

When they end, either there is a whole result, which is checked and published, or there is none, and the last
good night stays: a night is never decided beyond its deadline.
"""

from __future__ import annotations

import time

from distribution.errors import InfeasibleError
from distribution.language.catalogue import LANGUAGES, say
from distribution.progress import OnProgress, Progress

WRITING_SHARE = 0.2  # of a deadline is kept for writing, checking and publishing,
LEAST_WRITING_S = 30.0  # and no less than the country's night takes for it
WHOLE = (
    "quarter_improve",
    "fairness_days",
)  # phases that better a whole result, and stop by themselves when time is up
LEAST_SEARCH_S = 1.0  # the first flow is begun whatever the deadline says: without it there is no answer


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

    def require(self, phase: str) -> None:
        """Go on with a phase before which there is no whole result.

        Raises
        ------
        InfeasibleError
            When the deadline has come.
        """
        if self.passed():
            asked = f"{self._seconds:g}"
            what = {lang: say(f"phase.{phase}", lang) for lang in LANGUAGES}
            raise InfeasibleError(
                {lang: say("night.too_late", lang, seconds=asked, phase=what[lang]) for lang in LANGUAGES}
            )

    def guarding(self, on_progress: OnProgress) -> OnProgress:
        """Return a callback that breaks off, once the deadline has come, what tells it of its progress."""

        def guarded(progress: Progress) -> None:
            if progress.phase not in WHOLE:
                self.require(progress.phase)
            on_progress(progress)

        return guarded
