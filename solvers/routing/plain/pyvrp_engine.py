"""PyVRP's iterated local search on plain instances (Wouda, Lan and Kool 2024, doi:10.1287/ijoc.2023.0055).

``limits.iterations`` makes a run repeatable; ``limits.seconds`` counts from the call, with the building
of the model and of the first solution.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import pyvrp
from pyvrp.IteratedLocalSearch import IteratedLocalSearchCallbacks
from pyvrp.stop import MaxIterations, StoppingCriterion

from distribution.progress import Limits, OnProgress, Progress
from solvers.outcome import Incumbent, Outcome, Status
from solvers.routing.instance import Instance, InstanceSolution
from solvers.routing.plain.pyvrp_model import Model, decode, encode, expresses, model_of
from solvers.routing.plain.reasons import UnmodelledError
from solvers.routing.plain.referee import judge

ITERATIONS = 10_000  # when no limit is given


def pyvrp_solve(
    instance: Instance,
    *,
    limits: Limits,
    start: InstanceSolution | None = None,
    on_progress: OnProgress | None = None,
) -> Outcome[InstanceSolution]:
    """Search from ``start``, or from PyVRP's own first solution.

    Raises
    ------
    UnmodelledError
        When PyVRP's model cannot hold the instance; ``expresses`` says beforehand.
    """
    begun = time.perf_counter()
    if (reason := expresses(instance)) is not None:
        raise UnmodelledError(reason)
    model = model_of(instance)
    watch = _Watch(model=model, begun=begun, on_progress=on_progress)
    first = None if start is None else encode(model, instance, start)
    status = _search(model, limits, begun, watch, first)
    best = watch.best or first
    value = InstanceSolution(routes=()) if best is None else decode(model, best)
    judgement = judge(instance, value)
    if not judgement.feasible and status is Status.FEASIBLE:
        status = Status.UNKNOWN
    return Outcome(
        value=value,
        objective=judgement.cost,
        status=status,
        runtime_s=time.perf_counter() - begun,
        incumbents=tuple(watch.curve),
    )


def _search(
    model: Model, limits: Limits, begun: float, watch: _Watch, first: pyvrp.Solution | None
) -> Status:
    params = pyvrp.SolveParams(ils=pyvrp.IteratedLocalSearchParams(callbacks=watch))
    try:
        result = pyvrp.solve(
            model.data,
            stop=_stop(limits, begun),
            seed=limits.seed,
            collect_stats=False,
            params=params,
            initial_solution=first,
        )
    except KeyboardInterrupt:
        return Status.INTERRUPTED
    watch.best = result.best
    return Status.FEASIBLE


def _stop(limits: Limits, begun: float) -> StoppingCriterion:
    """Return PyVRP's kind of stopping rule, true once either limit is met."""
    iterations = limits.iterations or (None if limits.seconds else ITERATIONS)
    counted = None if iterations is None else MaxIterations(iterations)
    deadline = None if limits.seconds is None else begun + limits.seconds

    def is_over(best_cost: int) -> bool:
        late = deadline is not None and time.perf_counter() >= deadline
        return late or (counted is not None and counted(best_cost))

    return is_over


@dataclass(kw_only=True)
class _Watch(IteratedLocalSearchCallbacks):
    """Keeps the best so far, for an interrupt, and tells of each."""

    model: Model
    begun: float
    on_progress: OnProgress | None
    iteration: int = 0
    best: pyvrp.Solution | None = None
    curve: list[Incumbent] = field(default_factory=list)

    def on_iteration(self, *_: object) -> None:
        self.iteration += 1

    def on_start(self, ils: pyvrp.IteratedLocalSearch) -> None:
        self.on_best(ils.initial_solution)

    def on_best(self, best: pyvrp.Solution) -> None:
        self.best = best
        if not best.is_feasible():
            return
        free = pyvrp.CostEvaluator([0] * self.model.data.num_load_dimensions, 0, 0)
        cost, seconds = free.cost(best) - self.model.offset, time.perf_counter() - self.begun
        self.curve.append(
            Incumbent(seconds=seconds, iteration=self.iteration, engine="pyvrp", objective=cost)
        )
        if self.on_progress:
            progress = Progress(
                phase="pyvrp",
                done=self.iteration,
                best_vnd=cost,
                unserved=len(best.unplanned()),
                elapsed_s=seconds,
            )
            self.on_progress(progress)
