"""Fastest ways over roads split where places join them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from road_world import MONDAY, files_in

from distribution.network import Place
from distribution.roads.arcs import arcs_for
from distribution.roads.graph import BIG_CITIES, BIG_RADIUS_KM, Floats, RoadGraph, urban_share
from distribution.roads.search import Ways, fastest_ways
from distribution.roads.snapping import feet, rivers


def _ways(graph: RoadGraph, folder: Path, points: Floats) -> Ways:
    found = feet(graph, points, rivers(files_in(folder).barriers))
    return fastest_ways(arcs_for(graph, points, found, "truck"))


def _graph(folder: Path) -> RoadGraph:
    files = files_in(folder)
    return RoadGraph.load(files.nodes, files.edges, MONDAY)


def test_places_on_one_road_do_not_detour_through_each_other(tmp_path: Path) -> None:
    # The second place lies 11 km north of the road between the other two.
    points = np.array([[107.1, 16.0], [107.25, 16.1], [107.4, 16.0]])
    ways = _ways(_graph(tmp_path), tmp_path, points)
    km = ways.sums()[:, :, 0]
    assert km[0, 2] == pytest.approx(36.0)  # 0.6 of 60 km
    assert km[0, 1] == pytest.approx(18.0 + 0.1 * 111.195 * 1.3)
    assert (ways.line(0, 2)[0], ways.line(0, 2)[-1]) == (Place(107.1, 16.0), Place(107.4, 16.0))


def test_parallel_roads_give_way_to_the_fastest(tmp_path: Path) -> None:
    graph = _graph(tmp_path)
    slow = replace(graph.roads[0], length_km=50.0, speed_kmh=20.0)
    doubled = replace(graph, roads=(*graph.roads, slow))
    ways = _ways(doubled, tmp_path, np.array([[107.0, 16.0], [107.5, 16.0]]))
    assert ways.sums()[0, 1, 0] == pytest.approx(60.0)


def test_the_sums_are_those_of_the_searched_hours(tmp_path: Path) -> None:
    points = np.array([[107.03, 16.02], [107.3, 15.97], [107.8, 16.1], [108.5, 16.1]])
    ways = _ways(_graph(tmp_path), tmp_path, points)
    sums = ways.sums()
    nodes = ways.arcs.nodes
    assert sums[:, :, 1] + sums[:, :, 4] == pytest.approx(ways.hours[:, nodes : nodes + len(points)])


def test_traffic_counts_the_part_within_the_radius() -> None:
    hanoi = BIG_CITIES[0]
    inside, far = np.array([[hanoi.lon, hanoi.lat]]), np.array([[hanoi.lon, hanoi.lat + 30 / 111.195]])
    assert urban_share(inside, inside, BIG_CITIES, BIG_RADIUS_KM)[0] == pytest.approx(1.0)
    assert urban_share(inside, far, BIG_CITIES, BIG_RADIUS_KM)[0] == pytest.approx(0.5, abs=0.06)
