"""The error of the road graph against published distances."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import networkx as nx
import numpy as np

from distribution.roads import RoadGraph


def reference_error(graph: RoadGraph, references: Path, *, pages_only: bool = True) -> float:
    """Return the mean absolute error in percent against published distances (no ferries).

    Modes of the table: ``q`` fastest without expressways, ``f`` fastest with, ``s`` shortest; a
    published route is followed by its ``via`` towns.  Rows "memory" are recalled like the graph's
    own lengths, hence not independent of it, and left out unless asked for.
    """
    ways = {mode: _ways(graph, mode) for mode in "qfs"}
    errors = []
    with references.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if pages_only and not row["source"].startswith("page"):
                continue
            calls = [row["a"], *row["via"].split(), row["b"]]
            km = sum(_km(ways[row["mode"]], a, b, row["mode"]) for a, b in pairwise(calls))
            errors.append(abs(km / float(row["km"]) - 1.0) * 100.0)
    return round(float(np.mean(errors)), 2)


def _ways(graph: RoadGraph, mode: str) -> nx.Graph[str]:
    ways: nx.Graph[str] = nx.Graph()
    key = _key(mode)
    for road in graph.roads:
        if road.ferry or (mode == "q" and road.road_class == "expressway"):
            continue
        u, v = graph.node_ids[road.u], graph.node_ids[road.v]
        costs = {"km": road.length_km, "h": road.length_km / road.speed_kmh}
        if not ways.has_edge(u, v) or costs[key] < ways.edges[u, v][key]:
            ways.add_edge(u, v, **costs)
    return ways


def _km(ways: nx.Graph[str], a: str, b: str, mode: str) -> float:
    path = nx.dijkstra_path(ways, a, b, weight=_key(mode))
    return float(nx.path_weight(ways, path, "km"))


def _key(mode: str) -> str:
    return "km" if mode == "s" else "h"
