"""A leg of a portfolio: searches one after another, in a process of its own."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from distribution.progress import Limits
from solvers.outcome import Incumbent, Leg
from solvers.routing.ours.anneal import search
from solvers.routing.ours.cooling import NAME, STEPS, Found
from solvers.routing.ours.engine import ours
from solvers.routing.ours.standing import Standing
from solvers.routing.part_of_week import Part
from solvers.routing.portfolio.areas import Area, part_of
from solvers.routing.portfolio.board import Board, Sign
from solvers.routing.portfolio.harvest import EVERY, Harvest
from solvers.routing.portfolio.tasks import Task
from solvers.routing.problem import Outing, RoutingProblem, RoutingSolution

POST_S = 1.0  # between two signs of a search
SETTLING = 0.3  # how far a search has cooled before they are: earlier ones are of no use
LAST_WORD = 0.03  # share of the time left in which a search's best is crewed and handed over


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a search has found, None when it was lost before it found anything; its routes on the way."""

    leg: Leg
    found: RoutingSolution | None
    outings: tuple[Outing, ...] = ()
    incumbents: tuple[Incumbent, ...] = ()


def run_leg(
    problem: RoutingProblem, areas: Sequence[Area], tasks: Sequence[Task], until: float | None, folder: Path
) -> tuple[Answer, ...]:
    """Search from scratch, leaving signs in the board's folder meanwhile.

    Parameters
    ----------
    until
        Moment of the monotonic clock at which the last search ends; None where iterations or steps are told.
    """
    board = Board(folder)
    board.begin(tasks[0].number)
    if until is not None:
        until = _put_off(problem, until)
    answers: list[Answer] = []
    left = sum(task.share for task in tasks)
    for task in tasks:
        seconds = None
        if until is not None:
            seconds = max(0.0, until - time.monotonic()) * (1 - LAST_WORD) * task.share / left
        part = None if task.area is None else part_of(problem, areas[task.area])
        answers.append(_searched(problem, part, task, seconds, board))
        left -= task.share
    return tuple(answers)


def _put_off(problem: RoutingProblem, until: float) -> float:
    """Return the end put off by the time that the compilation of the kernels takes, which is not counted."""
    begun = time.monotonic()
    ours(problem, limits=Limits(iterations=1))
    compiled_now = bool(cast(Any, search).stats.cache_misses)
    return until + (time.monotonic() - begun if compiled_now else 0.0)


def _searched(
    problem: RoutingProblem, part: Part | None, task: Task, seconds: float | None, board: Board
) -> Answer:
    notes = _Notes(part=part, task=task, board=board, harvest=Harvest(problem, part))
    limits = Limits(seed=task.seed, iterations=task.iterations, seconds=seconds)
    begun = time.monotonic()
    asked = problem if part is None else part.problem
    outcome = ours(asked, limits=limits, steps=task.steps, on_found=notes, every=EVERY)
    found = notes.whole(outcome.value)
    notes.post(outcome.objective, len(found.unserved), found)
    return Answer(
        leg=notes.leg(),
        found=found,
        outings=notes.harvest.with_last(found),
        incumbents=tuple(replace(one, seconds=begun + one.seconds) for one in outcome.incumbents),
    )


@dataclass(kw_only=True)
class _Notes:
    """Follows a search: its steps, the outings on its way, and a sign a second."""

    part: Part | None
    task: Task
    board: Board
    harvest: Harvest
    steps: list[int] = field(default_factory=lambda: [0] * STEPS)
    done: int = 0
    posted_s: float = -POST_S

    def __call__(self, found: Found, standing: Standing) -> None:
        self.steps[found.step] += found.iterations - self.done
        self.done = found.iterations
        if found.step >= SETTLING * STEPS and found.iterations % EVERY == 0:
            self.harvest.gather(standing)
        if found.seconds - self.posted_s >= POST_S:
            self.posted_s = found.seconds
            self.post(found.best, found.waiting, self.whole(standing.best()))

    def whole(self, found: RoutingSolution) -> RoutingSolution:
        """Return what was found in the numbers of the whole week."""
        return found if self.part is None else self.part.whole(found)

    def post(self, best_vnd: int, waiting: int, solution: RoutingSolution) -> None:
        """Leave a sign."""
        sign = Sign(
            leg=self.leg(), at_s=time.monotonic(), best_vnd=best_vnd, waiting=waiting, solution=solution
        )
        self.board.post(self.task.number, sign)

    def leg(self) -> Leg:
        """Return what it takes to run the search again."""
        counted = self.task.iterations is not None
        steps = () if counted else tuple(self.steps)
        return Leg(engine=NAME, seed=self.task.seed, iterations=self.done, steps=steps, area=self.task.area)
