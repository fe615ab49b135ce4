"""The search in short stretches while it cools, by iterations or by the clock."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from distribution.progress import Limits, Progress
from solvers.outcome import Incumbent
from solvers.routing.ours.anneal import search
from solvers.routing.ours.from_instance import Asked
from solvers.routing.ours.settings import Settings, unit
from solvers.routing.ours.state import BEST, BEST_BANKED, ROUNDS, State
from solvers.routing.ours.week import Week

NAME = "ours"
ITERATIONS = 20_000  # when no limit is given
STRETCH = 1_000  # iterations between two reports when iterations are the limit
STRETCH_S = 0.05  # seconds between two looks at the clock
SHORTEST, LONGEST = 10, 100_000
WARM = 0.6  # how far a search that starts from a good solution has cooled already


@dataclass(frozen=True, slots=True)
class Found:
    """Where the search stands after a stretch."""

    seconds: float
    iterations: int
    best: int
    waiting: int

    def incumbent(self) -> Incumbent:
        """Return it as a point of the incumbent curve."""
        return Incumbent(seconds=self.seconds, iteration=self.iterations, engine=NAME, objective=self.best)

    def progress(self, limits: Limits) -> Progress:
        """Return it as word of how the search goes."""
        return Progress(
            phase=NAME,
            done=self.iterations,
            total=limits.iterations,
            best_vnd=self.best,
            unserved=self.waiting,
            elapsed_s=self.seconds,
        )


def cooled(
    q: Asked,
    s: State,
    t: Week | None,
    limits: Limits,
    settings: Settings,
    *,
    begun: float,
    warm: bool = False,
) -> Iterator[Found]:
    """Search until the limit and report after every stretch; the temperature falls to ``cold`` meanwhile."""
    heat, array, share = unit(q), settings.array(), WARM if warm else 0.0
    from_share, total = share, limits.iterations
    if total is None and limits.seconds is None:
        total = ITERATIONS

    def temperature(at: float) -> float:
        return float(heat * settings.hot * (settings.cold / settings.hot) ** min(at, 1.0))

    started, done, stretch = time.perf_counter(), 0, 1
    while share < 1.0:
        rounds = min(stretch, total - done) if total else stretch
        ahead = from_share + (1 - from_share) * (done + rounds) / total if total else share
        before = time.perf_counter()
        search(q.ground, s, t, array, rounds, temperature(share), temperature(ahead))
        now = time.perf_counter()
        done += rounds
        spent = done / total if total else 0.0
        if limits.seconds is not None:
            spent = max(spent, (now - started) / max(limits.seconds - (started - begun), 1e-9))
        share = from_share + (1 - from_share) * spent
        if done == 1:
            stretch = STRETCH if total else 100
        elif not total:
            stretch = max(SHORTEST, min(LONGEST, int(stretch * STRETCH_S / max(now - before, 1e-4))))
        yield Found(now - begun, int(s.tally[ROUNDS]), int(s.tally[BEST]), int(s.tally[BEST_BANKED]))
