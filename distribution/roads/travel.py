"""The travel table from the bundled road graph, and the lines that vehicles follow."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np

from distribution.errors import Fault, TravelSourceError
from distribution.network import Network, Place
from distribution.roads.arcs import Ints, arcs_for
from distribution.roads.graph import SPEED_FACTOR, Floats, RoadGraph, coordinates
from distribution.roads.reference import reference_error
from distribution.roads.refuge import cold_stores, road_refuge
from distribution.roads.search import Ways, fastest_ways
from distribution.roads.snapping import ShortWays, feet, landmass_of_places, rivers, short_ways
from distribution.travel import TravelProfile, TravelTable

SOURCE = "bundled road graph"


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


def road_travel(
    network: Network, day: date, files: RoadFiles, closed: Collection[tuple[str, str]] = ()
) -> tuple[TravelTable, RoadPaths]:
    """Return distances and times between all places of a network on a day, and the lines.

    ``closed`` are pairs of nodes of the graph between which no road is open; the source names them.
    The error stated is the mean absolute error, closed roads open, against the page-sourced published
    distances.

    Raises
    ------
    TravelSourceError
        When no road or ferry joins two places.
    """
    graph = RoadGraph.load(files.nodes, files.edges, day, closed)
    ids = network.place_ids
    points = coordinates([network.place(place_id) for place_id in ids])
    water = rivers(files.barriers)
    found = feet(graph, points, water)
    short = short_ways(points, landmass_of_places(graph, found), water)
    ways = {profile: fastest_ways(arcs_for(graph, points, found, profile)) for profile in SPEED_FACTOR}
    for profile_ways in ways.values():
        _whole(profile_ways, ids)
    refuge = road_refuge(network, ways["truck"], short)
    table = TravelTable(
        place_ids=ids,
        profiles={p: _profile(w, short, SPEED_FACTOR[p]) for p, w in ways.items()},
        refuge_s=_up(refuge.all_h(cold_stores(network)) * 3_600),
        source=_source(closed),
        error_percent=_error_percent(files.nodes, files.edges, files.references, day),
        refuge=refuge,
    )
    return table, RoadPaths(place_ids=ids, ways=ways)


@cache
def _error_percent(nodes: Path, edges: Path, references: Path, day: date) -> float:
    """Return the error of the graph with all its roads open: the same for every closure of a run."""
    return reference_error(RoadGraph.load(nodes, edges, day), references)


def _source(closed: Collection[tuple[str, str]]) -> str:
    if not closed:
        return SOURCE
    return f"{SOURCE}, closed: {', '.join(f'{a}–{b}' for a, b in sorted(closed))}"


def _profile(ways: Ways, short: ShortWays, factor: float) -> TravelProfile:
    km, driving, big, city, ferry, ferries, tolled = np.moveaxis(ways.sums(), 2, 0)
    local_h = short.hours(factor)
    use = local_h < driving + ferry
    hours = np.where(use, local_h, driving)
    share = np.maximum(driving, 1e-9)
    return TravelProfile(
        distance_m=_up(np.where(use, short.km, km) * 1_000),
        driving_s=_up(hours * 3_600),
        big_city=np.where(use, short.big_city, np.minimum(big / share, 1.0)).astype(np.float32),
        city=np.where(use, short.city, np.minimum(city / share, 1.0)).astype(np.float32),
        ferry_s=_up(np.where(use, 0.0, ferry) * 3_600),
        ferries=np.where(use, 0, ferries).round().astype(np.int8),
        expressway_m=_up(np.where(use, 0.0, tolled) * 1_000),
    )


def _up(values: Floats) -> Ints:
    whole = np.ceil(values - 1e-6).astype(np.int32)
    np.fill_diagonal(whole, 0)
    return whole


def _whole(ways: Ways, ids: tuple[str, ...]) -> None:
    parted = ways.unreached()
    if parted:
        pairs = ", ".join(f"{ids[i]} → {ids[j]}" for i, j in parted[:5])
        arguments = {"count": str(len(parted)), "pairs": pairs}
        raise TravelSourceError([Fault(code="travel_parted", file="road_edges", arguments=arguments)])
