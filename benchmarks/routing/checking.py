"""Every solution recomputed twice: by our referee and, where its model has room, by PyVRP's checker."""

from __future__ import annotations

from dataclasses import dataclass

import pyvrp

from benchmarks.routing.reading import Question
from solvers.routing.instance import InstanceSolution
from solvers.routing.plain.referee import judge


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The cost of a solution in integer units, None when it is not allowed, and then why."""

    cost: int | None
    error: str | None = None


def verdict(question: Question, solution: InstanceSolution) -> Verdict:
    """Judge a solution; it stands only where both referees allow it at the same cost."""
    judgement = judge(question.instance, solution)
    if not judgement.feasible:
        return Verdict(cost=None, error="; ".join(judgement.violations[:3]))
    if question.data is None:
        return Verdict(cost=judgement.cost)
    peer = _as_pyvrp(question.data, solution)
    free = pyvrp.CostEvaluator([0] * question.data.num_load_dimensions, 0, 0)
    if not peer.is_feasible() or free.cost(peer) != judgement.cost:
        told = free.cost(peer) if peer.is_feasible() else "not feasible"
        return Verdict(cost=None, error=f"referees differ: ours {judgement.cost}, PyVRP's {told}")
    return Verdict(cost=judgement.cost)


def _as_pyvrp(data: pyvrp.ProblemData, solution: InstanceSolution) -> pyvrp.Solution:
    """Return the solution on the data as PyVRP itself read them: its clients and types have our numbers."""
    routes = []
    for route in solution.routes:
        reload = pyvrp.Activity(pyvrp.ActivityType.DEPOT, data.vehicle_type(route.type).start_depot)
        activities: list[pyvrp.Activity] = []
        for number, trip in enumerate(route.trips):
            activities += [reload] if number else []
            activities += [pyvrp.Activity(pyvrp.ActivityType.CLIENT, client) for client in trip]
        routes.append(pyvrp.Route(data, activities, route.type))
    return pyvrp.Solution(data, routes)
