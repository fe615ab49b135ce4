"""The strategic road graph: towns, junctions and the roads and ferries between them.

Lengths and speeds come from ``data/road_edges.csv`` (recalled or estimated, marked row by row).
A place joins the graph at the feet of its perpendiculars on the two nearest roads.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from distribution.network import Place

Floats = NDArray[np.float64]
EARTH_RADIUS_KM = 6371.0088
ACCESS_CIRCUITY = 1.3  # road to straight line: the best single factor on the published distances is 1.29–1.31
ACCESS_KMH = 30.0  # on the small road from a place to its road: assumed
SPEED_FACTOR = {"motorbike": 0.85, "van": 1.05, "truck": 1.0, "heavy": 0.92}  # of a road's speed: assumed
# where city speeds and the multipliers of the hour hold (``traffic``): radii by judgement
BIG_CITIES = (Place(105.852, 21.0285), Place(106.7009, 10.7769))
BIG_RADIUS_KM = 15.0
CITIES = (
    Place(106.6834, 20.8648),
    Place(108.2208, 16.0678),
    Place(105.7883, 10.0371),
    Place(106.8243, 10.9447),
    Place(106.6519, 10.9804),
)
CITY_RADIUS_KM = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    """A road or ferry between two nodes, by their row in the graph."""

    u: int
    v: int
    ref: str
    road_class: str
    length_km: float
    speed_kmh: float
    wait_h: float

    @property
    def ferry(self) -> bool:
        """Whether it is a crossing by water."""
        return self.road_class == "ferry"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadGraph:
    """Nodes and roads open on a day; boats that carry no vehicles are left out."""

    node_ids: tuple[str, ...]
    places: tuple[Place, ...]
    roads: tuple[Road, ...]

    @classmethod
    def load(cls, nodes: Path, edges: Path, day: date, closed: Collection[tuple[str, str]] = ()) -> RoadGraph:
        """Read the two tables; a road opens on the first of its ``open_from`` month.

        ``closed`` are pairs of nodes, in either order, whose roads and ferries are left out.
        """
        with nodes.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        index = {row["id"]: i for i, row in enumerate(rows)}
        places = tuple(Place(float(r["lon"]), float(r["lat"])) for r in rows)
        with edges.open(encoding="utf-8", newline="") as file:
            shut = {frozenset(pair) for pair in closed}
            open_rows = (r for r in csv.DictReader(file) if frozenset((r["u"], r["v"])) not in shut)
            roads = tuple(_road(r, index) for r in open_rows if _usable(r, day))
        return cls(node_ids=tuple(index), places=places, roads=roads)

    def landmasses(self) -> NDArray[np.int32]:
        """Return, for each node, a number shared by all nodes reached without a ferry."""
        # half of what a process that only replays weeks would have to import
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import connected_components

        dry = [r for r in self.roads if not r.ferry]
        u, v = [r.u for r in dry], [r.v for r in dry]
        size = len(self.places)
        joined = csr_array((np.ones(len(dry)), (u, v)), shape=(size, size))
        return np.asarray(connected_components(joined, directed=False)[1], dtype=np.int32)


def _usable(row: dict[str, str], day: date) -> bool:
    opened = not row["open_from"] or row["open_from"] <= f"{day:%Y-%m}"
    return opened and not row["ref"].startswith("Tàu")


def _road(row: dict[str, str], index: dict[str, int]) -> Road:
    return Road(
        u=index[row["u"]],
        v=index[row["v"]],
        ref=row["ref"],
        road_class=row["road_class"],
        length_km=float(row["length_km"]),
        speed_kmh=float(row["speed_kmh"]),
        wait_h=float(row["wait_h"] or 0),
    )


def haversine_km(lon1: Floats, lat1: Floats, lon2: Floats, lat2: Floats) -> Floats:
    """Return great-circle kilometres, element by element."""
    a, b, c, d = (np.radians(x) for x in (lon1, lat1, lon2, lat2))
    h = np.sin((d - b) / 2) ** 2 + np.cos(b) * np.cos(d) * np.sin((c - a) / 2) ** 2
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(h)))


def coordinates(places: Sequence[Place]) -> Floats:
    """Return longitudes and latitudes, shape (places, 2)."""
    return np.array([(p.lon, p.lat) for p in places], dtype=float).reshape(-1, 2)


def urban_share(start: Floats, end: Floats, centres: Sequence[Place], radius_km: float) -> Floats:
    """Return which share of each straight line lies within a radius of the cities; by nine points."""
    share = np.zeros(len(start))
    for step in np.linspace(0.0, 1.0, 9):
        point = start + (end - start) * step
        inside = np.zeros(len(start), dtype=bool)
        for city in centres:
            lon, lat = np.full(len(point), city.lon), np.full(len(point), city.lat)
            inside |= haversine_km(point[:, 0], point[:, 1], lon, lat) <= radius_km
        share += inside / 9.0
    return share


def plane_km(points: Floats) -> Floats:
    """Return coordinates on a local plane in kilometres (good to 1 % within a province)."""
    scale = np.array([math.cos(math.radians(16.0)) * 111.195, 111.195])
    return np.asarray(points * scale)
