"""The routes that all searches found, combined anew: each group of areas in a process of its own."""

from __future__ import annotations

import logging
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
class Group:
    """Areas by their numbers, as one problem; a part of None is the whole week."""

    areas: frozenset[int | None]
    problem: RoutingProblem
    part: Part | None

    def own(self, found: RoutingSolution) -> RoutingSolution:
        """Return what a solution of the whole holds of this group, in the group's numbers."""
        return found if self.part is None else self.part.own(found)

    def whole(self, found: RoutingSolution) -> RoutingSolution:
        """Return a solution of the group in the numbers of the whole."""
        return found if self.part is None else self.part.whole(found)

    def pool(self, problem: RoutingProblem, answers: Sequence[Answer]) -> list[Outing]:
        """Return the outings of the searches of this group, in its numbers."""
        found = [o for one in answers if one.leg.area in self.areas for o in _outings(problem, one)]
        if self.part is None:
            return found
        row = {int(visit): i for i, visit in enumerate(self.part.visits)}
        return [tuple(replace(r, visits=tuple(row[v] for v in r.visits)) for r in o) for o in found]


def groups_of(problem: RoutingProblem, areas: Sequence[Area], most: int) -> tuple[Group, ...]:
    """Return at most so many groups of areas, of about as many clients."""
    if len(areas) < 2:
        return (Group(areas=frozenset({None}), problem=problem, part=None),)
    numbers: list[list[int]] = [[] for _ in range(min(most, len(areas)))]
    for number in range(len(areas)):  # the largest first, to the smallest group
        min(numbers, key=lambda own: sum(len(areas[n].clients) for n in own)).append(number)
    return tuple(_group(problem, areas, own) for own in numbers)


def _group(problem: RoutingProblem, areas: Sequence[Area], own: Sequence[int]) -> Group:
    depots = sorted(depot for number in own for depot in areas[number].depots)
    clients = sorted(client for number in own for client in areas[number].clients)
    part = part_of(problem, Area(depots=tuple(depots), clients=tuple(clients)))
    return Group(areas=frozenset(own), problem=part.problem, part=part)


def _outings(problem: RoutingProblem, answer: Answer) -> tuple[Outing, ...]:
    """Return the outings of a search; of a lost one only the last sign is left."""
    if answer.outings or answer.found is None:
        return answer.outings
    return outings(problem, answer.found)


@dataclass(slots=True, kw_only=True)
class Mixing:
    """One recombination of all groups, from what was found to the best of it.

    Parameters
    ----------
    works
        What each solve of a group's pool took in an earlier run; None: the group stays as it is.
    until
        Moment of the monotonic clock at which it ends, None where the solves' work says when.
    """

    problem: RoutingProblem
    groups: Sequence[Group]
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
        wanted = {number: works for number, works in enumerate(self.works) if works is not None}
        futures = {
            number: children.submit(
                recombine,
                self.groups[number].problem,
                self.groups[number].pool(self.problem, answers),
                self.groups[number].own(found),
                limits=Limits(seed=self.seed, seconds=None if self.until is None else left),
                work=WORK if self.until is None else BY_THE_CLOCK,
                works=works,
            )
            for number, works in wanted.items()
        }
        best, legs = [], []
        for number, group in enumerate(self.groups):
            one = group.own(found)
            if number in futures:
                one, leg = self._better(group, one, futures[number], ends)
                legs.append(replace(leg, area=number))
            best.append(group.whole(one))
        return joined(best), tuple(legs)

    def _better(
        self, group: Group, own: RoutingSolution, future: Future[Recombination[RoutingSolution]], ends: float
    ) -> tuple[RoutingSolution, Leg]:
        """Return what a group's recombination found, ``own`` when it was lost, and how it went."""
        leg = Leg(engine=POOL, seed=self.seed, iterations=1)
        mixed, lost = self._awaited(future, ends)
        if mixed is None:
            future.cancel()
            return own, replace(leg, lost=lost)
        leg = replace(leg, steps=tuple(round(MILLIONTH * work) for work in mixed.works))
        if violations(group.problem, mixed.value):
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


def as_before(legs: Sequence[Leg], groups: int) -> list[tuple[float, ...] | None]:
    """Return what each solve of each group's pool took, as the legs of an earlier run tell."""
    told = {
        leg.area: tuple(step / MILLIONTH for step in leg.steps)
        for leg in legs
        if leg.engine == POOL and not leg.lost
    }
    return [told.get(number) for number in range(groups)]
