"""The portfolio on plain instances, in one process on one core.

Where clients may be left out for their prize, our search finds much less than PyVRP on few long routes and
more on many short ones (docs/routing_benchmark.md): there each has half of the time, and the better answer
counts.  Everywhere else our search has all of it.
"""

from __future__ import annotations

import time
from dataclasses import replace

from distribution.progress import Limits, OnProgress
from solvers.outcome import Incumbent, Leg, Outcome, Status
from solvers.routing.instance import Instance, InstanceSolution
from solvers.routing.ours import engine
from solvers.routing.ours.cooling import NAME
from solvers.routing.portfolio_telling import curve
from solvers.routing.pyvrp_engine import pyvrp_solve
from solvers.routing.pyvrp_model import expresses

PYVRP = "pyvrp"
WORTH = 100  # iterations of ours that take about as long as one of PyVRP's


def solve_instance(
    instance: Instance,
    *,
    limits: Limits,
    start: InstanceSolution | None = None,
    on_progress: OnProgress | None = None,
) -> Outcome[InstanceSolution]:
    """Solve a plain instance; never worse than ``start``."""
    shared = any(client.prize is not None for client in instance.clients) and expresses(instance) is None
    if not shared:
        return engine.solve_instance(instance, limits=limits, start=start, on_progress=on_progress)
    begun = time.perf_counter()
    half = replace(limits, seconds=limits.seconds and limits.seconds / 2)
    mine = engine.solve_instance(instance, limits=half, start=start, on_progress=on_progress)
    other_begun = time.perf_counter()
    few = half.iterations and max(1, half.iterations // WORTH)
    other = pyvrp_solve(instance, limits=replace(half, iterations=few), start=start, on_progress=on_progress)
    best = min(mine, other, key=lambda one: (one.status is Status.UNKNOWN, one.objective))
    found = [*_moved(mine, begun), *_moved(other, other_begun)]
    return replace(
        best,
        runtime_s=time.perf_counter() - begun,
        incumbents=curve(found, begun),
        legs=(_leg(NAME, mine, limits), _leg(PYVRP, other, limits)),
    )


def _moved(outcome: Outcome[InstanceSolution], begun: float) -> list[Incumbent]:
    return [replace(one, seconds=begun + one.seconds) for one in outcome.incumbents]


def _leg(name: str, outcome: Outcome[InstanceSolution], limits: Limits) -> Leg:
    done = outcome.incumbents[-1].iteration if outcome.incumbents else 0
    return Leg(engine=name, seed=limits.seed, iterations=done)
