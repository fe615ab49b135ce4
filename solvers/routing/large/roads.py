"""Travel over the road graph on two levels: all pairs of its nodes once, and the ways from places to them.

A place joins a road at its feet and goes on to both ends of that road; two places beside one road also
meet on it.  Near pairs may go a short way at local speed.  Free flow, ferries included: metres and whole
seconds, rounded up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray
from shapely import MultiLineString

from distribution.roads.arcs import arcs_for
from distribution.roads.graph import ACCESS_KMH, SPEED_FACTOR, RoadGraph, plane_km
from distribution.roads.search import fastest_ways
from distribution.roads.snapping import NEAREST_ROADS, Foot, feet, landmass_of_places, short_ways
from solvers.routing.instance import Ints
from solvers.routing.large.instance import Floats

NOWHERE = 1e6  # hours, or kilometres, to a foot that a place does not have


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Joints:
    """How places join the roads, shape (places, feet): which road, at what share of it, and the access."""

    road: NDArray[np.int64]
    share: Floats
    km: Floats
    hours: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Level:
    """The roads as a speed profile sees them.

    ``ends`` are the nodes of each road, ``road`` its kilometres and hours, ``node`` those of the fastest
    way between any two nodes, shape (2, nodes, nodes).
    """

    profile: str
    ends: NDArray[np.int64]
    road: Floats
    node: NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RoadBlocks:
    """Travel in blocks between many places; ``lonlat`` in degrees, shape (places, 2)."""

    lonlat: Floats
    joints: Joints
    landmass: NDArray[np.int32]
    levels: tuple[Level, ...]
    water: MultiLineString

    @property
    def points(self) -> Floats:
        """Where the places stand, on a plane in kilometres."""
        return plane_km(self.lonlat)

    def block(self, places: Ints) -> tuple[Ints, Ints]:
        """Return metres and seconds among some places, each of shape (profiles, k, k)."""
        short = short_ways(self.lonlat[places], self.landmass[places], self.water)
        metres, seconds = [], []
        for level in self.levels:
            km, hours = _by_road(level, self.joints, places)
            local = short.hours(SPEED_FACTOR[level.profile])
            use = local < hours
            metres.append(_up(np.where(use, short.km, km) * 1_000))
            seconds.append(_up(np.where(use, local, hours) * 3_600))
        return np.array(metres), np.array(seconds)


def road_blocks(
    graph: RoadGraph, lonlat: Floats, water: MultiLineString, profiles: Sequence[str]
) -> RoadBlocks:
    """Return travel between places on the road graph for some speed profiles.

    Raises
    ------
    TravelError
        When water parts a place from every road.
    """
    found = feet(graph, lonlat, water)
    return RoadBlocks(
        lonlat=lonlat,
        joints=_joints(found, len(lonlat)),
        landmass=landmass_of_places(graph, found),
        levels=tuple(_level(graph, profile) for profile in profiles),
        water=water,
    )


def _joints(found: tuple[Foot, ...], places: int) -> Joints:
    road, share = np.zeros((places, NEAREST_ROADS), dtype=np.int64), np.zeros((places, NEAREST_ROADS))
    km, hours = np.full_like(share, NOWHERE), np.full_like(share, NOWHERE)
    column = [0] * places
    for foot in found:
        at = foot.place, column[foot.place]
        road[at], share[at] = foot.road, foot.share
        km[at], hours[at] = foot.access_km, foot.access_km / ACCESS_KMH
        column[foot.place] += 1
    return Joints(road=road, share=share, km=km, hours=hours)


def _level(graph: RoadGraph, profile: str) -> Level:
    """Search all pairs of nodes, as if they were the places."""
    nodes = len(graph.places)
    ways = fastest_ways(replace(arcs_for(graph, np.zeros((0, 2)), (), profile), nodes=0, places=nodes))
    sums = ways.sums()
    node = np.stack([sums[..., 0], ways.hours])
    node[:, np.isinf(ways.hours)] = NOWHERE
    factor = SPEED_FACTOR[profile]
    return Level(
        profile=profile,
        ends=np.array([(r.u, r.v) for r in graph.roads], dtype=np.int64),
        road=np.array([(r.length_km, r.length_km / (r.speed_kmh * factor)) for r in graph.roads]).T,
        node=node.astype(np.float32),
    )


def _by_road(level: Level, joints: Joints, places: Ints) -> tuple[Floats, Floats]:
    """Return kilometres and hours of the fastest way by feet, roads and nodes."""
    nodes, legs = _entries(level, joints, places)
    to_node = _fastest([level.node[:, n] + leg[:, :, None] for n, leg in zip(nodes, legs, strict=True)])
    by_node = [to_node[:, :, n] + leg[:, None] for n, leg in zip(nodes, legs, strict=True)]
    km, hours = _fastest([*by_node, *_met_on_road(level, joints, places)])
    return km, hours


def _entries(level: Level, joints: Joints, places: Ints) -> tuple[list[NDArray[np.int64]], list[Floats]]:
    """Return, foot by foot and end by end, the node that each place comes to, kilometres and hours."""
    nodes, legs = [], []
    for foot, end in product(range(NEAREST_ROADS), range(2)):
        road, share = joints.road[places, foot], joints.share[places, foot]
        part = share if end == 0 else 1.0 - share
        access = np.stack([joints.km[places, foot], joints.hours[places, foot]])
        nodes.append(level.ends[road, end])
        legs.append(access + level.road[:, road] * part)
    return nodes, legs


def _met_on_road(level: Level, joints: Joints, places: Ints) -> Iterator[Floats]:
    """Yield ways between places with a foot on the same road, that go along it and no farther."""
    for mine, yours in product(range(NEAREST_ROADS), repeat=2):
        here, there = joints.road[places, mine], joints.road[places, yours]
        gap = np.abs(joints.share[places, mine][:, None] - joints.share[places, yours][None])
        access = np.stack(
            [of[places, mine][:, None] + of[places, yours][None] for of in (joints.km, joints.hours)]
        )
        apart = np.where(here[:, None] == there[None], 0.0, NOWHERE)
        yield access + level.road[:, here][:, :, None] * gap + apart


def _fastest(ways: Sequence[Floats]) -> Floats:
    """Return of ways (kilometres and hours, each a table) the fastest, entry by entry."""
    best = ways[0].copy()
    for way in ways[1:]:
        faster = way[1] < best[1]
        np.copyto(best, way, where=faster[None])
    return best


def _up(values: Floats) -> Ints:
    whole = np.ceil(values - 1e-6).astype(np.int64)
    np.fill_diagonal(whole, 0)
    return whole
