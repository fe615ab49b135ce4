"""Which searches a portfolio runs, and on which leg: as asked for, or those of an earlier run again.

Every leg runs its searches one after another in a process of its own.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from distribution.cores import cores
from distribution.progress import Limits
from solvers.outcome import Leg
from solvers.routing.ours.cooling import ITERATIONS
from solvers.routing.portfolio.areas import Area

LEGS = 2
POOL_SHARE, POOL_S = 0.1, 90.0  # of the seconds asked for, at most so many, are kept for the recombination
OF_SEVERAL = 0.25  # the same share where the largest area is searched several times: there it finds most
EXTRA = 8  # clients more that an area is given time for: small ones gain most by a little more of it
PLENTY = 500  # iterations for each client of an area from which on several searches find more than one
ENOUGH = 100  # of them for one of the several
MOST = 12  # searches of an area
PACE = 2_000  # iterations a second that a search of a week makes at least (docs/routing_engine.md)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A search of an area (None: of all): its ``share`` of a leg's time, or ``iterations``, or ``steps``."""

    number: int
    seed: int
    area: int | None = None
    share: float = 1.0
    iterations: int | None = None
    steps: tuple[int, ...] | None = None


def asked(areas: Sequence[Area], limits: Limits) -> tuple[tuple[Task, ...], ...]:
    """Return the searches for some limits, by leg: by iterations always as many, by the clock one a core.

    With both limits the iterations count; they are those of each leg.
    """
    wanted = limits.iterations
    if wanted is None and limits.seconds is None:
        wanted = ITERATIONS
    legs = LEGS if wanted is not None else min(LEGS, cores())
    weights = [len(area.clients) + EXTRA for area in areas]
    per_leg = max(1, sum(weights)) / legs
    rounds = wanted if wanted is not None else int(PACE * (limits.seconds or 0.0))
    made: list[Task] = []
    for place, (area, weight) in enumerate(zip(areas, weights, strict=True)):
        often = max(_often(area, rounds * weight / per_leg), legs if weight > per_leg else 1)
        for _ in range(often):
            made.append(
                Task(
                    number=len(made),
                    seed=limits.seed + len(made),
                    area=place if len(areas) > 1 else None,
                    share=weight / often / per_leg,
                    iterations=None if wanted is None else max(1, round(wanted * weight / often / per_leg)),
                )
            )
    return _shared_out(made, legs)


def _often(area: Area, iterations: float) -> int:
    """Return how many searches are to share so many iterations of an area."""
    of_each = iterations / max(1, len(area.clients))
    return 1 if of_each < PLENTY else min(MOST, int(of_each / ENOUGH))


def again(legs: Sequence[Leg]) -> tuple[tuple[Task, ...], ...]:
    """Return the searches of an earlier run, by leg."""
    made = [
        Task(number=n, seed=leg.seed, area=leg.area, share=float(leg.iterations), steps=leg.steps)
        if leg.steps
        else Task(
            number=n, seed=leg.seed, area=leg.area, share=float(leg.iterations), iterations=leg.iterations
        )
        for n, leg in enumerate(legs)
    ]
    return _shared_out(made, LEGS)


def ends(limits: Limits, legs: Sequence[Sequence[Task]]) -> float | None:
    """Return the moment of the monotonic clock at which the searches end; None: by their iterations."""
    if limits.seconds is None or limits.iterations is not None:
        return None
    of_largest = sum(task.area in (None, 0) for leg in legs for task in leg)
    share = OF_SEVERAL if of_largest > LEGS else POOL_SHARE
    return time.monotonic() + limits.seconds - min(POOL_S, share * limits.seconds)


def _shared_out(tasks: Iterable[Task], legs: int) -> tuple[tuple[Task, ...], ...]:
    """Share searches out among legs so that all take about as long: the longest first, to the freest.

    A leg begins with its shortest: soon something is known of every area, and progress can tell of a week.
    """
    made: list[list[Task]] = [[] for _ in range(legs)]
    for task in sorted(tasks, key=lambda task: -task.share):
        min(made, key=lambda leg: sum(other.share for other in leg)).append(task)
    return tuple(tuple(sorted(leg, key=lambda task: (task.share, task.number))) for leg in made if leg)
