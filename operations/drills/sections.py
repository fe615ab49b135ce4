"""The road sections that a plan drives on, and how many doses ride over each."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from distribution.inputs import WeekInputs
from distribution.plan import Route, WeeklyPlan
from distribution.roads.graph import RoadGraph
from distribution.roads.travel import RoadPaths
from operations.plan_folder import Judged
from operations.travel_source import road_files

MAIN = ("expressway", "trunk", "national")
Section = tuple[str, str]
"""Two nodes of the road graph that a road joins, in the order of their ids."""


def doses_by_section(
    plan: WeeklyPlan, inputs: WeekInputs, paths: RoadPaths, graph: RoadGraph
) -> dict[Section, int]:
    """Return the doses that ride over each main road section on routes and own trunk runs, most first.

    A leg that only touches a section from a place beside it does not drive over it.
    """
    main = {_pair(graph, road.u, road.v) for road in graph.roads if road.road_class in MAIN}
    doses: Counter[Section] = Counter()
    for type_id, origin_id, destination_id, carried in _loaded_legs(plan):
        profile = inputs.fleet.type(type_id).profile
        for pair in nodes_passed(paths, profile, origin_id, destination_id, graph):
            if pair in main:
                doses[pair] += carried
    return dict(sorted(doses.items(), key=lambda item: (-item[1], item[0])))


def _loaded_legs(plan: WeeklyPlan) -> Iterator[tuple[str, str, str, int]]:
    """Yield every leg that a vehicle of our own drives with goods: its type, both ends, doses on board."""
    for route in plan.routes:
        for index, leg in enumerate(route.legs[:-1]):
            yield route.type_id, leg.origin_id, leg.destination_id, _aboard(route, index)
    for run in plan.transfers:
        if run.type_id is not None:
            yield run.type_id, run.origin_id, run.destination_id, sum(drop.doses for drop in run.drops)


def nodes_passed(
    paths: RoadPaths, profile: str, origin_id: str, destination_id: str, graph: RoadGraph
) -> Iterable[Section]:
    """Yield the pairs of road nodes that follow each other on the fastest way between two places."""
    ways = paths.ways[profile]
    origin, node = paths.place_ids.index(origin_id), paths.place_ids.index(destination_id)
    node += ways.arcs.nodes
    trail = []
    while node != origin + ways.arcs.nodes:
        if node < ways.arcs.nodes:
            trail.append(node)
        node = int(ways.before[origin, node])
    for after, before in pairwise(trail):
        yield _pair(graph, before, after)


def beyond(judged: Judged, subject_id: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the centres that routes call at after driving over a section, and these routes."""
    graph, centres, routes = road_graph(judged.inputs), set[str](), set[str]()
    for route in judged.plan.routes:
        profile = judged.inputs.fleet.type(route.type_id).profile
        for index, leg in enumerate(route.legs[:-1]):
            passed = nodes_passed(judged.paths, profile, leg.origin_id, leg.destination_id, graph)
            if any("–".join(pair) == subject_id for pair in passed):
                centres |= {stop.centre_id for stop in route.stops[index:]}
                routes.add(route.route_id)
                break
    return frozenset(centres), frozenset(routes)


def road_graph(inputs: WeekInputs) -> RoadGraph:
    """Return the road graph of the planned week."""
    files = road_files()
    return RoadGraph.load(files.nodes, files.edges, inputs.calendar.week.monday, inputs.closed_roads)


def node_names() -> dict[str, str]:
    """Return what people call the nodes of the road graph, by id."""
    with road_files().nodes.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["name"] for row in csv.DictReader(file)}


def _aboard(route: Route, index: int) -> int:
    """Return the doses on board of a leg."""
    return sum(drop.doses for stop in route.stops[index:] for drop in stop.drops)


def _pair(graph: RoadGraph, u: int, v: int) -> Section:
    a, b = sorted((graph.node_ids[u], graph.node_ids[v]))
    return a, b
