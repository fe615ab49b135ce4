"""The portfolio on plain instances, in one process on one core."""

from __future__ import annotations

from distribution.progress import Limits, OnProgress
from solvers.outcome import Outcome
from solvers.routing.instance import Instance, InstanceSolution
from solvers.routing.ours import engine


def solve_instance(
    instance: Instance,
    *,
    limits: Limits,
    start: InstanceSolution | None = None,
    on_progress: OnProgress | None = None,
) -> Outcome[InstanceSolution]:
    """Solve a plain instance; never worse than ``start``."""
    return engine.solve_instance(instance, limits=limits, start=start, on_progress=on_progress)
