"""The week in areas that hardly share a client: each can be searched by itself, and a small one often.

Which days and vehicles a search ends with is a matter of chance, most of all around a depot with a dozen
clients.  A search of the whole is never lucky everywhere at once; the luckiest of each area, put together,
is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from solvers.routing.part_of_week import Part, part_of_week
from solvers.routing.problem import RoutingProblem, RoutingSolution
from solvers.routing.tables import NEVER

NEAR = 2.0  # a client may as well come from a depot to which the way costs at most so many times the cheapest


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """Depots, and the clients to whom one of them is the nearest that may serve them."""

    depots: tuple[int, ...]
    clients: tuple[int, ...]


def areas(problem: RoutingProblem) -> tuple[Area, ...]:
    """Return the areas of a week that have clients, largest first; one of all depots where nobody asks."""
    if not len(problem.tables.client):
        return (Area(depots=tuple(range(len(problem.tables.depot))), clients=()),)
    way, able = _ways(problem)
    home = way.argmin(axis=1)
    near = able & (way <= NEAR * np.take_along_axis(way, home[:, None], axis=1))
    tied: nx.Graph[int] = nx.Graph()
    tied.add_nodes_from(range(way.shape[1]))
    for a in range(way.shape[1]):
        for b in range(a):
            if near[home == a, b].any() or near[home == b, a].any():
                tied.add_edge(a, b)
    made = [
        Area(depots=tuple(sorted(one)), clients=tuple(np.flatnonzero(np.isin(home, sorted(one))).tolist()))
        for one in nx.connected_components(tied)
    ]
    made.sort(key=lambda one: (-len(one.clients), one.depots))
    return tuple(one for one in made if one.clients)


def _ways(problem: RoutingProblem) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return what the way there and back costs from each depot, and which may serve: (clients, depots)."""
    t = problem.tables
    there = t.leg_vnd[0][np.ix_(t.client["place"], t.depot["place"])].astype(float)
    back = t.leg_vnd[0][np.ix_(t.depot["place"], t.client["place"])].T
    able = t.ready_day < NEVER
    held = np.flatnonzero(t.client["vehicle"] >= 0)  # by a lock, to a vehicle of one depot
    able[held] = False
    able[held, t.kind["depot"][t.vehicle_kind[t.client["vehicle"][held]]]] = True
    return np.where(able, there + back, np.inf), able


def part_of(problem: RoutingProblem, area: Area) -> Part:
    """Return an area as a problem of its own, in which the other depots are shut."""
    part = part_of_week(problem, area.clients, (), {})
    t = part.problem.tables
    outside = [q for q in range(len(t.depot)) if q not in area.depots]
    days, ready = t.vehicle_days.copy(), t.ready_day.copy()
    days[np.isin(t.kind["depot"][t.vehicle_kind], outside)] = False
    ready[:, outside] = NEVER
    tables = t._replace(vehicle_days=days, ready_day=ready)
    return replace(part, problem=replace(part.problem, tables=tables))


def joined(found: Iterable[RoutingSolution]) -> RoutingSolution:
    """Return solutions of different areas, in the numbers of the whole, as one."""
    parts = tuple(found)
    return RoutingSolution(
        routes=tuple(sorted((r for one in parts for r in one.routes), key=lambda r: (r.vehicle, r.day))),
        couriers=tuple(sorted(parcel for one in parts for parcel in one.couriers)),
        unserved=tuple(sorted(client for one in parts for client in one.unserved)),
        blocked={client: bits for one in parts for client, bits in sorted(one.blocked.items())},
    )
