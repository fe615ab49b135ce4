"""OR-Tools' routing model, part by part in child processes, every answer made exact and compared.

The parts share nothing, so the best of start and answer is kept for each: never worse than the
start.  ``limits.iterations`` bounds the solutions accepted in each part (repeatable);
``limits.seconds`` is shared out by clients.  A child that crashes, hangs or takes too much memory
costs its part alone, which then stays as the start has it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from distribution.executor import CrashError, OverrunError, executor
from distribution.language.sentence import Sentence
from distribution.progress import Limits, OnProgress, Progress
from solvers.outcome import Incumbent, Outcome, Status
from solvers.routing.adopting import adopt
from solvers.routing.insertion import insertion
from solvers.routing.manning import manned
from solvers.routing.objective import total_vnd
from solvers.routing.or_tools.part import solve_part
from solvers.routing.or_tools.parts import Free, free_of, part_of
from solvers.routing.or_tools.regions import regions
from solvers.routing.problem import RoutingProblem, RoutingSolution
from solvers.routing.referee import cost_vnd, load, unload
from solvers.routing.tables import State, copied, restore

log = logging.getLogger(__name__)
SOLUTIONS = 2_000  # a part, when no limit is given
HARD_S = 600.0  # after which a child is stopped when no seconds are asked for
GRACE_S = 30.0  # beyond the seconds asked for: start of the child, building of the model
MEMORY = 4 << 30
CHILDREN = 2

Sequences = list[tuple[int, list[int]]]


def supports(problem: RoutingProblem) -> Sentence | None:
    """Return why the model cannot take the problem: it needs a client and a vehicle.

    Which rules its search does not hold is another matter: ``week_rules.beyond`` says.
    """
    clients, vehicles = len(problem.tables.client), len(problem.vehicle_ids)
    if clients and vehicles:
        return None
    return Sentence(key="unmodelled.nothing", arguments={"clients": clients, "vehicles": vehicles})


def ortools(
    problem: RoutingProblem,
    *,
    limits: Limits,
    start: RoutingSolution | None = None,
    on_progress: OnProgress | None = None,
) -> Outcome[RoutingSolution]:
    """Improve ``start`` (or the insertion's answer) by guided local search on day routes."""
    begun = time.perf_counter()
    first = start or insertion(problem, limits=Limits()).value
    best, status = load(problem, first), Status.FEASIBLE
    curve: list[Incumbent] = []

    def told(done: int, total: int) -> None:
        spent, objective = time.perf_counter() - begun, int(total_vnd(problem.tables, best))
        curve.append(Incumbent(seconds=spent, iteration=done, engine="ortools", objective=objective))
        if on_progress:
            out = int((best.client_pattern < 0).sum())
            on_progress(
                Progress(
                    phase="ortools",
                    done=done,
                    total=total,
                    best_vnd=objective,
                    unserved=out,
                    elapsed_s=spent,
                )
            )

    if supports(problem) is None:
        try:
            _search(problem, best, limits, told)
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


def _search(problem: RoutingProblem, best: State, limits: Limits, told: Callable[[int, int], None]) -> None:
    """Solve all parts side by side and adopt the answers in a fixed order."""
    parts = [(region, free_of(problem, best, region)) for region in regions(problem, best)]
    parts = [(region, free) for region, free in parts if free.slots and free.clients]
    clients = sum(len(free.clients) for _, free in parts)
    solutions = limits.iterations or (None if limits.seconds else SOLUTIONS)
    seconds = [_seconds(limits, len(free.clients) / clients) for _, free in parts]
    hard_s = HARD_S if limits.seconds is None else limits.seconds + GRACE_S
    with executor(workers=CHILDREN, hard_s=hard_s, memory_bytes=MEMORY) as pool:
        tasks = [
            pool.submit(solve_part, part_of(problem, best, free), solutions, budget)
            for (_, free), budget in zip(parts, seconds, strict=True)
        ]
        for done, ((_, free), task) in enumerate(zip(parts, tasks, strict=True), 1):
            try:
                answer: Sequences = task.result()
            except (CrashError, OverrunError) as error:
                log.warning("a part of %d clients was given up: %s", len(free.clients), error)
                continue
            _keep_better(problem, best, free, answer)
            told(done, len(parts))


def _seconds(limits: Limits, share: float) -> float | None:
    """Return the seconds of a part with a share of the clients."""
    return None if limits.seconds is None else limits.seconds * min(1.0, share * CHILDREN)


def _keep_better(problem: RoutingProblem, best: State, free: Free, answer: Sequences) -> None:
    trial = copied(best)
    adopt(problem, trial, free.slots, free.clients, [(free.slots[v], visits) for v, visits in answer])
    if total_vnd(problem.tables, trial) < total_vnd(problem.tables, best):
        restore(best, trial)
