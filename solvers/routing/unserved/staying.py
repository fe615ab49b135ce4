"""What it would cost to serve a client on other days than a solution does, all else as it is."""

from __future__ import annotations

from solvers.routing.cheapest import FAR, insert_client
from solvers.routing.objective import total_vnd
from solvers.routing.placing import take_client
from solvers.routing.problem import RoutingProblem, RoutingSolution
from solvers.routing.referee import load
from solvers.routing.tables import new_work


def staying_vnd(problem: RoutingProblem, solution: RoutingSolution, client: int, pattern: int) -> int | None:
    """Return how much dearer routes and couriers are with a client on the days of ``pattern``, đồng.

    None where no vehicle, departure or courier serves it then.  The prices of waiting and of changed days
    are no part of it.
    """
    t, work = problem.tables, new_work()
    only = t.client.copy()
    only["first"][client], only["last"][client] = pattern, pattern + 1
    state = load(problem, solution)
    before, was = int(total_vnd(t, state)), int(state.client_pattern[client])
    if was < 0 or not take_client(t, state, work, client):
        return None
    tables = t._replace(client=only)
    if insert_client(tables, state, work, client, FAR, True):
        return None
    priced = int(t.pattern["vnd"][pattern]) - int(t.pattern["vnd"][was])
    return int(total_vnd(t, state)) - before - priced
