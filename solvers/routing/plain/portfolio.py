"""The portfolio on plain instances, in one process on one core.

Where clients may be left out for their prize, our search is slow to find out which areas are worth a route;
PyVRP finds that soon on few long routes, and our search then betters its answer everywhere
(docs/routing_benchmark.md): there PyVRP has the first half of the time, and ours goes on from what it found.
Everywhere else our search has all of it.
"""

from __future__ import annotations

import time
from dataclasses import replace

from distribution.progress import Limits, OnProgress
from solvers.outcome import Incumbent, Leg, Outcome, Status
from solvers.routing.instance import Instance, InstanceSolution
from solvers.routing.ours import engine
from solvers.routing.ours.cooling import NAME
from solvers.routing.plain.pyvrp_engine import pyvrp_solve
from solvers.routing.plain.pyvrp_model import expresses
from solvers.routing.portfolio.telling import curve

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
    few = half.iterations and max(1, half.iterations // WORTH)
    first = pyvrp_solve(instance, limits=replace(half, iterations=few), start=start, on_progress=on_progress)
    if first.status is Status.INTERRUPTED:
        return first
    from_there = start if first.status is Status.UNKNOWN else first.value
    mine_begun = time.perf_counter()
    mine = engine.solve_instance(instance, limits=half, start=from_there, on_progress=on_progress)
    best = min(first, mine, key=lambda one: (one.status is Status.UNKNOWN, one.objective))
    found = [*_moved(first, begun), *_moved(mine, mine_begun)]
    return replace(
        best,
        runtime_s=time.perf_counter() - begun,
        incumbents=curve(found, begun),
        legs=(_leg(PYVRP, first, limits), _leg(NAME, mine, limits)),
    )


def _moved(outcome: Outcome[InstanceSolution], begun: float) -> list[Incumbent]:
    return [replace(one, seconds=begun + one.seconds) for one in outcome.incumbents]


def _leg(name: str, outcome: Outcome[InstanceSolution], limits: Limits) -> Leg:
    done = outcome.incumbents[-1].iteration if outcome.incumbents else 0
    return Leg(engine=name, seed=limits.seed, iterations=done)
