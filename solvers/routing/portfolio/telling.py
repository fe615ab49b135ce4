"""How a portfolio's searches stand, as progress; and the curve of their best."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from distribution.progress import OnProgress, Progress
from solvers.outcome import Incumbent
from solvers.routing.portfolio.board import Sign

NAME, POOL = "portfolio", "pool"


class Teller:
    """Tells of the best so far.

    Parameters
    ----------
    begun
        Moment of the monotonic clock from which seconds count.
    total
        Iterations of all searches, None when the clock ends them.
    best
        Cost and unserved clients of the start, None without one.
    """

    def __init__(
        self, on_progress: OnProgress | None, begun: float, total: int | None, best: tuple[int, int] | None
    ) -> None:
        self._on_progress, self._begun, self._total, self._best = on_progress, begun, total, best

    def signs(self, signs: Sequence[Sign]) -> None:
        """Tell how the searches stand."""
        known = [(sign.best_vnd, sign.waiting) for sign in signs]
        self._best = min([*known, *([self._best] if self._best else [])])
        self._tell(NAME, sum(sign.leg.iterations for sign in signs), self._total)

    def recombining(self) -> None:
        """Tell that the routes found are combined anew."""
        self._tell(POOL, 0, None)

    def _tell(self, phase: str, done: int, total: int | None) -> None:
        if self._on_progress is None:
            return
        cost, unserved = self._best or (None, None)
        self._on_progress(
            Progress(
                phase=phase,
                done=done,
                total=total,
                best_vnd=cost,
                unserved=unserved,
                elapsed_s=time.monotonic() - self._begun,
            )
        )


def curve(found: Sequence[Incumbent], begun: float) -> tuple[Incumbent, ...]:
    """Return each best so far, its moment of the monotonic clock as seconds since ``begun``."""
    kept: list[Incumbent] = []
    for one in sorted(found, key=lambda one: one.seconds):
        if not kept or one.objective < kept[-1].objective:
            kept.append(replace(one, seconds=one.seconds - begun))
    return tuple(kept)
