"""Where places join the road graph, and that neither an access nor a short way ever swims."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely
from road_world import BUNDLED, EDGES, MONDAY, bundled_network, files_in

from distribution.errors import TravelError
from distribution.roads.graph import RoadGraph, coordinates, haversine_km
from distribution.roads.snapping import circuity, feet, landmass_of_places, rivers, short_ways


def _graph(folder: Path) -> RoadGraph:
    files = files_in(folder)
    return RoadGraph.load(files.nodes, files.edges, MONDAY)


def test_islands_are_landmasses_of_their_own(tmp_path: Path) -> None:
    graph = _graph(tmp_path)
    land = dict(zip(graph.node_ids, graph.landmasses().tolist(), strict=True))
    assert land["west"] == land["middle"] == land["east"]
    assert land["island"] == land["inland"] != land["east"]


def test_a_place_joins_its_two_nearest_roads_at_the_perpendicular(tmp_path: Path) -> None:
    graph, water = _graph(tmp_path), rivers(files_in(tmp_path).barriers)
    first, second = feet(graph, np.array([[107.25, 16.05]]), water)
    assert (graph.roads[first.road].ref, first.share) == ("QL1", pytest.approx(0.5))
    assert first.access_km == pytest.approx(0.05 * 111.195 * 1.3)
    assert (graph.roads[second.road].ref, second.share) == ("QL2", 0.0)


def test_no_access_crosses_a_river(tmp_path: Path) -> None:
    files = files_in(tmp_path, river="107.0 16.02;107.35 16.02")
    graph = RoadGraph.load(files.nodes, files.edges, MONDAY)
    nearest = feet(graph, np.array([[107.25, 16.05]]), rivers(files.barriers))[0]
    assert graph.roads[nearest.road].ref == "QL2"


def test_both_feet_stand_on_one_landmass(tmp_path: Path) -> None:
    graph, water = _graph(tmp_path), rivers(files_in(tmp_path).barriers)
    found = feet(graph, np.array([[108.5, 16.05]]), water)
    assert [graph.roads[foot.road].ref for foot in found] == ["ĐT1"]


def test_a_place_that_water_parts_from_every_road_is_named(tmp_path: Path) -> None:
    ring = "107.2 15.9;107.3 15.9;107.3 16.1;107.2 16.1;107.2 15.9"
    edges = "".join(line for line in EDGES.splitlines(keepends=True) if "QL1" not in line)
    files = files_in(tmp_path, river=ring, edges=edges)
    graph = RoadGraph.load(files.nodes, files.edges, MONDAY)
    with pytest.raises(TravelError, match=r"16\.0000, 107\.2500"):
        feet(graph, np.array([[107.25, 16.0]]), rivers(files.barriers))


def test_every_bundled_place_joins_roads_of_one_landmass() -> None:
    graph = RoadGraph.load(BUNDLED.nodes, BUNDLED.edges, MONDAY)
    network = bundled_network()
    points = coordinates([network.place(i) for i in network.place_ids])
    found = feet(graph, points, rivers(BUNDLED.barriers))
    land = graph.landmasses()
    own = landmass_of_places(graph, found)
    assert {foot.place for foot in found} == set(range(len(points)))
    assert all(land[graph.roads[foot.road].u] == own[foot.place] for foot in found)


def test_only_bridges_and_ferries_cross_the_drawn_rivers() -> None:
    graph = RoadGraph.load(BUNDLED.nodes, BUNDLED.edges, MONDAY)
    nodes = coordinates(graph.places)
    lines = shapely.linestrings([[nodes[r.u], nodes[r.v]] for r in graph.roads])
    crossed = shapely.intersects(rivers(BUNDLED.barriers), lines)
    pairs = {
        (graph.node_ids[r.u], graph.node_ids[r.v]) for r, c in zip(graph.roads, crossed, strict=True) if c
    }
    bridges = {("binhminh", "cantho"), ("lapvo", "lote"), ("anhuu", "x_vinhlong"), ("bentre", "mocay")}
    one_bank = {
        ("longho", "vungliem"),
        ("kimdong", "hungyen"),
        ("caidau", "chaudoc"),
        ("caolanh", "thanhbinh"),
        ("mocay", "thanhphu"),
    }
    assert bridges <= pairs
    assert not one_bank & pairs


def test_short_ways_keep_to_one_bank_and_one_landmass(tmp_path: Path) -> None:
    points = np.array([[107.0, 16.0], [107.02, 16.0], [107.04, 16.0], [107.5, 16.0]])
    water = rivers(files_in(tmp_path, river="107.03 15.9;107.03 16.1").barriers)
    ways = short_ways(points, np.zeros(4, dtype=np.int32), water)
    straight = haversine_km(*(np.array([x]) for x in (107.0, 16.0, 107.02, 16.0)))[0]
    assert ways.km[0, 1] == pytest.approx(straight * 1.4)
    assert np.isinf(ways.km[[0, 1, 0], [2, 2, 3]]).all()
    apart = short_ways(points, np.array([0, 1, 1, 1], dtype=np.int32), water)
    assert np.isinf(apart.km[0, 1])


def test_circuity_falls_with_distance() -> None:
    assert circuity(np.array([1.0, 5.0, 15.0, 29.0])).tolist() == [1.40, 1.35, 1.30, 1.30]
