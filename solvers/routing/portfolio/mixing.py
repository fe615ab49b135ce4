"""The routes that all searches found, combined anew, area by area in processes of their own.

Areas share nothing: together in one model, the ways to choose in one would be tried for each of another.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace

from distribution.errors import EngineError
from distribution.progress import Limits
from solvers.outcome import Leg
from solvers.routing.part_of_week import Part
from solvers.routing.pool.routes import Recombination
from solvers.routing.pool.week import recombine
from solvers.routing.portfolio.areas import Area, joined, part_of
from solvers.routing.portfolio.leg import Answer
from solvers.routing.portfolio.tasks import LEGS
from solvers.routing.portfolio.telling import POOL
from solvers.routing.problem import Outing, RoutingProblem, RoutingSolution
from solvers.routing.referee import outings, violations

MILLIONTH = 1_000_000  # in which a leg keeps the work of a solve
WORK = 2.0  # of CP-SAT's deterministic clock, for each of its solves
BY_THE_CLOCK = 1e6  # of the same, where the clock ends them
LEAST_S, MOST_S = 1.0, 900.0  # that are waited for the recombination
LATE_S = 5.0  # that a recombination under the clock may be late before it is given up
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
    """One recombination of all areas, from what was found to the best of it.

    Parameters
    ----------
    works
        What each solve of an area's pool took in an earlier run; None: the area stays as it is.
    until
        Moment of the monotonic clock at which it ends, None where the solves' work says when.
    """

    problem: RoutingProblem
    lands: Sequence[Land]
    seed: int
    works: Sequence[Sequence[float] | None]
    until: float | None
    interrupted: bool = False

    def mixed(
        self, found: RoutingSolution, answers: Sequence[Answer], children: Executor
    ) -> tuple[RoutingSolution, tuple[Leg, ...]]:
        """Return the best week of the routes found, never dearer than ``found``, and how it was sought."""
        left = MOST_S if self.until is None else max(LEAST_S, self.until - time.monotonic())
        ends = time.monotonic() + left + LATE_S
        wanted = [number for number, works in enumerate(self.works) if works is not None]
        futures: dict[int, Future[Recombination[RoutingSolution]]] = {}
        done, clients = 0, sum(len(self.lands[number].problem.centre_ids) for number in wanted)
        for number in reversed(wanted):  # the small ones take a moment, the large ones what is left
            land = self.lands[number]
            done += len(land.problem.centre_ids)
            share = min(1.0, LEGS * done / max(1, clients))
            futures[number] = children.submit(
                recombine_until,
                land.problem,
                land.pool(self.problem, answers),
                land.own(found),
                self.seed,
                self.works[number] or (),
                None if self.until is None else time.monotonic() + share * left,
            )
        best, legs = [], []
        for number, land in enumerate(self.lands):
            one = land.own(found)
            if number in futures:
                one, leg = self._better(land, one, futures[number], ends)
                legs.append(replace(leg, area=number))
            best.append(land.whole(one))
        return joined(best), tuple(legs)

    def _better(
        self, land: Land, own: RoutingSolution, future: Future[Recombination[RoutingSolution]], ends: float
    ) -> tuple[RoutingSolution, Leg]:
        """Return what an area's recombination found, ``own`` when it was lost, and how it went."""
        leg = Leg(engine=POOL, seed=self.seed, iterations=1)
        mixed, lost = self._awaited(future, ends)
        if mixed is None:
            future.cancel()
            return own, replace(leg, lost=lost)
        leg = replace(leg, steps=tuple(_enough(work) for work in mixed.works))
        if violations(land.problem, mixed.value):
            return own, replace(leg, lost="the combined week breaks a rule")
        return mixed.value, leg

    def _awaited(
        self, future: Future[Recombination[RoutingSolution]], ends: float
    ) -> tuple[Recombination[RoutingSolution] | None, str]:
        """Return what a recombination found, None when it was lost, and why it was."""
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


def recombine_until(
    problem: RoutingProblem,
    pool: Sequence[Outing],
    start: RoutingSolution,
    seed: int,
    works: Sequence[float],
    until: float | None,
) -> Recombination[RoutingSolution]:
    """Recombine in a process of its own, which may have had to wait for its turn."""
    left = None if until is None else max(LEAST_S, until - time.monotonic())
    work = WORK if until is None else BY_THE_CLOCK
    return recombine(problem, pool, start, limits=Limits(seed=seed, seconds=left), work=work, works=works)


def _enough(work: float) -> int:
    """Return, in millionths, the work in which a solve comes as far again, even to its proof."""
    return math.ceil(MILLIONTH * work) + 1 if work else 0


def as_before(legs: Sequence[Leg], areas: int) -> list[tuple[float, ...] | None]:
    """Return what each solve of each area's pool took, as the legs of an earlier run tell."""
    told = {
        leg.area: tuple(step / MILLIONTH for step in leg.steps)
        for leg in legs
        if leg.engine == POOL and not leg.lost
    }
    return [told.get(number) for number in range(areas)]
