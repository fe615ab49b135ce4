"""How places join the road graph, and which short ways need no graph."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from shapely import LineString, MultiLineString, STRtree

from distribution.roads import ACCESS_CIRCUITY, Floats, RoadGraph, coordinates, haversine_km, plane_km

NEAREST_ROADS = 2
SHORT_KM = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Foot:
    """Where the perpendicular from a place meets a road: share of its length, and the way there."""

    place: int
    road: int
    share: float
    access_km: float


def feet(graph: RoadGraph, points: Floats) -> tuple[Foot, ...]:
    """Return the feet of every place on its two nearest roads (no expressway, no ferry)."""
    nodes = plane_km(coordinates(graph.places))
    rows = [i for i, r in enumerate(graph.roads) if r.road_class not in ("expressway", "ferry")]
    start = nodes[[graph.roads[i].u for i in rows]]
    along = nodes[[graph.roads[i].v for i in rows]] - start
    square = np.maximum((along**2).sum(axis=1), 1e-9)
    found: list[Foot] = []
    for place, point in enumerate(plane_km(points)):
        share = np.clip(((point - start) * along).sum(axis=1) / square, 0.0, 1.0)
        gap = np.hypot(*(start + along * share[:, None] - point).T)
        for k in np.argsort(gap, kind="stable")[:NEAREST_ROADS]:
            found.append(
                Foot(
                    place=place,
                    road=rows[k],
                    share=float(share[k]),
                    access_km=float(gap[k]) * ACCESS_CIRCUITY,
                )
            )
    return tuple(found)


def circuity(straight_km: Floats) -> Floats:
    """Return the factor from great circle to road for short pairs: 1.40, 1.35, 1.30 by 5, 15, 30 km."""
    return np.select([straight_km < 5, straight_km < 15], [1.40, 1.35], default=1.30)


def short_ways_km(points: Floats, landmass: NDArray[np.int32], barriers: Path) -> Floats:
    """Return road kilometres of pairs under 30 km on one landmass with no river between, else infinity."""
    lon, lat = points.T
    straight = haversine_km(lon[:, None], lat[:, None], lon[None], lat[None])
    way = np.where(straight < SHORT_KM, straight * circuity(straight), np.inf)
    way[landmass[:, None] != landmass[None]] = np.inf
    rows, columns = np.nonzero(np.isfinite(way))
    lines = [LineString([points[i], points[j]]) for i, j in zip(rows, columns, strict=True)]
    crossed = STRtree(lines).query(_rivers(barriers), predicate="intersects")
    way[rows[crossed], columns[crossed]] = np.inf
    return np.asarray(way)


def _rivers(barriers: Path) -> MultiLineString:
    with barriers.open(encoding="utf-8", newline="") as file:
        courses = [row["points"] for row in csv.DictReader(file)]
    return MultiLineString([[tuple(map(float, p.split())) for p in c.split(";")] for c in courses])
