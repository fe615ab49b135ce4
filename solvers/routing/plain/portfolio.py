"""The portfolio on plain instances, in one process on one core.

Our search has all of the time wherever it can model the instance, but for one case.  Where clients may be
left out for their prize, it is slow to find out which areas are worth a route; PyVRP finds that soon on few
long routes, and our search then betters its answer everywhere (docs/routing_benchmark.md): there PyVRP has
the first half of the time, and ours goes on from what it found.

What our search cannot model goes whole to the first engine that can, of PyVRP, OR-Tools and insertion by
regret; the outcome names those passed over, with their reasons.
"""

from __future__ import annotations

import time
from dataclasses import replace

from distribution.language.sentence import Sentence
from distribution.progress import Limits, OnProgress
from solvers.outcome import Incumbent, Leg, Outcome, Status
from solvers.routing.instance import Instance, InstanceSolution
from solvers.routing.ours import engine
from solvers.routing.ours.cooling import NAME
from solvers.routing.ours.lawful import lawful
from solvers.routing.plain.engines import instance_engine, reason_against
from solvers.routing.plain.insertion import regret_insertion
from solvers.routing.plain.pyvrp_engine import pyvrp_solve
from solvers.routing.plain.pyvrp_model import expresses
from solvers.routing.plain.referee import judge
from solvers.routing.portfolio.telling import curve

PYVRP, INSERTION = "pyvrp", "insertion"
PREFERRED = (NAME, PYVRP, "ortools", INSERTION)  # from the best by measure to the widest
WORTH = 100  # iterations of ours that take about as long as one of PyVRP's
LEAST_S, MENDING = 1.0, 0.1  # seconds, or the share of the budget, for insertion where no answer stands


def solve_instance(
    instance: Instance,
    *,
    limits: Limits,
    start: InstanceSolution | None = None,
    on_progress: OnProgress | None = None,
) -> Outcome[InstanceSolution]:
    """Solve a plain instance; never worse than ``start``.

    Raises
    ------
    UnmodelledError
        When no engine can: a place has no travel, or costs could leave 64 bits.
    """
    chosen, passed_over = _chosen(instance)
    if chosen != NAME:
        outcome = _by_another(chosen, instance, limits, start, on_progress)
        return replace(outcome, passed_over=passed_over)
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
        incumbents=curve([(None, one) for one in found], begun, areas=1),
        legs=(_leg(PYVRP, first, limits), _leg(NAME, mine, limits)),
    )


def _chosen(instance: Instance) -> tuple[str, tuple[tuple[str, Sentence], ...]]:
    """Return the first engine that can model an instance, and those before it with what they say."""
    passed_over: list[tuple[str, Sentence]] = []
    for name in PREFERRED:
        if (reason := reason_against(name, instance)) is None:
            return name, tuple(passed_over)
        passed_over.append((name, reason))
    return INSERTION, tuple(passed_over)  # which says itself why it cannot either


def _by_another(
    name: str,
    instance: Instance,
    limits: Limits,
    start: InstanceSolution | None,
    on_progress: OnProgress | None,
) -> Outcome[InstanceSolution]:
    """Give an engine the whole budget; where its answer breaks a rule, insertion mends it."""
    begun = time.perf_counter()
    found = instance_engine(name)(instance, limits=limits, start=start, on_progress=on_progress)
    legs = [_leg(name, found, limits)]
    if name != INSERTION and found.status is Status.UNKNOWN:
        kept = [lawful(instance, one) for one in (found.value, start) if one is not None]
        mended = [_inserted(instance, limits, one) for one in kept]
        found = min(mended, key=lambda one: _rank(instance, one.value))
        legs.append(_leg(INSERTION, found, limits))
    return replace(found, runtime_s=time.perf_counter() - begun, legs=tuple(legs))


def _inserted(instance: Instance, limits: Limits, start: InstanceSolution) -> Outcome[InstanceSolution]:
    seconds = None if limits.seconds is None else max(LEAST_S, MENDING * limits.seconds)
    return regret_insertion(instance, limits=Limits(iterations=1, seconds=seconds), start=start)


def _rank(instance: Instance, solution: InstanceSolution) -> tuple[bool, int, int]:
    """Return whether routes break a rule, how many rules are broken or clients missed, and the cost."""
    judgement = judge(instance, solution)
    broken = [told for told in judgement.violations if not told.startswith("missing")]
    return bool(broken), len(judgement.violations), judgement.cost


def _moved(outcome: Outcome[InstanceSolution], begun: float) -> list[Incumbent]:
    return [replace(one, seconds=begun + one.seconds) for one in outcome.incumbents]


def _leg(name: str, outcome: Outcome[InstanceSolution], limits: Limits) -> Leg:
    done = outcome.incumbents[-1].iteration if outcome.incumbents else 0
    return Leg(engine=name, seed=limits.seed, iterations=done)
