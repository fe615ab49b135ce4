"""The search in short stretches while it cools, by iterations or by the clock.

Where every client has its turn thousands of times, one cooling ends in whatever valley it fell into, and
more iterations do not lead out of it.  There the search cools in half of its time, is heated again to where
whole routes still change hands, and cools twice more from where it stands.

Under the clock the temperature is the same throughout each of ``STEPS`` steps, so that the iterations of
each step are all that is needed to run the same search again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from distribution.progress import Limits, Progress
from solvers.outcome import Incumbent
from solvers.routing.ours.anneal import search
from solvers.routing.ours.from_instance import Asked
from solvers.routing.ours.settings import Settings, unit
from solvers.routing.ours.state import BEST, BEST_BANKED, State
from solvers.routing.ours.week import Week

NAME = "ours"
ITERATIONS = 20_000  # when no limit is given
STRETCH = 1_000  # iterations between two reports when iterations are the limit
STRETCH_S = 0.05  # seconds between two looks at the clock
SHORTEST, LONGEST = 10, 100_000
STEPS = 100  # temperatures from hot to cold when the clock cools
KNEE = 0.85  # share of the search in which one with a knee cools to that
TURNS = (0.0, 0.5, 0.75)  # when a search begins to cool, and to cool again
HEATED = 0.35  # how far it has cooled when it is heated again
PLENTY = 6_000  # iterations for each client from which on one cooling wastes the end of its time
PACE = 30_000  # iterations a second that plain instances make at least (docs/routing_benchmark.md)


@dataclass(frozen=True, slots=True)
class Found:
    """Where the search stands after a stretch in step ``step`` of the cooling, which may have ``ended``."""

    seconds: float
    step: int
    ended: bool
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


def plentiful(limits: Limits, clients: int) -> bool:
    """Return whether a plain instance of so many clients has iterations to spare for cooling again."""
    rounds = limits.iterations or PACE * (limits.seconds or 0.0)
    return rounds >= PLENTY * clients


def cooled(
    q: Asked,
    s: State,
    t: Week | None,
    limits: Limits,
    settings: Settings,
    *,
    begun: float,
    warm: bool = False,
    again: bool = False,
    every: int | None = None,
) -> Iterator[Found]:
    """Search until the limit and report after every stretch; the temperature falls to ``cold`` meanwhile.

    ``again``: it is heated and cools again, as ``TURNS`` has it.  ``every``: a stretch ends where so many
    iterations, or a multiple, are done.
    """
    temperature, array = _falling(q, settings, again=again), settings.array()
    share = settings.warm if warm else 0.0
    from_share, total = share, limits.iterations
    if total is None and limits.seconds is None:
        total = ITERATIONS

    started, done, stretch = time.perf_counter(), 0, 1
    while share < 1.0 and (total is None or done < total):
        rounds = min(stretch if total is None else min(stretch, total - done), _until(done, every))
        step = int(share * STEPS)
        here = step / STEPS if total is None else share
        ahead = here if total is None else from_share + (1 - from_share) * (done + rounds) / total
        before = time.perf_counter()
        search(q.ground, s, t, array, rounds, temperature(here), temperature(ahead))
        now = time.perf_counter()
        done += rounds
        spent = 0.0 if total is None else done / total
        if limits.seconds is not None:
            spent = max(spent, (now - started) / max(limits.seconds - (started - begun), 1e-9))
        share = from_share + (1 - from_share) * spent
        if done == 1:
            stretch = 100 if total is None else STRETCH
        elif total is None:
            stretch = max(SHORTEST, min(LONGEST, int(rounds * STRETCH_S / max(now - before, 1e-4))))
        yield _found(s, now - begun, step, done, ended=int(share * STEPS) > step)


def repeated(
    q: Asked,
    s: State,
    t: Week | None,
    steps: Sequence[int],
    settings: Settings,
    *,
    begun: float,
    every: int | None = None,
) -> Iterator[Found]:
    """Search as a search under the clock has: ``steps[i]`` iterations in step ``i`` of the cooling."""
    temperature, array = _falling(q, settings, again=False), settings.array()
    done = 0
    for step, wanted in enumerate(steps):
        heat, ends = temperature(step / STEPS), done + wanted
        while done < ends:
            rounds = min(ends - done, _until(done, every))
            search(q.ground, s, t, array, rounds, heat, heat)
            done += rounds
            yield _found(s, time.perf_counter() - begun, step, done, ended=done == ends)


def _until(done: int, every: int | None) -> int:
    """Return how many iterations there are until the next multiple of ``every``."""
    return LONGEST if every is None else every - done % every


def _falling(q: Asked, settings: Settings, *, again: bool) -> Callable[[float], float]:
    heat = unit(q)
    if settings.knee is not None:
        fallen = bent(hot=settings.hot, knee=settings.knee, cold=settings.cold)
        return lambda share: heat * fallen(share)
    hot, fall = heat * settings.hot, settings.cold / settings.hot
    at = fallen_again if again else float
    return lambda share: float(hot * fall ** min(at(share), 1.0))


def bent(*, hot: float, knee: float, cold: float) -> Callable[[float], float]:
    """Return the fall of the temperature to a knee, at a share ``KNEE`` of the search, and on from there.

    Until then whole days of vehicles change hands; colder, each region only settles in what it has.
    """

    def temperature(share: float) -> float:
        if share < KNEE:
            return float(hot * (knee / hot) ** (share / KNEE))
        return float(knee * (cold / knee) ** min((share - KNEE) / (1.0 - KNEE), 1.0))

    return temperature


def fallen_again(share: float) -> float:
    """Return how far a search has cooled that is heated again meanwhile."""
    turn = max(i for i, begins in enumerate(TURNS) if begins <= share)
    begins, ends = TURNS[turn], (*TURNS, 1.0)[turn + 1]
    before = HEATED if turn else 0.0
    return before + (1.0 - before) * (share - begins) / (ends - begins)


def _found(s: State, seconds: float, step: int, done: int, *, ended: bool) -> Found:
    return Found(seconds, step, ended, done, int(s.tally[BEST]), int(s.tally[BEST_BANKED]))
