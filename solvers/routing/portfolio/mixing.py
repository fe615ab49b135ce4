"""The routes that all searches found, refined area by area in processes of their own.

Areas share nothing: together in one model, the ways to choose in one would be tried for each of another.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, Future, wait
from dataclasses import dataclass, replace
from pathlib import Path

from distribution.cores import cores
from distribution.errors import EngineError
from solvers.outcome import Leg
from solvers.routing.part_of_week import Part
from solvers.routing.portfolio.areas import Area, joined, part_of
from solvers.routing.portfolio.board import Board, Sign
from solvers.routing.portfolio.course import Course
from solvers.routing.portfolio.leg import Answer
from solvers.routing.portfolio.refining import COUNTED, LEAST_S, Refined, refine_until
from solvers.routing.portfolio.sharing import shared_out, turns
from solvers.routing.portfolio.tasks import EXTRA, LEGS
from solvers.routing.portfolio.telling import POOL
from solvers.routing.problem import Outing, RoutingProblem, RoutingSolution
from solvers.routing.referee import outings, violations

MOST_S = 3_600.0  # that are waited for a refining without a clock: that of a long run may be run again
TELL_S = 1.0  # between two looks at how areas stand
LATE_S = 5.0  # that one under the clock may be late before it is given up
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """An area, by its number, as a problem; without number and part it is the whole week."""

    area: int | None
    problem: RoutingProblem
    part: Part | None

    def own(self, found: RoutingSolution) -> RoutingSolution:
        """Return what a solution of the whole holds of this area, in the area's numbers."""
        return found if self.part is None else self.part.own(found)

    def whole(self, found: RoutingSolution) -> RoutingSolution:
        """Return a solution of the area in the numbers of the whole."""
        return found if self.part is None else self.part.whole(found)

    def pool(self, problem: RoutingProblem, answers: Sequence[Answer]) -> list[Outing]:
        """Return the outings of the searches of this area, in its numbers."""
        found = [o for one in answers if one.leg.area == self.area for o in _outings(problem, one)]
        if self.part is None:
            return found
        row = {int(visit): i for i, visit in enumerate(self.part.visits)}
        return [tuple(replace(r, visits=tuple(row[v] for v in r.visits)) for r in o) for o in found]


def lands_of(problem: RoutingProblem, areas: Sequence[Area]) -> tuple[Land, ...]:
    """Return each area as a problem of its own."""
    if len(areas) < 2:
        return (Land(area=None, problem=problem, part=None),)
    parts = [part_of(problem, area) for area in areas]
    return tuple(Land(area=n, problem=part.problem, part=part) for n, part in enumerate(parts))


def _outings(problem: RoutingProblem, answer: Answer) -> tuple[Outing, ...]:
    """Return the outings of a search; of a lost one only the last sign is left."""
    if answer.outings or answer.found is None:
        return answer.outings
    return outings(problem, answer.found)


@dataclass(slots=True, kw_only=True)
class Mixing:
    """One refining of all areas, from what was found to the best of it.

    Parameters
    ----------
    iterations
        Of each search of each area.
    courses
        How each area is refined where the clock does not say; None: it stays as it is.
    until
        Moment of the monotonic clock at which it ends, None where the courses say when.
    board
        Where the areas leave signs, numbered from ``first`` on; ``on_look`` is told those.
    """

    problem: RoutingProblem
    lands: Sequence[Land]
    seed: int
    iterations: Sequence[int]
    courses: Sequence[Course | None]
    until: float | None
    folder: Path
    first: int
    on_look: Callable[[Sequence[Sign]], None]
    interrupted: bool = False

    def mixed(
        self, found: RoutingSolution, answers: Sequence[Answer], children: Executor
    ) -> tuple[RoutingSolution, tuple[Leg, ...]]:
        """Return the best week of the routes found, never dearer than ``found``, and how it was sought."""
        left = MOST_S if self.until is None else max(LEAST_S, self.until - time.monotonic())
        ends = time.monotonic() + left + LATE_S
        weights = {
            number: len(self.lands[number].problem.centre_ids) + EXTRA
            for number, course in enumerate(self.courses)
            if course is not None and self.lands[number].problem.centre_ids
        }
        futures: dict[int, Future[Refined]] = {}
        for turn in turns(shared_out(weights, min(LEGS, cores())), weights):
            number, land = turn.number, self.lands[turn.number]
            futures[number] = children.submit(
                refine_until,
                land.problem,
                land.pool(self.problem, answers),
                land.own(found),
                self.seed,
                self.iterations[number],
                self.courses[number] or COUNTED,
                None if self.until is None else time.monotonic() + turn.ends * left,
                (self.folder, self.first + number, land.area),
            )
        self._watch(futures.values(), ends)
        best, legs = [], []
        for number, land in enumerate(self.lands):
            one = land.own(found)
            if number in futures:
                one, leg = self._better(land, one, number, futures[number], ends)
                legs.append(leg)
            best.append(land.whole(one))
        return joined(best), tuple(legs)

    def _watch(self, futures: Iterable[Future[Refined]], ends: float) -> None:
        """Tell how the areas stand until all have ended, or should have."""
        board, pending = Board(self.folder), set(futures)
        try:
            while pending and time.monotonic() < ends:
                _, pending = wait(pending, timeout=TELL_S)
                numbers = range(self.first, self.first + len(self.lands))
                self.on_look([sign for sign in map(board.read, numbers) if sign is not None])
        except KeyboardInterrupt:
            self.interrupted = True

    def _better(
        self, land: Land, own: RoutingSolution, number: int, future: Future[Refined], ends: float
    ) -> tuple[RoutingSolution, Leg]:
        """Return what an area's refining found, ``own`` when it was lost, and how it went."""
        leg = Leg(engine=POOL, seed=self.seed, iterations=self.iterations[number], area=number)
        refined, lost = self._awaited(future, ends)
        if refined is None:
            future.cancel()
            return own, replace(leg, lost=lost)
        mixed, course = refined
        leg = replace(leg, steps=course.steps())
        if violations(land.problem, mixed.value):
            return own, replace(leg, lost="the combined week breaks a rule")
        return mixed.value, leg

    def _awaited(self, future: Future[Refined], ends: float) -> tuple[Refined | None, str]:
        """Return what a refining found, None when it was lost, and why it was."""
        if self.interrupted:
            return None, "interrupted"
        try:
            return future.result(timeout=max(0.0, ends - time.monotonic())), ""
        except KeyboardInterrupt:
            self.interrupted = True
            return None, "interrupted"
        except (EngineError, TimeoutError) as error:
            lost = str(error) or "no answer in its time"
            log.warning("the routes found were not combined: %s", lost)
            return None, lost
