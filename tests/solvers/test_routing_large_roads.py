from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from distribution.files.bundled import data_path
from distribution.files.gather import gather
from distribution.files.network_rows import network_of
from distribution.network import Network
from distribution.roads.graph import RoadGraph, coordinates
from distribution.roads.snapping import rivers
from distribution.roads.travel import RoadFiles, road_travel
from solvers.routing.large.roads import RoadBlocks, road_blocks

DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def network() -> Network:
    return network_of(gather(None, DAY).question.tables)


@pytest.fixture(scope="module")
def roads(network: Network) -> RoadBlocks:
    graph = RoadGraph.load(data_path("road_nodes.csv"), data_path("road_edges.csv"), DAY)
    points = coordinates([network.place(place) for place in network.place_ids])
    return road_blocks(graph, points, rivers(data_path("water_barriers.csv")), ("van", "truck"))


def test_two_levels_agree_with_the_travel_table(network: Network, roads: RoadBlocks) -> None:
    """The table may also change roads at the feet of other places, so it is never slower."""
    files = RoadFiles(
        nodes=data_path("road_nodes.csv"),
        edges=data_path("road_edges.csv"),
        barriers=data_path("water_barriers.csv"),
        references=data_path("reference_distances.csv"),
    )
    table, _ = road_travel(network, DAY, files)
    metres, seconds = roads.block(np.arange(len(network.place_ids)))
    for profile, m, s in zip(("van", "truck"), metres, seconds, strict=True):
        known = table.profiles[profile]
        known_s = known.driving_s.astype(np.int64) + known.ferry_s
        assert (s >= known_s - 2).all()
        same = np.abs(s - known_s) <= 2
        assert same.mean() > 0.85
        assert (np.abs(m - known.distance_m)[same] <= 2).mean() > 0.99
        assert (s / np.maximum(known_s, 1)).mean() < 1.005


def test_a_pair_is_the_same_in_every_block(roads: RoadBlocks) -> None:
    few = np.array([200, 3, 77, 120, 4])
    for whole, cut in zip(roads.block(np.arange(len(roads.lonlat))), roads.block(few), strict=True):
        assert (whole[:, few[:, None], few[None]] == cut).all()


def test_travel_is_symmetric_and_nothing_from_a_place_to_itself(roads: RoadBlocks) -> None:
    for table in roads.block(np.arange(60)):
        assert (np.abs(table - table.transpose(0, 2, 1)) <= 1).all()
        assert (table[:, np.arange(60), np.arange(60)] == 0).all()
        assert (table >= 0).all()
