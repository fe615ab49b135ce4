"""PyVRP at its defaults, by the product's own engine: the same search as ``pyvrp.solve`` on its own data."""

from __future__ import annotations

from distribution.language.catalogue import say
from distribution.progress import Limits
from solvers.routing import pyvrp_model
from solvers.routing.instance import Instance, InstanceSolution
from solvers.routing.pyvrp_engine import pyvrp_solve


def expresses(instance: Instance) -> str | None:
    """Return why PyVRP cannot hold the instance."""
    key = pyvrp_model.expresses(instance)
    return None if key is None else say(key, "en")


def solve(instance: Instance, seconds: float, seed: int) -> InstanceSolution | None:
    """Search until the seconds are over."""
    return pyvrp_solve(instance, limits=Limits(seconds=seconds, seed=seed)).value
