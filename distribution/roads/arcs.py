"""The road graph with places joined to it: every road split at the feet of the places beside it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from distribution.roads.graph import (
    ACCESS_KMH,
    BIG_CITIES,
    BIG_RADIUS_KM,
    CITIES,
    CITY_RADIUS_KM,
    SPEED_FACTOR,
    Floats,
    Road,
    RoadGraph,
    coordinates,
    urban_share,
)
from distribution.roads.snapping import Foot

Ints = NDArray[np.int32]
Row = tuple[int, int, float, float, float, float, float]
QUANTITIES = ("km", "driving_h", "big_h", "city_h", "ferry_h", "ferries", "expressway_km")
LEAST_H = 1e-11  # no arc is free: the sparse search takes a weight of nought for no arc


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Arcs:
    """Undirected arcs, one row an arc, one column a quantity (in the order of ``QUANTITIES``).

    The points are the graph's nodes, then the places, then their feet.
    """

    u: Ints
    v: Ints
    quantities: Floats
    points: Floats
    nodes: int
    places: int

    @property
    def hours(self) -> Floats:
        """Travel time of every arc in free flow, ferries included."""
        return np.asarray(self.quantities[:, 1] + self.quantities[:, 4])


def arcs_for(graph: RoadGraph, points: Floats, feet: tuple[Foot, ...], profile: str) -> Arcs:
    """Return the arcs that a speed profile may use (a motorbike takes no expressway)."""
    nodes, factor = len(graph.places), SPEED_FACTOR[profile]
    first_foot = nodes + len(points)
    on_road: dict[int, list[tuple[float, int]]] = {}
    for number, foot in enumerate(feet):
        on_road.setdefault(foot.road, []).append((foot.share, first_foot + number))
    rows: list[Row] = []
    for number, road in enumerate(graph.roads):
        if profile == "motorbike" and road.road_class == "expressway":
            continue
        rows += _pieces(road, sorted(on_road.get(number, [])), factor)
    for number, foot in enumerate(feet):
        hours = max(foot.access_km / ACCESS_KMH, LEAST_H)
        rows.append((nodes + foot.place, first_foot + number, foot.access_km, hours, 0.0, 0.0, 0.0))
    everywhere = np.vstack([coordinates(graph.places), points, _foot_points(graph, feet)])
    return _arcs(rows, everywhere, nodes, len(points))


def _pieces(road: Road, splits: list[tuple[float, int]], factor: float) -> list[Row]:
    if road.ferry:
        afloat_h = road.length_km / road.speed_kmh + road.wait_h
        return [(road.u, road.v, road.length_km, 0.0, afloat_h, 1.0, 0.0)]
    rows: list[Row] = []
    for (start, u), (end, v) in pairwise([(0.0, road.u), *splits, (1.0, road.v)]):
        km = road.length_km * (end - start)
        tolled = km if road.road_class == "expressway" else 0.0
        rows.append((u, v, km, max(km / (road.speed_kmh * factor), LEAST_H), 0.0, 0.0, tolled))
    return rows


def _foot_points(graph: RoadGraph, feet: tuple[Foot, ...]) -> Floats:
    nodes = coordinates(graph.places)
    start = nodes[[graph.roads[foot.road].u for foot in feet]]
    end = nodes[[graph.roads[foot.road].v for foot in feet]]
    share = np.array([foot.share for foot in feet]).reshape(-1, 1)
    return np.asarray(start + (end - start) * share)


def _arcs(rows: list[Row], everywhere: Floats, nodes: int, places: int) -> Arcs:
    table = np.array(rows)
    u, v = table[:, 0].astype(np.int32), table[:, 1].astype(np.int32)
    big = urban_share(everywhere[u], everywhere[v], BIG_CITIES, BIG_RADIUS_KM)
    city = urban_share(everywhere[u], everywhere[v], CITIES, CITY_RADIUS_KM)
    km, driving, ferry, ferries, tolled = table[:, 2:].T
    quantities = np.column_stack([km, driving, driving * big, driving * city, ferry, ferries, tolled])
    return Arcs(u=u, v=v, quantities=quantities, points=everywhere, nodes=nodes, places=places)
