"""Fastest ways over the road graph, with what is met on them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from distribution.network import Place
from distribution.roads import (
    ACCESS_KMH,
    BIG_CITIES,
    BIG_RADIUS_KM,
    CITIES,
    CITY_RADIUS_KM,
    SPEED_FACTOR,
    Floats,
    RoadGraph,
    coordinates,
    urban_share,
)
from distribution.snapping import Foot

Ints = NDArray[np.int32]
QUANTITIES = ("km", "driving_h", "big_h", "city_h", "ferry_h", "ferries", "expressway_km")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Arcs:
    """Undirected arcs of the graph with places joined; one row an arc, one column a quantity."""

    u: Ints
    v: Ints
    quantities: Floats
    points: Floats

    @property
    def hours(self) -> Floats:
        """Travel time of every arc in free flow."""
        return np.asarray(self.quantities[:, 1] + self.quantities[:, 4])


def arcs_for(graph: RoadGraph, points: Floats, feet: tuple[Foot, ...], profile: str) -> Arcs:
    """Return the arcs that a speed profile may use; the places follow the nodes."""
    nodes = len(graph.places)
    everywhere = np.vstack([coordinates(graph.places), points])
    factor = SPEED_FACTOR[profile]
    rows: list[tuple[int, int, float, float, float, float, float]] = []
    for road in graph.roads:
        if profile == "motorbike" and road.road_class == "expressway":
            continue
        hours = road.length_km / road.speed_kmh
        if road.ferry:
            rows.append((road.u, road.v, road.length_km, 0.0, hours + road.wait_h, 1.0, 0.0))
        else:
            tolled = road.length_km if road.road_class == "expressway" else 0.0
            rows.append((road.u, road.v, road.length_km, hours / factor, 0.0, 0.0, tolled))
    on_road: dict[int, list[Foot]] = {}
    for foot in feet:
        road = graph.roads[foot.road]
        on_road.setdefault(foot.road, []).append(foot)
        for node, share in ((road.u, foot.share), (road.v, 1.0 - foot.share)):
            rows.append(
                _access(
                    nodes + foot.place, node, road.length_km * share, foot.access_km, road.speed_kmh * factor
                )
            )
    for number, sharing in sorted(on_road.items()):
        road = graph.roads[number]
        ordered = sorted(sharing, key=lambda f: (f.share, f.place))
        for a, b in pairwise(ordered):
            along, access = road.length_km * (b.share - a.share), a.access_km + b.access_km
            rows.append(_access(nodes + a.place, nodes + b.place, along, access, road.speed_kmh * factor))
    table = np.array(rows)
    u, v = table[:, 0].astype(np.int32), table[:, 1].astype(np.int32)
    big = urban_share(everywhere[u], everywhere[v], BIG_CITIES, BIG_RADIUS_KM)
    city = urban_share(everywhere[u], everywhere[v], CITIES, CITY_RADIUS_KM)
    km, driving, ferry, ferries, tolled = table[:, 2:].T
    quantities = np.column_stack([km, driving, driving * big, driving * city, ferry, ferries, tolled])
    return Arcs(u=u, v=v, quantities=quantities, points=everywhere)


def _access(
    place: int, node: int, along_km: float, access_km: float, kmh: float
) -> tuple[int, int, float, float, float, float, float]:
    hours = along_km / kmh + access_km / ACCESS_KMH
    return place, node, along_km + access_km, max(hours, 1e-6), 0.0, 0.0, 0.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ways:
    """Fastest ways from every place: ``before[i, x]`` is the node before x, ``arc`` the arc between."""

    nodes: int
    hours: Floats
    before: Ints
    arc: Ints
    arcs: Arcs

    def sums(self) -> Floats:
        """Return every quantity summed along the ways, shape (places, places, quantities)."""
        padded = np.vstack([self.arcs.quantities, np.zeros(self.arcs.quantities.shape[1])])
        totals, hop = padded[self.arc], self.before
        lines = np.arange(len(hop))[:, None]
        # Each round doubles the part of the way that is summed; the root adds nothing.
        while (hop[lines, hop] != hop).any():
            totals, hop = totals + totals[lines, hop], hop[lines, hop]
        return np.asarray(totals[:, self.nodes :])

    def worst(self, of_arc: Floats) -> Floats:
        """Return the largest value of an arc met on each way, shape (places, places)."""
        padded = np.append(of_arc, 0.0)
        worst, hop = padded[self.arc], self.before
        lines = np.arange(len(hop))[:, None]
        while (hop[lines, hop] != hop).any():
            worst, hop = np.maximum(worst, worst[lines, hop]), hop[lines, hop]
        return np.asarray(worst[:, self.nodes :])

    def line(self, origin: int, destination: int) -> tuple[Place, ...]:
        """Return the points of the way between two places (by their order)."""
        node, trail = self.nodes + destination, [self.nodes + destination]
        while node != self.nodes + origin:
            node = int(self.before[origin, node])
            trail.append(node)
        return tuple(Place(float(lon), float(lat)) for lon, lat in self.arcs.points[trail[::-1]])


def fastest_ways(arcs: Arcs, nodes: int) -> Ways:
    """Return the fastest ways from every place over the arcs (Dijkstra)."""
    size = len(arcs.points)
    matrix, numbers = _cheapest(arcs, arcs.hours, size)
    hours, before = dijkstra(matrix, directed=True, indices=np.arange(nodes, size), return_predecessors=True)
    unreached = before < 0
    before = np.where(unreached, np.arange(size)[None], before).astype(np.int32)
    arc = np.where(unreached, len(arcs.u), numbers[before, np.arange(size)[None]]).astype(np.int32)
    return Ways(nodes=nodes, hours=hours, before=before, arc=arc, arcs=arcs)


def nearest_h(arcs: Arcs, sources: Ints) -> Floats:
    """Return the hours from every node to the nearest of the sources."""
    matrix, _ = _cheapest(arcs, arcs.hours, len(arcs.points))
    return np.asarray(dijkstra(matrix, directed=True, indices=sources, min_only=True))


def _cheapest(arcs: Arcs, weight: Floats, size: int) -> tuple[csr_array, Ints]:
    """Return the arcs both ways with parallels reduced to the cheapest, and its number by pair."""
    order = np.argsort(-weight, kind="stable")
    numbers = np.full((size, size), -1, dtype=np.int32)
    numbers[arcs.u[order], arcs.v[order]] = order
    reverse = numbers.T
    both = np.where(
        (reverse >= 0) & ((numbers < 0) | (weight[reverse] < weight[numbers])), reverse, numbers
    ).astype(np.int32)
    rows, columns = np.nonzero(both >= 0)
    return csr_array((weight[both[rows, columns]], (rows, columns)), shape=(size, size)), both
