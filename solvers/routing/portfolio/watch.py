"""Waits for legs in processes of their own, tells how their searches stand, and gives up one that hangs."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from dataclasses import replace

from distribution.errors import EngineError
from solvers.outcome import Incumbent, Leg
from solvers.routing.ours.cooling import NAME
from solvers.routing.portfolio.board import Board, Sign
from solvers.routing.portfolio.leg import Answer
from solvers.routing.portfolio.tasks import Task

LOOK_S = 0.25
FIRST_S = 900.0  # before a leg's first sign: on a busy machine the compilation may take minutes
SILENT_S = 120.0  # between two signs

OnLook = Callable[[Sequence[Sign]], None]
log = logging.getLogger(__name__)


class Watch:
    """Legs that run, in their order, each with its searches.

    Parameters
    ----------
    on_look
        Told the latest signs of all searches whenever one has changed.
    """

    def __init__(
        self,
        legs: Sequence[Sequence[Task]],
        futures: Sequence[Future[tuple[Answer, ...]]],
        board: Board,
        on_look: OnLook,
    ) -> None:
        self._legs, self._futures, self._board, self._on_look = legs, futures, board, on_look
        self._signs: dict[int, Sign] = {}
        self._heard = dict.fromkeys(range(len(legs)), time.monotonic())
        self._hung: set[int] = set()

    def wait(self) -> None:
        """Wait until every leg has ended, or has been given up."""
        pending: set[Future[tuple[Answer, ...]]] = set(self._futures)
        while pending:
            ended, pending = wait(pending, timeout=LOOK_S)
            if self._look():
                self._on_look([self._signs[n] for n in sorted(self._signs)])
            if ended:  # who waited for a place can only begin now
                self._heard = dict.fromkeys(self._heard, time.monotonic())
            for number, future in enumerate(self._futures):
                if future in pending and self._is_hung(number):
                    self._hung.add(number)
                    future.cancel()
                    pending.discard(future)  # whether or not its process heeds that

    def answers(self, lost: str) -> tuple[Answer, ...]:
        """Return what each search has found; for one that has not ended, as ``lost`` says, its last sign."""
        self._look()
        found: dict[int, Answer] = {}
        for number, tasks in enumerate(self._legs):
            answers = self._answers(number, lost)
            found |= {task.number: answer for task, answer in zip(tasks, answers, strict=True)}
        return tuple(found[number] for number in sorted(found))

    def _answers(self, number: int, lost: str) -> tuple[Answer, ...]:
        future = self._futures[number]
        if number in self._hung:
            return self._left_behind(number, f"no sign for {SILENT_S:.0f} s")
        if not future.done() or future.cancelled():
            return self._left_behind(number, lost)
        error = future.exception()
        if error is None:
            return future.result()
        if not isinstance(error, EngineError):
            raise error
        return self._left_behind(number, str(error))

    def _left_behind(self, number: int, lost: str) -> tuple[Answer, ...]:
        log.warning("leg %d of the portfolio was lost: %s", number + 1, lost)
        return tuple(self._last_of(task, lost) for task in self._legs[number])

    def _last_of(self, task: Task, lost: str) -> Answer:
        """Return the last sign of a search as its answer."""
        sign = self._signs.get(task.number)
        if sign is None:
            leg = Leg(engine=NAME, seed=task.seed, iterations=0, area=task.area, lost=lost)
            return Answer(leg=leg, found=None)
        last = Incumbent(
            seconds=sign.at_s, iteration=sign.leg.iterations, engine=NAME, objective=sign.best_vnd
        )
        return Answer(leg=replace(sign.leg, lost=lost), found=sign.solution, incumbents=(last,))

    def _look(self) -> bool:
        """Read the signs; return whether one has changed."""
        changed = False
        for number, tasks in enumerate(self._legs):
            for task in tasks:
                sign = self._board.read(task.number)
                if sign is not None and sign != self._signs.get(task.number):
                    self._signs[task.number] = sign
                    self._heard[number] = time.monotonic()
                    changed = True
        return changed

    def _is_hung(self, number: int) -> bool:
        tasks = self._legs[number]
        patience = SILENT_S if any(task.number in self._signs for task in tasks) else FIRST_S
        begun = self._board.has_begun(tasks[0].number)
        return begun and time.monotonic() - self._heard[number] > patience
