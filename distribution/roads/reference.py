"""The error of the road graph against published distances."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from distribution.network import Place
from distribution.roads.graph import RoadGraph

if TYPE_CHECKING:
    import networkx as nx


def reference_error(graph: RoadGraph, references: Path, *, pages_only: bool = True) -> float:
    """Return the mean absolute error in percent against published distances (no ferries).

    Modes of the table: ``q`` fastest without expressways, ``f`` fastest with, ``s`` shortest; a
    published route is followed by its ``via`` towns.  Rows "memory" are recalled like the graph's
    own lengths, hence not independent of it, and left out unless asked for.
    """
    ways = {mode: _ways(graph, mode) for mode in "qfs"}
    errors = [
        _off_percent(sum(_km(ways[mode], a, b, mode) for a, b in pairwise(calls)), km)
        for calls, mode, km in _published(references, pages_only)
    ]
    return round(float(np.mean(errors)), 2)


def published_towns(nodes: Path, references: Path) -> dict[str, Place]:
    """Return where the towns of the page-sourced published distances stand, by their node of the graph."""
    named = {town for calls, _, _ in _published(references, True) for town in calls}
    with nodes.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["id"] in named]
    return {row["id"]: Place(float(row["lon"]), float(row["lat"])) for row in rows}


def error_of(km: Callable[[str, str], float | None], references: Path) -> tuple[float | None, int]:
    """Return the mean absolute error in percent of a source against published distances, and of how many.

    ``km`` gives the source's distance between two towns, None where it knows none; such rows are left
    out, and without any row the error is None.  A source drives its own fastest way, so a published
    distance over another road counts as error too.
    """
    errors = []
    for calls, _, published_km in _published(references, True):
        legs = [km(a, b) for a, b in pairwise(calls)]
        if None not in legs:
            errors.append(_off_percent(sum(leg for leg in legs if leg is not None), published_km))
    return (round(float(np.mean(errors)), 2) if errors else None), len(errors)


def _off_percent(km: float, published_km: float) -> float:
    return abs(km / published_km - 1.0) * 100.0


def _published(references: Path, pages_only: bool) -> Iterator[tuple[list[str], str, float]]:
    """Yield towns in order, mode and kilometres of each published distance."""
    with references.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if not pages_only or row["source"].startswith("page"):
                yield [row["a"], *row["via"].split(), row["b"]], row["mode"], float(row["km"])


def _ways(graph: RoadGraph, mode: str) -> nx.Graph[str]:
    import networkx as nx

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
    import networkx as nx

    path = nx.dijkstra_path(ways, a, b, weight=_key(mode))
    return float(nx.path_weight(ways, path, "km"))


def _key(mode: str) -> str:
    return "km" if mode == "s" else "h"
