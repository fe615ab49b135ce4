"""One more vehicle at a depot, there all week and with its drivers: of its own kinds, or of others' types."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from solvers.routing.problem import RoutingProblem, RoutingSolution
from solvers.routing.unserved.remedy import Remedy


def kinds_at(problem: RoutingProblem, depot: int) -> tuple[int, ...]:
    """Return the kinds of a depot, and one kind of each type that only other depots have."""
    own = np.flatnonzero(problem.tables.kind["depot"] == depot).tolist()
    known = {problem.kind_type_ids[kind] for kind in own}
    elsewhere: dict[str, int] = {}
    for kind, type_id in enumerate(problem.kind_type_ids):
        if type_id not in known:
            elsewhere.setdefault(type_id, kind)
    return (*own, *elsewhere.values())


def with_vehicle(problem: RoutingProblem, solution: RoutingSolution, depot: int, kind: int) -> Remedy:
    """Return the problem with one more vehicle of a kind at a depot, and the crew for it."""
    at_home = _at(problem, depot, kind)
    kind = kind if at_home is problem else len(problem.kind_type_ids)
    t, at = at_home.tables, int(at_home.tables.depot["last"][depot])
    depots, drivers, clients = t.depot.copy(), t.drivers.copy(), t.client.copy()
    depots["last"][depot] += 1
    later = (np.arange(len(depots)) != depot) & (t.depot["first"] >= at)
    for name in ("first", "last"):
        depots[name][later] += 1
    drivers[depot, :, : t.kind["level"][kind] + 1] += t.kind["crew"][kind]
    clients["vehicle"][t.client["vehicle"] >= at] += 1
    tables = t._replace(
        depot=depots,
        drivers=drivers,
        client=clients,
        vehicle_kind=np.insert(t.vehicle_kind, at, kind),
        body=np.insert(t.body + (t.body >= at), at, at),
        vehicle_days=np.insert(t.vehicle_days, at, np.ones(t.vehicle_days.shape[1], np.bool_), axis=0),
    )
    ids = (*problem.vehicle_ids[:at], "new", *problem.vehicle_ids[at:])
    routes = tuple(replace(r, vehicle=r.vehicle + (r.vehicle >= at)) for r in solution.routes)
    return Remedy(
        key="vehicle",
        arguments={"type": at_home.kind_type_ids[kind], "depot": problem.depot_ids[depot]},
        problem=replace(at_home, tables=tables, vehicle_ids=ids),
        solution=replace(solution, routes=routes),
    )


def _at(problem: RoutingProblem, depot: int, kind: int) -> RoutingProblem:
    """Return the problem in which a kind is one of the depot's; a copy of it is made where it is not."""
    t = problem.tables
    if t.kind["depot"][kind] == depot:
        return problem
    kinds = np.append(t.kind, t.kind[kind])
    kinds["depot"][-1] = depot
    tables = t._replace(
        kind=kinds,
        hold_s=np.vstack([t.hold_s, t.hold_s[kind]]),
        ban_first=np.vstack([t.ban_first, t.ban_first[kind]]),
        ban_last=np.vstack([t.ban_last, t.ban_last[kind]]),
    )
    return replace(
        problem,
        tables=tables,
        kind_type_ids=(*problem.kind_type_ids, problem.kind_type_ids[kind]),
        kind_box_ids=(*problem.kind_box_ids, problem.kind_box_ids[kind]),
    )
