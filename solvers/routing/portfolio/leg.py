"""One search of a portfolio, as it runs in a process of its own."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from distribution.progress import Limits
from solvers.outcome import Incumbent, Leg
from solvers.routing.ours.anneal import search
from solvers.routing.ours.cooling import NAME, STEPS, Found
from solvers.routing.ours.engine import ours
from solvers.routing.pool.routes import RoutePool, offer_week
from solvers.routing.portfolio.board import Board, Sign
from solvers.routing.problem import Outing, RoutingProblem, RoutingSolution

POST_S = 1.0  # between two signs of a search
LAST_WORD = 0.03  # share of the time left in which a search's best is crewed and handed over


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A search asked for: by ``iterations``, by its end on the monotonic clock, or by ``steps``."""

    number: int
    seed: int
    iterations: int | None = None
    until: float | None = None
    steps: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a search has found, None when it was lost before it found anything; its routes on the way."""

    leg: Leg
    found: RoutingSolution | None
    outings: tuple[Outing, ...] = ()
    incumbents: tuple[Incumbent, ...] = ()


def run_leg(problem: RoutingProblem, task: Task, folder: Path) -> Answer:
    """Search from scratch, leaving signs in the board's folder meanwhile."""
    board = Board(folder)
    board.begin(task.number)
    limits = Limits(seed=task.seed, iterations=task.iterations, seconds=_seconds(problem, task))
    notes = _Notes(problem=problem, task=task, board=board)
    begun = time.monotonic()
    outcome = ours(problem, limits=limits, steps=task.steps, on_found=notes)
    offer_week(notes.pool, problem, outcome.value)
    return Answer(
        leg=notes.leg(),
        found=outcome.value,
        outings=notes.pool.routes(),
        incumbents=tuple(replace(one, seconds=begun + one.seconds) for one in outcome.incumbents),
    )


def _seconds(problem: RoutingProblem, task: Task) -> float | None:
    """Return the time left for the search once its kernels are loaded; their compilation is not counted."""
    if task.until is None:
        return None
    begun = time.monotonic()
    ours(problem, limits=Limits(iterations=1))
    ready = time.monotonic()
    compiled_now = bool(cast(Any, search).stats.cache_misses)
    left = task.until - (begun if compiled_now else ready)
    return max(0.0, left * (1 - LAST_WORD))


@dataclass(kw_only=True)
class _Notes:
    """Follows a search: its steps, the routes of its incumbents, and a sign a second."""

    problem: RoutingProblem
    task: Task
    board: Board
    pool: RoutePool[Outing] = field(default_factory=RoutePool)
    steps: list[int] = field(default_factory=lambda: [0] * STEPS)
    done: int = 0
    best: int | None = None
    posted_s: float = -POST_S

    def __call__(self, found: Found, best: Callable[[], RoutingSolution]) -> None:
        self.steps[found.step] += found.iterations - self.done
        self.done = found.iterations
        if found.ended and found.best != self.best:
            self.best = found.best
            offer_week(self.pool, self.problem, best())
        if found.seconds - self.posted_s >= POST_S:
            self.posted_s = found.seconds
            sign = Sign(
                leg=self.leg(),
                at_s=time.monotonic(),
                best_vnd=found.best,
                waiting=found.waiting,
                solution=best(),
            )
            self.board.post(self.task.number, sign)

    def leg(self) -> Leg:
        """Return what it takes to run the search again."""
        counted = self.task.iterations is not None
        steps = () if counted else tuple(self.steps)
        return Leg(engine=NAME, seed=self.task.seed, iterations=self.done, steps=steps)
