"""PyVRP at its defaults, by the product's own engine: the same search as ``pyvrp.solve`` on its own data."""

from __future__ import annotations

from benchmarks.routing.reading import Question
from distribution.progress import Limits
from solvers.routing.instance import InstanceSolution
from solvers.routing.plain import pyvrp_model
from solvers.routing.plain.pyvrp_engine import pyvrp_solve


def expresses(question: Question) -> str | None:
    """Return why PyVRP cannot hold the instance."""
    reason = pyvrp_model.expresses(question.instance)
    return None if reason is None else reason.said("en")


def solve(question: Question, seconds: float, seed: int) -> InstanceSolution | None:
    """Search until the seconds are over."""
    return pyvrp_solve(question.instance, limits=Limits(seconds=seconds, seed=seed)).value
