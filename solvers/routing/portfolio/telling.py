"""How a portfolio's searches stand, as progress; and the curve of their best."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
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
    areas
        How many there are; only with a sign of each there is a week to tell of.
    total
        Iterations of all searches, None when the clock ends them.
    best
        Cost and unserved clients of the start, None without one.
    """

    def __init__(
        self,
        on_progress: OnProgress | None,
        begun: float,
        *,
        areas: int,
        total: int | None,
        best: tuple[int, int] | None,
    ) -> None:
        self._on_progress, self._begun, self._areas = on_progress, begun, areas
        self._total, self._best = total, best
        self._by_area: dict[int | None, tuple[int, int]] = {}

    def signs(self, signs: Sequence[Sign]) -> None:
        """Tell how the searches stand."""
        self._hear(signs)
        self._tell(NAME, sum(sign.leg.iterations for sign in signs), self._total)

    def refining(self, signs: Sequence[Sign] = ()) -> None:
        """Tell how the areas stand whose routes are refined."""
        self._hear(signs)
        self._tell(POOL, 0, None)

    def _hear(self, signs: Sequence[Sign]) -> None:
        by_area = self._by_area
        for sign in signs:
            one = (sign.best_vnd, sign.waiting)
            by_area[sign.leg.area] = min(one, by_area.get(sign.leg.area, one))
        if len(by_area) == self._areas:
            week = (sum(vnd for vnd, _ in by_area.values()), sum(waiting for _, waiting in by_area.values()))
            self._best = min(week, self._best or week)

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


def curve(found: Iterable[tuple[int | None, Incumbent]], begun: float, areas: int) -> tuple[Incumbent, ...]:
    """Return each best so far of the week, its moment of the monotonic clock as seconds since ``begun``.

    Parameters
    ----------
    found
        Incumbents, each with the area that it is of.
    areas
        How many there are; the week's curve begins when each has its first.
    """
    kept: list[Incumbent] = []
    best: dict[int | None, int] = {}
    for area, one in sorted(found, key=lambda entry: entry[1].seconds):
        best[area] = min(one.objective, best.get(area, one.objective))
        week = sum(best.values())
        if len(best) == areas and (not kept or week < kept[-1].objective):
            kept.append(replace(one, seconds=one.seconds - begun, objective=week))
    return tuple(kept)
