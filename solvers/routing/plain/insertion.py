"""The plain baseline on instances: insertion by regret, one client after the other.

Next is whoever would lose most by going to its second best place (Potvin and Rousseau 1993,
doi:10.1016/0377-2217(93)90221-8), on all days of its cheapest pattern.  Where clients that must be
visited found no place, they come first in the next pass; there is no other search.  The price of time
plays no part in the choice.
"""

from __future__ import annotations

import time

import numpy as np

from distribution.progress import Limits, OnProgress, Progress
from solvers.outcome import Incumbent, Outcome, Status
from solvers.routing.instance import Instance, InstanceSolution
from solvers.routing.plain.reasons import UnmodelledError, uncounted
from solvers.routing.plain.referee import judge
from solvers.routing.plain.regret import Building

PASSES = 10


def regret_insertion(
    instance: Instance,
    *,
    limits: Limits,
    start: InstanceSolution | None = None,
    on_progress: OnProgress | None = None,
) -> Outcome[InstanceSolution]:
    """Insert whom ``start`` leaves out; ``limits.iterations`` bounds the passes, mostly one is enough.

    Raises
    ------
    UnmodelledError
        When a place has no travel, or costs could leave 64 bits.
    """
    begun = time.perf_counter()
    if (reason := uncounted(instance)) is not None:
        raise UnmodelledError(reason)
    deadline = float("inf") if limits.seconds is None else begun + limits.seconds
    urgent = np.zeros(len(instance.clients), dtype=bool)
    best: tuple[int, int, InstanceSolution] | None = None
    curve: list[Incumbent] = []
    for number in range(limits.iterations or PASSES):
        building = Building(instance, start, urgent)
        while time.perf_counter() < deadline and building.insert_next():
            pass
        missed, solution = building.missed(), building.solution()
        rank = int(missed.sum()), judge(instance, solution).cost
        if best is None or rank < best[:2]:
            best = (*rank, solution)
            spent = time.perf_counter() - begun
            curve.append(Incumbent(seconds=spent, iteration=number, engine="insertion", objective=rank[1]))
            if on_progress:
                told = Progress(phase="insertion", best_vnd=rank[1], unserved=rank[0], elapsed_s=spent)
                on_progress(told)
        if not (missed & ~urgent).any() or time.perf_counter() >= deadline:
            break
        urgent |= missed
    assert best is not None
    judgement = judge(instance, best[2])
    return Outcome(
        value=best[2],
        objective=judgement.cost,
        status=Status.FEASIBLE if judgement.feasible else Status.UNKNOWN,
        runtime_s=time.perf_counter() - begun,
        incumbents=tuple(curve),
    )
