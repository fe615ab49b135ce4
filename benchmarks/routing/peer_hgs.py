"""HGS-CVRP at its defaults (Vidal 2022, doi:10.1016/j.cor.2021.105643), by hygese.

It wants coordinates beside the matrix, to tell which routes lie side by side.
"""

from __future__ import annotations

import hygese
import numpy as np

from benchmarks.routing.plainness import refusal, too_large
from benchmarks.routing.reading import Question
from solvers.routing.instance import Instance, InstanceRoute, InstanceSolution, Ints

LEAST_S = 0.001
LEAST_CLIENTS = 2
SCALE = (1, 100_000)  # of the longest leg: it takes no other
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
    return refusal(instance, LACKS) or too_large(instance) or _out_of_scale(instance)


def _out_of_scale(instance: Instance) -> str | None:
    """Return what HGS-CVRP would end the process on, or never end on."""
    if len(instance.clients) < LEAST_CLIENTS:
        return f"{len(instance.clients)} clients: it searches among {LEAST_CLIENTS} or more"
    longest = int(_matrix(instance).max())
    least, most = SCALE
    return None if least <= longest <= most else f"a longest leg of {longest}, outside {least} to {most}"


def _places(instance: Instance) -> list[int]:
    return [instance.types[0].start, *(client.place for client in instance.clients)]


def _matrix(instance: Instance) -> Ints:
    """Return the distances between the depot and the clients."""
    places = _places(instance)
    matrix: Ints = instance.distance[instance.types[0].profile][np.ix_(places, places)]
    return matrix


def solve(question: Question, seconds: float, seed: int) -> InstanceSolution | None:
    """Search until the seconds are over."""
    instance, data = question.instance, question.data
    assert data is not None
    kind, places = instance.types[0], _places(instance)
    points = np.array([[data.location(place).x, data.location(place).y] for place in places], dtype=float)
    points -= points.min(axis=0)
    problem = {
        "x_coordinates": points[:, 0],
        "y_coordinates": points[:, 1],
        "distance_matrix": _matrix(instance).astype(float),
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
