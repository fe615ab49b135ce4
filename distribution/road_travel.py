"""The travel table from the bundled road graph, and its error against published distances."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import networkx as nx
import numpy as np

from distribution.network import Network, Place
from distribution.road_search import Arcs, Ints, Ways, arcs_for, fastest_ways, nearest_h
from distribution.roads import (
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
from distribution.snapping import feet, short_ways_km
from distribution.travel import TravelProfile, TravelTable
from distribution.vaccines import TemperatureBand

SOURCE = "bundled road graph"
LOCAL_KMH = {"city": 28.0, "outside": 35.0}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RoadFiles:
    """Where the tables of the road graph stand."""

    nodes: Path
    edges: Path
    barriers: Path
    references: Path


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RoadPaths:
    """The lines that vehicles follow, for maps and papers."""

    place_ids: tuple[str, ...]
    ways: dict[str, Ways]

    def line(self, profile: str, origin_id: str, destination_id: str) -> tuple[Place, ...]:
        """Return the points of the fastest way of a speed profile between two places."""
        index = self.place_ids.index
        return self.ways[profile].line(index(origin_id), index(destination_id))


def road_travel(network: Network, day: date, files: RoadFiles) -> tuple[TravelTable, RoadPaths]:
    """Return distances and times between all places of a network on a day, and the lines.

    The error stated is the mean absolute error against the page-sourced published distances.
    """
    graph = RoadGraph.load(files.nodes, files.edges, day)
    points = coordinates([network.place(i) for i in network.place_ids])
    found = feet(graph, points)
    land = graph.landmasses()
    first_foot = {f.place: f.road for f in reversed(found)}
    landmass = np.array([land[graph.roads[first_foot[i]].u] for i in range(len(points))], dtype=np.int32)
    short_km = short_ways_km(points, landmass, files.barriers)
    ways = {
        profile: fastest_ways(arcs_for(graph, points, found, profile), len(graph.places))
        for profile in SPEED_FACTOR
    }
    table = TravelTable(
        place_ids=network.place_ids,
        profiles={p: _profile(w, points, short_km, SPEED_FACTOR[p]) for p, w in ways.items()},
        refuge_s=_refuge_s(network, ways["truck"], short_km),
        source=SOURCE,
        error_percent=reference_error(graph, files.references),
    )
    return table, RoadPaths(place_ids=network.place_ids, ways=ways)


def _profile(ways: Ways, points: Floats, short_km: Floats, factor: float) -> TravelProfile:
    km, driving, big, city, ferry, ferries, tolled = np.moveaxis(ways.sums(), 2, 0)
    start, end = _pairs(points)
    shape = km.shape
    in_big = urban_share(start, end, BIG_CITIES, BIG_RADIUS_KM).reshape(shape)
    in_city = urban_share(start, end, CITIES, CITY_RADIUS_KM).reshape(shape)
    kmh = np.where(in_big + in_city > 0.5, LOCAL_KMH["city"], LOCAL_KMH["outside"]) * factor
    local_h = short_km / kmh
    use = np.isfinite(short_km) & (local_h < driving + ferry)
    np.fill_diagonal(use, False)
    hours = np.where(use, local_h, driving)
    share = np.maximum(hours, 1e-9)
    return TravelProfile(
        distance_m=_up(np.where(use, short_km, km) * 1_000),
        driving_s=_up(hours * 3_600),
        big_city=np.where(use, in_big, np.minimum(big / share, 1.0)).astype(np.float32),
        city=np.where(use, in_city, np.minimum(city / share, 1.0)).astype(np.float32),
        ferry_s=_up(np.where(use, 0.0, ferry) * 3_600),
        ferries=np.where(use, 0, ferries).round().astype(np.int8),
        expressway_m=_up(np.where(use, 0.0, tolled) * 1_000),
    )


def _pairs(points: Floats) -> tuple[Floats, Floats]:
    count = len(points)
    return np.repeat(points, count, axis=0), np.tile(points, (count, 1))


def _up(values: Floats) -> Ints:
    whole = np.ceil(values - 1e-6).astype(np.int32)
    np.fill_diagonal(whole, 0)
    return whole


def _refuge_s(network: Network, ways: Ways, short_km: Floats) -> Ints:
    """Return the longest time from any point of a way to the nearest cold store.

    On an arc between nodes whose nearest stores are a and b hours away the worst point is
    (a + b + t) / 2 away; a short way between two places is its own arc.
    """
    cold = [
        ways.nodes + i
        for i, place_id in enumerate(network.place_ids)
        if any(_stores(network, place_id).values())
    ]
    near = nearest_h(ways.arcs, np.array(cold, dtype=np.int32))
    arcs: Arcs = ways.arcs
    worst = ways.worst((near[arcs.u] + near[arcs.v] + arcs.hours) / 2)
    own = near[ways.nodes :]
    short = (own[:, None] + own[None] + short_km / LOCAL_KMH["city"]) / 2
    return _up(np.minimum(worst, short) * 3_600)


def _stores(network: Network, place_id: str) -> Mapping[TemperatureBand, int]:
    sites = {s.site_id: s.stores_ml for s in network.sites}
    return sites[place_id] if place_id in sites else network.centre(place_id).stores_ml


def reference_error(graph: RoadGraph, references: Path, *, pages_only: bool = True) -> float:
    """Return the mean absolute error in percent against published distances (no ferries).

    Modes of the table: ``q`` fastest without expressways, ``f`` fastest with, ``s`` shortest; a
    published route is followed by its ``via`` towns.
    """
    roads = {mode: _reference_graph(graph, mode) for mode in "qfs"}
    errors = []
    with references.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if pages_only and not row["source"].startswith("page"):
                continue
            calls = [row["a"], *row["via"].split(), row["b"]]
            ways = roads[row["mode"]]
            weight = "km" if row["mode"] == "s" else "h"
            km = sum(
                nx.path_weight(ways, nx.dijkstra_path(ways, a, b, weight=weight), "km")
                for a, b in pairwise(calls)
            )
            errors.append(abs(km / float(row["km"]) - 1.0) * 100.0)
    return round(float(np.mean(errors)), 2)


def _reference_graph(graph: RoadGraph, mode: str) -> nx.Graph[str]:
    ways: nx.Graph[str] = nx.Graph()
    key = "km" if mode == "s" else "h"
    for road in graph.roads:
        if road.ferry or (mode == "q" and road.road_class == "expressway"):
            continue
        u, v = graph.node_ids[road.u], graph.node_ids[road.v]
        costs = {"km": road.length_km, "h": road.length_km / road.speed_kmh}
        if not ways.has_edge(u, v) or costs[key] < ways.edges[u, v][key]:
            ways.add_edge(u, v, **costs)
    return ways
