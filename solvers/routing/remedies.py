"""Changes of the question that may let a client in: each is the same problem with one thing more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from solvers.routing import tables as rule
from solvers.routing.problem import RoutingProblem, RoutingSolution
from solvers.routing.tables import NEVER

HOUR_S = 3_600


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """A remedy by its catalogue key, the problem with it, and the solution in its indices."""

    key: str
    arguments: Mapping[str, str]
    problem: RoutingProblem
    solution: RoutingSolution


def remedies(
    problem: RoutingProblem, solution: RoutingSolution, client: int, zone_ids: tuple[str, ...]
) -> Iterator[Remedy]:
    """Yield the remedies that concern a client."""
    t = problem.tables
    yield _same(problem, solution, "window_hour", {}, windows=_wider(problem, client))
    for depot in np.flatnonzero(t.ready_day[client] < NEVER).tolist():
        name = {"depot": problem.depot_ids[depot]}
        drivers, bays = t.drivers.copy(), t.depot.copy()
        drivers[depot] += 1
        bays["bays"][depot] += 1
        yield _same(problem, solution, "driver", name, drivers=drivers)
        yield _same(problem, solution, "bay", name, depot=bays)
        for kind in np.flatnonzero(t.kind["depot"] == depot).tolist():
            yield _one_more(problem, solution, depot, kind)
    more = t.rules.copy()
    more[rule.MAX_NIGHTS] += 1
    yield _same(problem, solution, "night", {}, rules=more)
    for zone in np.flatnonzero(t.place_zone[t.client["place"][client]]).tolist():
        last = t.ban_last.copy()
        last[:, zone] = t.ban_first[:, zone]
        yield _same(problem, solution, "permit", {"zone": zone_ids[zone]}, ban_last=last)


def _same(
    problem: RoutingProblem,
    solution: RoutingSolution,
    key: str,
    arguments: dict[str, str],
    **changes: rule.Ints,
) -> Remedy:
    tables = problem.tables._replace(**changes)
    return Remedy(key=key, arguments=arguments, problem=replace(problem, tables=tables), solution=solution)


def _wider(problem: RoutingProblem, client: int) -> rule.Ints:
    """Return the windows with an hour more on either side at one client."""
    t = problem.tables
    windows = t.windows.copy()
    for visit in np.flatnonzero(t.visit["client"] == client).tolist():
        real = windows[visit, :, 1] >= windows[visit, :, 0]
        windows[visit, real, 0] -= HOUR_S
        windows[visit, real, 1] += HOUR_S
    return windows


def _one_more(problem: RoutingProblem, solution: RoutingSolution, depot: int, kind: int) -> Remedy:
    """Return the problem with one more vehicle of a kind, there all week, and its driver."""
    t, at = problem.tables, int(problem.tables.depot["last"][depot])
    depots, drivers = t.depot.copy(), t.drivers.copy()
    depots["last"][depot] += 1
    later = np.arange(len(depots)) != depot
    for name in ("first", "last"):
        depots[name][later & (t.depot["first"] >= at)] += 1
    drivers[depot, :, : t.kind["level"][kind] + 1] += 1
    clients = t.client.copy()
    clients["vehicle"][t.client["vehicle"] >= at] += 1
    bodies = t.body + (t.body >= at)
    tables = t._replace(
        depot=depots,
        drivers=drivers,
        client=clients,
        vehicle_kind=np.insert(t.vehicle_kind, at, kind),
        body=np.insert(bodies, at, at),
        vehicle_days=np.insert(t.vehicle_days, at, np.ones(t.vehicle_days.shape[1], np.bool_), axis=0),
    )
    ids = (*problem.vehicle_ids[:at], "new", *problem.vehicle_ids[at:])
    routes = tuple(replace(r, vehicle=r.vehicle + (r.vehicle >= at)) for r in solution.routes)
    return Remedy(
        key="vehicle",
        arguments={"type": problem.kind_type_ids[kind], "depot": problem.depot_ids[depot]},
        problem=replace(problem, tables=tables, vehicle_ids=ids),
        solution=replace(solution, routes=routes),
    )
