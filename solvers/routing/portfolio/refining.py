"""An area's outings made more and chosen from: what searches found apart becomes one better week.

By turns the pool is widened by outings that its relaxation asks for, and searches begin from what the
relaxation takes; what they keep on their way joins the pool.  Then the best choice is sought.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from distribution.progress import Limits
from solvers.outcome import Leg
from solvers.routing.ours.cooling import Found
from solvers.routing.ours.engine import ours
from solvers.routing.ours.settings import GUIDED
from solvers.routing.ours.standing import Standing
from solvers.routing.pool.routes import Recombination
from solvers.routing.pool.stepwise import STEPS
from solvers.routing.pool.week import recombine
from solvers.routing.portfolio.board import Board, Sign
from solvers.routing.portfolio.course import Course
from solvers.routing.portfolio.harvest import EVERY, Harvest
from solvers.routing.portfolio.telling import POOL
from solvers.routing.problem import Outing, RoutingProblem, RoutingSolution
from solvers.routing.referee import cost_vnd
from solvers.routing.widening.pool import WideningPool
from solvers.routing.widening.rounding import rounded

ROUNDS, SEARCHES = 6, 4  # of widening, and from the relaxation, by turns
LAST_ROUNDS = 3  # of widening after the last search
SEARCHING, WIDENING = 0.6, 0.74  # of the seconds: until when searches begin, until when the pool is widened
SHARE = 0.4  # of the seconds until then, for widening where searches follow
STILL = 0.9999  # of the relaxation's cost, above which a turn has gained nothing
IN_VAIN = 3  # such turns one after another, after which there are no more: each looks from other visits
COLUMNS = STEPS[-1][0]  # that are chosen from at most
WORK = 2.0  # of CP-SAT's deterministic clock, for each of its solves
BY_THE_CLOCK = 1e6  # of the same, where the clock ends them
GUIDED_PACE = 5_000  # iterations a second, before one such search has shown how many it makes
LEAST_S = 1.0  # that are left for the choice

OnBest = Callable[[RoutingSolution], None]

COUNTED = Course(turns=((ROUNDS, SEARCHES), (LAST_ROUNDS, 0)))  # where no clock ends it

Refined = tuple[Recombination[RoutingSolution], Course]


@dataclass(kw_only=True)
class Refining:
    """An area's pool, its best week so far, and how it came to them.

    Parameters
    ----------
    iterations
        Of each search.
    on_best
        Told the best week after every step.
    """

    problem: RoutingProblem
    pool: Sequence[Outing]
    best: RoutingSolution
    seed: int
    iterations: int
    on_best: OnBest
    turns: list[tuple[int, int]] = field(default_factory=list)

    def refined(self, course: Course, until: float | None) -> Refined:
        """Return the best week found, and the course; by the clock, where there is a moment to end at.

        Raises
        ------
        EngineError
            As ``recombine`` does.
        """
        widening = WideningPool(self.problem, self.pool, self.best)
        if until is None:
            for rounds, searches in course.turns:
                self._turn(widening, rounds, searches, None)
        else:
            self._by_the_clock(widening, until)
        left = None if until is None else max(LEAST_S, until - time.monotonic())
        mixed = recombine(
            self.problem,
            widening.promising(COLUMNS),
            self.best,
            limits=Limits(seed=self.seed, seconds=left),
            work=WORK if until is None else BY_THE_CLOCK,
            works=course.works,
        )
        return mixed, Course(turns=tuple(self.turns), works=mixed.works)

    def _by_the_clock(self, widening: WideningPool, until: float) -> None:
        begun = time.monotonic()
        seconds = until - begun
        vain = 0
        while vain < IN_VAIN:
            before = widening.relaxation.cost
            searches = self._turn(widening, ROUNDS, SEARCHES, begun + SEARCHING * seconds)
            if searches < SEARCHES:
                break
            vain = 0 if widening.relaxation.cost < STILL * before else vain + 1
        self._turn(widening, LAST_ROUNDS, 0, begun + WIDENING * seconds)

    def _turn(self, widening: WideningPool, rounds: int, searches: int, until: float | None) -> int:
        """Widen the pool, then search from its relaxation; return how often there was time to search."""
        now = time.monotonic()
        share = SHARE if searches else 1.0
        widened = widening.widen(rounds, None if until is None else now + share * (until - now))
        self.on_best(self.best)
        found: list[Outing] = []
        took, done = self.iterations / GUIDED_PACE, 0
        while done < searches and (until is None or time.monotonic() + took <= until):
            begun = time.monotonic()
            seed = self.seed + sum(before for _, before in self.turns) + done
            found += self._searched(rounded(widening, seed if done else None), seed)
            self.on_best(self.best)
            took, done = time.monotonic() - begun, done + 1
        widening.add(found)
        self.turns.append((widened, done))
        return done

    def _searched(self, start: RoutingSolution, seed: int) -> tuple[Outing, ...]:
        """Search from a start, and return the outings on the way."""
        harvest = Harvest(self.problem)

        def keep(found: Found, standing: Standing) -> None:
            if found.iterations % EVERY == 0:
                harvest.gather(standing)

        limits = Limits(seed=seed, iterations=self.iterations)
        week = ours(
            self.problem, limits=limits, start=start, settings=GUIDED, on_found=keep, every=EVERY
        ).value
        self.best = min(self.best, week, key=lambda one: cost_vnd(self.problem, one))
        return harvest.with_last(week)


def refine_until(
    problem: RoutingProblem,
    pool: Sequence[Outing],
    start: RoutingSolution,
    seed: int,
    iterations: int,
    course: Course,
    until: float | None,
    sign: tuple[Path, int, int | None],
) -> Refined:
    """Refine an area in a process of its own, leaving signs: in a folder, by a number, of an area."""
    folder, number, area = sign
    leg = Leg(engine=POOL, seed=seed, iterations=iterations, area=area)

    def post(best: RoutingSolution) -> None:
        vnd, now = cost_vnd(problem, best), time.monotonic()
        Board(folder).post(
            number, Sign(leg=leg, at_s=now, best_vnd=vnd, waiting=len(best.unserved), solution=best)
        )

    refining = Refining(
        problem=problem, pool=pool, best=start, seed=seed, iterations=iterations, on_best=post
    )
    post(start)
    return refining.refined(course, until)
