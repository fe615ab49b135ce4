"""The portfolio: searches side by side in processes of their own, and the best week of all their routes.

Each search looks at one area of the week (``areas.py``), starts from scratch with a seed of its own, and
nothing is exchanged before all have ended, so that a seed and a number of iterations give one plan on every
machine.  What a native library does to a process costs the searches of that process alone.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import Executor
from pathlib import Path
from tempfile import TemporaryDirectory

from distribution.cores import cores
from distribution.errors import EngineError
from distribution.executor import executor
from distribution.progress import Limits, OnProgress
from solvers.outcome import Incumbent, Leg, Outcome, Status
from solvers.routing.insertion import insertion
from solvers.routing.portfolio.areas import areas, joined, part_of
from solvers.routing.portfolio.board import Board
from solvers.routing.portfolio.course import Course, as_before
from solvers.routing.portfolio.leg import Answer, run_leg
from solvers.routing.portfolio.mixing import Mixing, lands_of
from solvers.routing.portfolio.refining import COUNTED
from solvers.routing.portfolio.tasks import Task, again, asked, ends, of_each
from solvers.routing.portfolio.telling import POOL, Teller, curve
from solvers.routing.portfolio.watch import Watch
from solvers.routing.problem import RoutingProblem, RoutingSolution
from solvers.routing.referee import cost_vnd, violations


def portfolio(
    problem: RoutingProblem,
    *,
    limits: Limits,
    start: RoutingSolution | None = None,
    on_progress: OnProgress | None = None,
) -> Outcome[RoutingSolution]:
    """Plan the routes of a week by searches side by side; never worse than ``start``.

    Parameters
    ----------
    limits
        ``iterations`` are those of each of two legs, whose searches share them; ``seconds`` are for all, from
        the call on, except that the first compilation is not counted.
    start
        What stays if nothing better is found; a search that began from it would find less.
    """
    until = None if limits.seconds is None else time.monotonic() + limits.seconds
    run = _Run(problem, start, limits.seed, until, on_progress)
    run.iterations = of_each(run.areas, limits)
    legs = asked(run.areas, limits)
    return run.outcome(legs, ends(limits))


def replay(
    problem: RoutingProblem,
    legs: Sequence[Leg],
    *,
    start: RoutingSolution | None = None,
    on_progress: OnProgress | None = None,
) -> Outcome[RoutingSolution]:
    """Run the searches of an earlier outcome again, and find what it found.

    Raises
    ------
    EngineError
        When they searched areas that this week does not have.
    """
    searches = [leg for leg in legs if leg.engine != POOL]
    run = _Run(problem, start, searches[0].seed, None, on_progress)
    known = range(len(run.areas)) if len(run.areas) > 1 else (None,)
    if not {leg.area for leg in searches} <= {*known}:
        raise EngineError("the searches to be run again are those of another week")
    run.courses, run.iterations = as_before(legs, len(run.lands))
    return run.outcome(again(searches), None)


class _Run:
    """One run, from the searches asked for to the outcome."""

    def __init__(
        self,
        problem: RoutingProblem,
        start: RoutingSolution | None,
        seed: int,
        until: float | None,
        on_progress: OnProgress | None,
    ) -> None:
        self._problem, self._start, self._seed, self._until = problem, start, seed, until
        self._begun, self._on_progress = time.monotonic(), on_progress
        self._status = Status.FEASIBLE
        self.areas = areas(problem)
        self.lands = lands_of(problem, self.areas)
        self.courses: Sequence[Course | None] = [COUNTED] * len(self.lands)
        self.iterations: Sequence[int] = [0] * len(self.lands)

    def outcome(self, tasks: Sequence[Sequence[Task]], ends: float | None) -> Outcome[RoutingSolution]:
        """Run the searches of each leg, then combine their routes."""
        tell = self._teller([task for leg in tasks for task in leg])
        with (
            TemporaryDirectory(prefix="coldchain-") as folder,
            executor(workers=min(len(tasks), cores())) as children,
        ):
            answers = self._searched(tasks, ends, children, Path(folder), tell)
            best, legs = self._joined(answers), [answer.leg for answer in answers]
            found = [(answer.leg.area, one) for answer in answers for one in answer.incumbents]
            if self._status is Status.FEASIBLE:
                tell.refining()
                best, mixed = self._mixed(best, answers, children, Path(folder), tell)
                legs += mixed
        best = self._cheapest(best)
        objective, now = cost_vnd(self._problem, best), time.monotonic()
        last = Incumbent(seconds=now - self._begun, iteration=1, engine=POOL, objective=objective)
        week = curve(found, self._begun, len(self.areas))
        return Outcome(
            value=best,
            objective=objective,
            status=self._status,
            runtime_s=now - self._begun,
            incumbents=week if week and week[-1].objective <= objective else (*week, last),
            legs=tuple(legs),
        )

    def _teller(self, tasks: Sequence[Task]) -> Teller:
        wanted = [task.iterations for task in tasks if task.iterations is not None]
        start = self._start
        best = (cost_vnd(self._problem, start), len(start.unserved)) if start else None
        return Teller(
            self._on_progress, self._begun, areas=len(self.areas), total=sum(wanted) or None, best=best
        )

    def _searched(
        self,
        tasks: Sequence[Sequence[Task]],
        ends: float | None,
        children: Executor,
        folder: Path,
        tell: Teller,
    ) -> tuple[Answer, ...]:
        futures = [children.submit(run_leg, self._problem, self.areas, leg, ends, folder) for leg in tasks]
        watch = Watch(tasks, futures, Board(folder), tell.signs)
        try:
            watch.wait()
        except KeyboardInterrupt:
            self._status = Status.INTERRUPTED
            children.shutdown(cancel_futures=True)
        return watch.answers(lost="interrupted")

    def _cheapest(self, found: RoutingSolution) -> RoutingSolution:
        """Return the cheapest of the start and what was found, if that keeps every rule."""
        offered = [] if violations(self._problem, found) else [found]
        if self._start is not None:
            offered.append(self._start)
        if not offered:
            offered = [insertion(self._problem, limits=Limits()).value]
        return min(offered, key=self._vnd)

    def _joined(self, answers: Sequence[Answer]) -> RoutingSolution:
        """Return the week of the cheapest found in each area; where nothing was, insertion finds."""
        best: dict[int | None, RoutingSolution] = {}
        for answer in answers:
            one, area = self._crewed(answer), answer.leg.area
            if one is not None and (area not in best or self._vnd(one) < self._vnd(best[area])):
                best[area] = one
        week = joined(best.values())
        if len(best) == len(self.areas):
            return week
        return insertion(self._problem, limits=Limits(), start=week).value

    def _vnd(self, solution: RoutingSolution) -> int:
        return cost_vnd(self._problem, solution)

    def _mixed(
        self,
        found: RoutingSolution,
        answers: Sequence[Answer],
        children: Executor,
        folder: Path,
        tell: Teller,
    ) -> tuple[RoutingSolution, tuple[Leg, ...]]:
        """Return the best week of all routes found, and how it was sought."""
        mixing = Mixing(
            problem=self._problem,
            lands=self.lands,
            seed=self._seed,
            iterations=self.iterations,
            courses=self.courses,
            until=self._until,
            folder=folder,
            first=len(answers),
            on_look=tell.refining,
        )
        best, legs = mixing.mixed(found, answers, children)
        if mixing.interrupted:
            self._status = Status.INTERRUPTED
        return best, legs

    def _crewed(self, answer: Answer) -> RoutingSolution | None:
        """Return what a search found, with crews; a lost one's last sign has none yet."""
        if answer.found is None or not answer.leg.lost:
            return answer.found
        if answer.leg.area is None:
            return insertion(self._problem, limits=Limits(), start=answer.found).value
        part = part_of(self._problem, self.areas[answer.leg.area])
        return part.whole(insertion(part.problem, limits=Limits(), start=part.own(answer.found)).value)
