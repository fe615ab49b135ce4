"""Thousands of synthetic stops over Vietnam, around the bundled centres and served from the bundled depots.

Stops, loads, windows, fleet and costs are all drawn or assumed: nothing here is a real customer.
"""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import shapely
from shapely import MultiLineString
from shapely.geometry import shape

from distribution.errors import TravelError
from distribution.files.bundled import data_path
from distribution.files.gather import gather
from distribution.files.network_rows import network_of
from distribution.network import Network, Site, SiteKind
from distribution.roads.graph import RoadGraph, coordinates, plane_km
from distribution.roads.snapping import feet, rivers
from solvers.routing.instance import Client, Ints, VehicleType
from solvers.routing.large.geography import from_fixed
from solvers.routing.large.instance import Floats, LargeInstance
from solvers.routing.large.roads import road_blocks

DAY = date(2026, 11, 23)
SEED = 20261123
PROFILES = ("van", "truck")
SPREAD_KM = (3.0, 10.0)  # of stops about their centre: in town, and one in four outside it
COURIER_FROM_S = 5 * 3_600  # stops farther from every depot may be left to a courier, at this price:
COURIER_VND, COURIER_BOX_VND = 350_000, 100_000
HOUR = 3_600
SECOND_VND = 10  # 36,000 an hour
WINDOWS = ((7 * HOUR, 17 * HOUR), (7 * HOUR, 17 * HOUR), (7 * HOUR, 11 * HOUR), (13 * HOUR, 17 * HOUR))


def country(stops: int, seed: int = SEED, second_vnd: int = SECOND_VND) -> LargeInstance:
    """Return the instance: metres, seconds of the day, boxes and đồng; each second of a route has a price."""
    network = network_of(gather(None, DAY).question.tables)
    graph = RoadGraph.load(data_path("road_nodes.csv"), data_path("road_edges.csv"), DAY)
    water = rivers(data_path("water_barriers.csv"))
    draw = np.random.default_rng(seed)
    depots = coordinates([site.place for site in _depots(network)])
    centres = coordinates([network.place(c.centre_id) for c in network.centres])
    points = _on_roads(draw, centres, stops, graph, water)
    travel = road_blocks(graph, np.vstack([depots, points]), water, PROFILES)
    rows = np.arange(len(depots), len(depots) + stops)
    far = from_fixed(travel, np.arange(len(depots)), rows)[1].min(axis=(0, 1))
    clients = tuple(_client(draw, int(row), int(s)) for row, s in zip(rows, far, strict=True))
    return LargeInstance(
        name=f"synthetic-country-{stops}",
        travel=travel,
        clients=clients,
        types=_fleet(depots, points, clients, second_vnd),
    )


def _depots(network: Network) -> list[Site]:
    return [site for site in network.sites if site.kind in (SiteKind.HUB, SiteKind.DEPOT)]


def _on_roads(
    draw: np.random.Generator, centres: Floats, stops: int, graph: RoadGraph, water: MultiLineString
) -> Floats:
    """Draw points about the centres until enough lie on land with a road that no river parts from them."""
    features = json.loads(data_path("basemap.geojson").read_text(encoding="utf-8"))["features"]
    land = shapely.union_all(
        [shape(f["geometry"]) for f in features if f["properties"]["kind"] == "province"]
    )
    shapely.prepare(land)
    found: list[Floats] = []
    degree_km = plane_km(np.ones(2))
    while len(found) < stops:
        around = centres[draw.integers(len(centres), size=stops)]
        spread = np.where(draw.random(stops) < 0.75, *SPREAD_KM)[:, None]
        points = around + draw.normal(size=(stops, 2)) * spread / degree_km
        inside = shapely.contains_xy(land, points[:, 0], points[:, 1])
        found += _reached(graph, points[inside], water)
    return np.array(found[:stops])


def _reached(graph: RoadGraph, points: Floats, water: MultiLineString) -> list[Floats]:
    """Return the points that have feet; the fault is only raised for many, so halves are asked again."""
    try:
        feet(graph, points, water)
    except TravelError:
        half = len(points) // 2
        halves = (points[:half], points[half:]) if half else ()
        return [point for few in halves for point in _reached(graph, few, water)]
    return list(points)


def _client(draw: np.random.Generator, place: int, far_s: int) -> Client:
    boxes = int(draw.integers(1, 4))
    early, late = WINDOWS[int(draw.integers(len(WINDOWS)))]
    return Client(
        place=place,
        load=(boxes,),
        service=int(draw.integers(8, 16)) * 60,
        early=early,
        late=late,
        prize=COURIER_VND + COURIER_BOX_VND * boxes if far_s > COURIER_FROM_S else None,
    )


def _fleet(
    depots: Floats, points: Floats, clients: tuple[Client, ...], second_vnd: int
) -> tuple[VehicleType, ...]:
    """Give each depot vans and trucks for twice the boxes of the stops nearest to it."""
    gaps = plane_km(points)[:, None] - plane_km(depots)[None]
    nearest = np.hypot(gaps[..., 0], gaps[..., 1]).argmin(axis=1)
    boxes: Ints = np.array([client.load[0] for client in clients], dtype=np.int64)
    need = np.bincount(nearest, weights=boxes, minlength=len(depots)).astype(np.int64)
    kinds = []
    for depot, wanted in enumerate(need.tolist()):
        for profile, capacity, fixed, per_metre in ((0, 40, 890_000, 5), (1, 100, 1_240_000, 9)):
            kinds.append(
                VehicleType(
                    available=-(-wanted // capacity) + 2,
                    capacity=(capacity,),
                    start=depot,
                    end=depot,
                    fixed=fixed,
                    per_distance=per_metre,
                    per_duration=second_vnd,
                    early=5 * HOUR,
                    late=21 * HOUR,
                    longest=12 * HOUR,
                    profile=profile,
                )
            )
    return tuple(kinds)
