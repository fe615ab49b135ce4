"""Waits for searches in processes of their own, tells how they stand, and gives up one that hangs."""

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
from solvers.routing.portfolio.leg import Answer, Task

LOOK_S = 0.25
FIRST_S = 900.0  # before a search's first sign: on a busy machine the compilation may take minutes
SILENT_S = 120.0  # between two signs

OnLook = Callable[[Sequence[Sign]], None]
log = logging.getLogger(__name__)


class Watch:
    """Searches that run, in their order.

    Parameters
    ----------
    on_look
        Told the latest signs of all searches whenever one has changed.
    """

    def __init__(
        self, tasks: Sequence[Task], futures: Sequence[Future[Answer]], board: Board, on_look: OnLook
    ) -> None:
        self._tasks, self._futures, self._board, self._on_look = tasks, futures, board, on_look
        self._signs: dict[int, Sign] = {}
        self._heard = dict.fromkeys(range(len(tasks)), time.monotonic())
        self._hung: set[int] = set()

    def wait(self) -> None:
        """Wait until every search has ended, or has been given up."""
        pending: set[Future[Answer]] = set(self._futures)
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
        return tuple(self._answer(number, lost) for number in range(len(self._tasks)))

    def _answer(self, number: int, lost: str) -> Answer:
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

    def _left_behind(self, number: int, lost: str) -> Answer:
        task, sign = self._tasks[number], self._signs.get(number)
        log.warning("search %d of the portfolio was lost: %s", number + 1, lost)
        if sign is None:
            return Answer(leg=Leg(engine=NAME, seed=task.seed, iterations=0, lost=lost), found=None)
        last = Incumbent(
            seconds=sign.at_s, iteration=sign.leg.iterations, engine=NAME, objective=sign.best_vnd
        )
        leg, left = replace(sign.leg, lost=lost), sign.solution
        return Answer(leg=leg, found=left, incumbents=(last,))

    def _look(self) -> bool:
        """Read the signs; return whether one has changed."""
        fresh = {n: self._board.read(n) for n in range(len(self._tasks))}
        changed = {n: sign for n, sign in fresh.items() if sign is not None and sign != self._signs.get(n)}
        self._signs |= changed
        self._heard |= dict.fromkeys(changed, time.monotonic())
        return bool(changed)

    def _is_hung(self, number: int) -> bool:
        patience = SILENT_S if number in self._signs else FIRST_S
        return self._board.has_begun(number) and time.monotonic() - self._heard[number] > patience
