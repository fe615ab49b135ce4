"""Which searches a portfolio runs: as asked for, or those of an earlier run again."""

from __future__ import annotations

import time
from collections.abc import Sequence

from distribution.cores import cores
from distribution.progress import Limits
from solvers.outcome import Leg
from solvers.routing.ours.cooling import ITERATIONS
from solvers.routing.portfolio.leg import Task

LEGS = 2
POOL_SHARE, POOL_S = 0.2, 15.0  # of the seconds asked for, at most so many, are kept for the recombination


def asked(limits: Limits) -> tuple[Task, ...]:
    """Return the searches for some limits: by iterations always as many, by the clock one a core.

    With both limits the iterations count.
    """
    if limits.seconds is None or limits.iterations is not None:
        wanted = ITERATIONS if limits.iterations is None else limits.iterations
        return tuple(Task(number=n, seed=limits.seed + n, iterations=wanted) for n in range(LEGS))
    until = time.monotonic() + limits.seconds - min(POOL_S, POOL_SHARE * limits.seconds)
    return tuple(Task(number=n, seed=limits.seed + n, until=until) for n in range(min(LEGS, cores())))


def again(legs: Sequence[Leg]) -> tuple[Task, ...]:
    """Return the searches of an earlier run."""
    return tuple(
        Task(number=n, seed=leg.seed, steps=leg.steps)
        if leg.steps
        else Task(number=n, seed=leg.seed, iterations=leg.iterations)
        for n, leg in enumerate(legs)
    )
