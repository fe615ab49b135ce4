"""Ruin and recreate: neighbours are taken out and put back by the exact insertion, annealed.

After Schrimpf et al. (2000) and Christiaens and Vanden Berghe (2020), over every rule, day, depot and
vehicle at once.  Repeatable for a seed and a number of iterations.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np

from distribution.progress import Limits, OnProgress, Progress
from solvers.outcome import Incumbent, Outcome, Status
from solvers.routing.insertion import insertion
from solvers.routing.manning import manned
from solvers.routing.problem import RoutingProblem, RoutingSolution
from solvers.routing.referee import cost_vnd, load, unload
from solvers.routing.ruin import search, seed_random, total_vnd
from solvers.routing.savings import by_courier_where_cheaper
from solvers.routing.tables import Ints, State, copied, new_work

ITERATIONS = 2_000  # when no limit is given
ROUNDS = 25  # between two looks at the clock
HOT, COLD = 0.5, 0.01  # temperature, in mean costs of a client
NEIGHBOURS = 25
MOST = 24  # clients taken out at once


def supports(problem: RoutingProblem) -> str | None:  # noqa: ARG001
    """Return None: every rule is inside the insertion."""
    return None


def recreate(
    problem: RoutingProblem,
    *,
    limits: Limits,
    start: RoutingSolution | None = None,
    on_progress: OnProgress | None = None,
) -> Outcome[RoutingSolution]:
    """Improve ``start`` (or the insertion's answer) until the limit; never worse than it."""
    begun = time.perf_counter()
    first = start or insertion(problem, limits=Limits()).value
    best, status = load(problem, first), Status.FEASIBLE
    curve: list[Incumbent] = []
    try:
        for found in _anneal(problem, best, limits, begun):
            if not curve or found.objective < curve[-1].objective:
                curve.append(found)
            if on_progress:
                on_progress(_progress(best, found, limits))
        by_courier_where_cheaper(problem.tables, best)
    except KeyboardInterrupt:
        status = Status.INTERRUPTED
    value = min(first, manned(problem, unload(best, first.blocked)), key=lambda s: cost_vnd(problem, s))
    return Outcome(
        value=value,
        objective=cost_vnd(problem, value),
        status=status,
        runtime_s=time.perf_counter() - begun,
        incumbents=tuple(curve),
    )


def _anneal(problem: RoutingProblem, best: State, limits: Limits, begun: float) -> Iterator[Incumbent]:
    """Search in short rounds, the best so far kept in ``best``; by the clock it cools by time spent."""
    t, state, work = problem.tables, copied(best), new_work()
    kept, near = copied(state), neighbours(problem)
    if len(near) == 0:
        return
    seed_random(limits.seed)
    chosen = np.zeros(MOST, np.int64)
    unit = total_vnd(t, best) / len(near)
    total = limits.iterations or (None if limits.seconds else ITERATIONS)
    done, share = 0, 0.0
    while share < 1.0:
        heat = unit * HOT * (COLD / HOT) ** share
        rounds = ROUNDS if total is None else min(ROUNDS, total - done)
        objective = search(t, state, best, kept, work, near, rounds, heat, chosen)
        done += rounds
        spent = time.perf_counter() - begun
        share = done / total if total else 0.0
        if limits.seconds:
            share = max(share, spent / limits.seconds)
        yield Incumbent(seconds=spent, iteration=done, engine="recreate", objective=int(objective))


def _progress(best: State, found: Incumbent, limits: Limits) -> Progress:
    return Progress(
        phase="recreate",
        done=found.iteration,
        total=limits.iterations,
        best_vnd=found.objective,
        unserved=int((best.client_pattern < 0).sum()),
        elapsed_s=found.seconds,
    )


def neighbours(problem: RoutingProblem) -> Ints:
    """Return, for each client, itself and the clients nearest to it on the road."""
    t = problem.tables
    places = t.client["place"]
    both = t.travel["free_s"][0] + t.travel["ferry_s"][0]
    drive = (both + both.T)[np.ix_(places, places)]
    np.fill_diagonal(drive, -1)
    return np.argsort(drive, axis=1, kind="stable")[:, :NEIGHBOURS].astype(np.int64)
