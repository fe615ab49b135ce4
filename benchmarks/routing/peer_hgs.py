"""HGS-CVRP at its defaults (Vidal 2022, doi:10.1016/j.cor.2021.105643), by hygese.

It wants coordinates beside the matrix, to tell which routes lie side by side.
"""

from __future__ import annotations

import hygese
import numpy as np

from benchmarks.routing.plainness import refusal, too_large
from benchmarks.routing.reading import Question
from solvers.routing.instance import InstanceRoute, InstanceSolution

LEAST_S = 0.001
LACKS = frozenset(
    {
        "days",
        "several trips",
        "releases",
        "optional clients",
        "windows",
        "a longest duration",
        "a farthest distance",
        "a price of time",
        "vehicles of several types",
        "fixed costs",
        "several loads",
        "two depots of a route",
        "one-way travel",
    }
)


def expresses(question: Question) -> str | None:
    """Return why HGS-CVRP cannot hold the instance."""
    instance = question.instance
    if question.data is None:
        return "no coordinates"
    return refusal(instance, LACKS) or too_large(instance)


def solve(question: Question, seconds: float, seed: int) -> InstanceSolution | None:
    """Search until the seconds are over."""
    instance, data = question.instance, question.data
    assert data is not None
    kind = instance.types[0]
    places = [kind.start, *(client.place for client in instance.clients)]
    points = np.array([[data.location(place).x, data.location(place).y] for place in places], dtype=float)
    points -= points.min(axis=0)
    problem = {
        "x_coordinates": points[:, 0],
        "y_coordinates": points[:, 1],
        "distance_matrix": instance.distance[kind.profile][np.ix_(places, places)].astype(float),
        "demands": [0, *(client.load[0] for client in instance.clients)],
        "vehicle_capacity": kind.capacity[0],
        "num_vehicles": kind.available,
    }
    # no limit at all is what the library takes a limit of 0 for
    parameters = hygese.AlgorithmParameters(timeLimit=max(seconds, LEAST_S), seed=seed)
    found = hygese.Solver(parameters=parameters, verbose=False).solve_cvrp(problem)
    if found.n_routes == 0:
        return None
    routes = (tuple(node - 1 for node in route) for route in found.routes if route)
    return InstanceSolution(routes=tuple(InstanceRoute(type=0, trips=(route,)) for route in routes))
