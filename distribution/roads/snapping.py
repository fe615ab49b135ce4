"""How places join the road graph, and which short ways need no graph; neither ever crosses a big river."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, MultiLineString

from distribution.errors import Fault, TravelSourceError
from distribution.roads.graph import (
    ACCESS_CIRCUITY,
    BIG_CITIES,
    BIG_RADIUS_KM,
    CITIES,
    CITY_RADIUS_KM,
    Floats,
    RoadGraph,
    coordinates,
    haversine_km,
    plane_km,
    urban_share,
)

NEAREST_ROADS = 2
SHORT_KM = 30.0  # below it the graph of main roads alone is too coarse: judgement
# free flow inside cities and outside; 28 in the worst peak is the 16.5 km/h that ITD surveyed in HCMC
LOCAL_CITY_KMH, LOCAL_OUTSIDE_KMH = 28.0, 35.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Foot:
    """Where the perpendicular from a place meets a road: share of its length, and the way there."""

    place: int
    road: int
    share: float
    access_km: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ShortWays:
    """Pairs near enough to need no graph: road kilometres (infinite elsewhere), and how urban they are."""

    km: Floats
    big_city: Floats
    city: Floats

    def hours(self, factor: float) -> Floats:
        """Return hours at local speed times a profile's factor; infinite where there is no short way."""
        inside = self.big_city + self.city > 0.5
        return np.asarray(self.km / (np.where(inside, LOCAL_CITY_KMH, LOCAL_OUTSIDE_KMH) * factor))


def rivers(barriers: Path) -> MultiLineString:
    """Read the courses of the big rivers, which are crossed on bridges and ferries of the graph alone."""
    with barriers.open(encoding="utf-8", newline="") as file:
        courses = [row["points"] for row in csv.DictReader(file)]
    lines = MultiLineString([[tuple(map(float, p.split())) for p in c.split(";")] for c in courses])
    shapely.prepare(lines)
    return lines


def feet(graph: RoadGraph, points: Floats, water: MultiLineString) -> tuple[Foot, ...]:
    """Return the feet of every place on its two nearest roads (no expressway, no ferry).

    The way to a foot crosses no river, and both feet lie on one landmass.

    Raises
    ------
    TravelSourceError
        When water parts a place from every road.
    """
    land = graph.landmasses()
    nodes = coordinates(graph.places)
    rows = np.array([i for i, r in enumerate(graph.roads) if r.road_class not in ("expressway", "ferry")])
    start = nodes[[graph.roads[i].u for i in rows]]
    along = nodes[[graph.roads[i].v for i in rows]] - start
    start_km, along_km = plane_km(start), plane_km(along)
    square = np.maximum((along_km**2).sum(axis=1), 1e-9)
    found: list[Foot] = []
    for place, point in enumerate(points):
        share = np.clip(((plane_km(point) - start_km) * along_km).sum(axis=1) / square, 0.0, 1.0)
        gap = np.hypot(*(start_km + along_km * share[:, None] - plane_km(point)).T)
        own: list[Foot] = []
        for k in np.argsort(gap, kind="stable"):
            road = int(rows[k])
            if own and land[graph.roads[road].u] != land[graph.roads[own[0].road].u]:
                continue
            if water.intersects(LineString([point, start[k] + along[k] * share[k]])):
                continue
            access_km = float(gap[k]) * ACCESS_CIRCUITY
            own.append(Foot(place=place, road=road, share=float(share[k]), access_km=access_km))
            if len(own) == NEAREST_ROADS:
                break
        if not own:
            spot = f"{point[1]:.4f}, {point[0]:.4f}"
            raise TravelSourceError(
                [Fault(code="travel_cut_off", file="road_edges", arguments={"spot": spot})]
            )
        found += own
    return tuple(found)


def landmass_of_places(graph: RoadGraph, found: tuple[Foot, ...]) -> NDArray[np.int32]:
    """Return the landmass of every place, which is that of its feet."""
    land = graph.landmasses()
    by_place = {foot.place: land[graph.roads[foot.road].u] for foot in found}
    return np.array([by_place[place] for place in sorted(by_place)], dtype=np.int32)


def circuity(straight_km: Floats) -> Floats:
    """Return the factor from great circle to road for short pairs: 1.40, 1.35, 1.30 by 5, 15, 30 km."""
    return np.select([straight_km < 5, straight_km < 15], [1.40, 1.35], default=1.30)


def short_ways(points: Floats, landmass: NDArray[np.int32], water: MultiLineString) -> ShortWays:
    """Return the short ways: pairs under 30 km on one landmass with no big river between them."""
    lon, lat = points.T
    straight = haversine_km(lon[:, None], lat[:, None], lon[None], lat[None])
    near = (straight < SHORT_KM) & (landmass[:, None] == landmass[None])
    np.fill_diagonal(near, False)
    rows, columns = np.nonzero(near)
    lines = shapely.linestrings(np.stack([points[rows], points[columns]], axis=1))
    near[rows, columns] = ~shapely.intersects(water, lines)
    rows, columns = np.nonzero(near)
    km, big, city = (np.full(straight.shape, fill) for fill in (np.inf, 0.0, 0.0))
    km[rows, columns] = straight[rows, columns] * circuity(straight[rows, columns])
    big[rows, columns] = urban_share(points[rows], points[columns], BIG_CITIES, BIG_RADIUS_KM)
    city[rows, columns] = urban_share(points[rows], points[columns], CITIES, CITY_RADIUS_KM)
    return ShortWays(km=km, big_city=big, city=city)
