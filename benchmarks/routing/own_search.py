"""Our own search on plain instances."""

from __future__ import annotations

from distribution.progress import Limits
from solvers.routing.instance import Instance, InstanceSolution
from solvers.routing.ours.engine import solve_instance

WARMING = Limits(iterations=1)


def expresses(_: Instance) -> None:
    """Hold every instance."""


def warm(instance: Instance) -> None:
    """Compile what this instance needs."""
    solve_instance(instance, limits=WARMING)


def solve(instance: Instance, seconds: float, seed: int) -> InstanceSolution | None:
    """Search until the seconds are over."""
    return solve_instance(instance, limits=Limits(seconds=seconds, seed=seed)).value
