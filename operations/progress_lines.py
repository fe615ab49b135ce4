"""Progress on stderr: what is being done, how good the best so far is, and since when."""

from __future__ import annotations

import sys
import time

from rich.console import Console

from distribution.language.catalogue import say
from distribution.progress import Progress

QUIET_S = 2.0


class ProgressLines:
    """Writes a line at each new phase and, within a phase, at most one every two seconds."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._console = Console(file=sys.stderr, highlight=False)
        self._start = time.monotonic()
        self._phase = ""
        self._last = 0.0

    def __call__(self, progress: Progress) -> None:
        """Show the progress when it is worth a line."""
        now = time.monotonic()
        if progress.phase == self._phase and now - self._last < QUIET_S:
            return
        self._phase, self._last = progress.phase, now
        self._console.print(f"[dim]{now - self._start:6.1f} s[/dim]  {self._sentence(progress)}")

    def tell(self, sentence: str) -> None:
        """Show a sentence at once: what is known already while papers are still to be written."""
        self._console.print(sentence, markup=False)

    def _sentence(self, progress: Progress) -> str:
        words = [say(f"phase.{progress.phase}", self._lang)]
        if progress.total:
            words.append(f"{progress.done}/{progress.total}")
        if progress.best_vnd is not None:
            amount = f"{progress.best_vnd:,}"
            amount = amount.replace(",", ".") if self._lang == "vi" else amount
            words.append(say("progress.best", self._lang, amount=amount))
        if progress.unserved is not None:
            words.append(say("progress.unserved", self._lang, count=progress.unserved))
        return " · ".join(words)
