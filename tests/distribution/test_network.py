"""The network as a graph and as geographic tables."""

from __future__ import annotations

import networkx as nx

from distribution.inputs import WeekInputs
from distribution.network import SiteKind


def test_every_depot_is_reached_by_lanes_from_a_gateway(country_inputs: WeekInputs) -> None:
    network = country_inputs.network
    graph = network.graph()
    gateways = [s.site_id for s in network.sites if s.kind is SiteKind.GATEWAY]
    reached = set().union(*(nx.descendants(graph, gateway) for gateway in gateways))
    assert {d.site_id for d in network.depots} <= reached


def test_the_graph_carries_the_lanes_and_what_each_place_is(country_inputs: WeekInputs) -> None:
    network = country_inputs.network
    graph = network.graph()
    assert graph.number_of_nodes() == len(network.place_ids)
    assert all(graph.has_edge(lane.origin_id, lane.destination_id) for lane in network.lanes)
    assert graph.nodes["dc-hanoi"]["kind"] == "hub"


def test_the_views_are_points_in_longitude_and_latitude(country_inputs: WeekInputs) -> None:
    network = country_inputs.network
    centres, sites = network.centres_frame(), network.sites_frame()
    assert (len(centres), len(sites)) == (240, len(network.sites))
    assert centres.crs.to_epsg() == sites.crs.to_epsg() == 4326
    west, south, east, north = centres.total_bounds
    assert 102 < west < east < 110
    assert 8 < south < north < 24
