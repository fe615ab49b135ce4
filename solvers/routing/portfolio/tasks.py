"""Which searches a portfolio runs, and on which leg: as asked for, or those of an earlier run again.

Every leg runs its searches one after another in a process of its own.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from distribution.cores import cores
from distribution.progress import Limits
from solvers.outcome import Leg
from solvers.routing.ours.cooling import ITERATIONS
from solvers.routing.portfolio.areas import Area
from solvers.routing.portfolio.sharing import shared_out

LEGS = 2
REFINING, REFINING_S = 0.6, 600.0  # of the seconds asked for, at most so many, are kept for refining
EXTRA = 8  # clients more that an area is given time for: small ones gain most by a little more of it
# iterations for each client of an area: with more, another search finds more than a longer one
ENOUGH = 45
GUIDED = 70  # the same of a search that begins from the relaxation
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
    rounds = wanted if wanted is not None else int(PACE * (1 - REFINING) * (limits.seconds or 0.0))
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
    return max(1, min(MOST, int(iterations / max(1, len(area.clients)) / ENOUGH)))


def of_each(areas: Sequence[Area], limits: Limits) -> list[int]:
    """Return the iterations of each search of an area that begins from the relaxation.

    Where iterations are asked for and are few, all such searches have half as many as the others.
    """
    enough = [GUIDED * len(area.clients) for area in areas]
    if limits.seconds is not None and limits.iterations is None:
        return enough
    wanted = ITERATIONS if limits.iterations is None else limits.iterations
    clients = max(1, sum(len(area.clients) for area in areas))
    shares = [len(area.clients) / clients * LEGS * wanted for area in areas]
    return [max(1, min(most, round(share / 8))) for most, share in zip(enough, shares, strict=True)]


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


def ends(limits: Limits) -> float | None:
    """Return the moment of the monotonic clock at which the searches end; None: by their iterations."""
    if limits.seconds is None or limits.iterations is not None:
        return None
    return time.monotonic() + limits.seconds - min(REFINING_S, REFINING * limits.seconds)


def _shared_out(tasks: Sequence[Task], legs: int) -> tuple[tuple[Task, ...], ...]:
    """Share searches out among legs."""
    weights = {task.number: task.share for task in tasks}
    return tuple(tuple(tasks[number] for number in leg) for leg in shared_out(weights, legs))
