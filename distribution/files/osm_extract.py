"""Distances and times over an OpenStreetMap extract: places joined to it, fastest ways between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import cKDTree

from distribution.files.osm_roads import OsmRoads, read_roads
from distribution.measured_travel import Asked
from distribution.network import Place
from distribution.progress import OnProgress, Progress
from distribution.roads.graph import SPEED_FACTOR, Floats, coordinates, haversine_km, plane_km

ASKED_AS = {"motorbike": "motorbike", "van": "van", "truck": "truck", "heavy": "truck"}
_SOURCES = 16  # fastest ways from so many places at a time: bounds the memory of a country's extract
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Steps:
    """Directed arcs between nodes: tail, head, kilometres, hours; of parallel ones the fastest."""

    tail: Whole
    head: Whole
    km: Floats
    hours: Floats
    nodes: int

    def graph(self) -> csr_array:
        """Return hours as a sparse matrix."""
        return csr_array((self.hours, (self.tail, self.head)), shape=(self.nodes, self.nodes))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Extract:
    """The roads of an extract, ready to be asked."""

    roads: OsmRoads

    def ask(self, profile: str, places: Sequence[Place], on_progress: OnProgress) -> Asked:
        """Return metres and seconds between places, and how far each lies from its road.

        A place joins the nearest node of the largest part of the network in which every node reaches
        every other.
        """
        usable = self._usable(profile)
        ends, snapped_m = self._joined(profile, usable, places)
        rows = usable[self.roads.way]
        kept = _junctions(self.roads, rows)
        kept |= rows & np.isin(self.roads.node, ends)
        steps = _steps(self.roads, kept, profile)
        metres, seconds = _fastest(steps, ends, on_progress)
        return Asked(metres=metres, seconds=seconds, snapped_m=snapped_m)

    def _usable(self, profile: str) -> NDArray[np.bool_]:
        ways = {"motorbike": self.roads.motorbike, "truck": self.roads.truck}
        return ways.get(profile, np.ones_like(self.roads.truck))

    def _joined(
        self, profile: str, usable: NDArray[np.bool_], places: Sequence[Place]
    ) -> tuple[Whole, Floats]:
        roads = self.roads
        rows = usable[roads.way]
        everywhere = _steps(roads, rows, profile)
        _, part = connected_components(everywhere.graph(), directed=True, connection="strong")
        on_road = np.unique(roads.node[rows & roads.stopping[roads.way]])
        sizes = np.bincount(part[on_road])
        on_road = on_road[part[on_road] == sizes.argmax()]
        asked = coordinates(places)
        _, nearest = cKDTree(plane_km(roads.points[on_road])).query(plane_km(asked))
        ends = on_road[nearest]
        snapped = haversine_km(*asked.T, *roads.points[ends].T) * 1_000
        return ends, snapped


def read_extract(path: Path) -> Extract:
    """Read an extract (``.osm``, ``.osm.pbf`` and the other formats of libosmium).

    Raises
    ------
    TravelSourceError
        When it cannot be read, or holds no road.
    """
    return Extract(roads=read_roads(path))


def _junctions(roads: OsmRoads, rows: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the rows at which ways begin, end or meet."""
    first = np.concatenate([[True], roads.way[1:] != roads.way[:-1]])
    last = np.concatenate([first[1:], [True]])
    used = np.bincount(roads.node[rows], minlength=len(roads.points))
    return np.asarray(rows & (first | last | (used[roads.node] > 1)), dtype=bool)


def _steps(roads: OsmRoads, kept: NDArray[np.bool_], profile: str) -> Steps:
    """Return the arcs between consecutive kept rows of each way, in the directions it may be driven."""
    at = np.nonzero(kept)[0]
    a, b = at[:-1], at[1:]
    same = roads.way[a] == roads.way[b]
    a, b = a[same], b[same]
    way = roads.way[a]
    km = roads.km[b] - roads.km[a]
    factor = np.where(roads.afloat[way], 1.0, SPEED_FACTOR[profile])
    hours = np.maximum(km / (roads.kmh[way] * factor), 1e-9)
    forth, back = roads.forth[way], roads.back[way]
    tail = np.concatenate([roads.node[a][forth], roads.node[b][back]])
    head = np.concatenate([roads.node[b][forth], roads.node[a][back]])
    both_km, both_h = (np.concatenate([x[forth], x[back]]) for x in (km, hours))
    order = np.lexsort((both_h, head, tail))
    keys = (tail * len(roads.points) + head)[order]
    order = order[np.concatenate([[True], keys[1:] != keys[:-1]])]
    return Steps(
        tail=tail[order], head=head[order], km=both_km[order], hours=both_h[order], nodes=len(roads.points)
    )


def _fastest(steps: Steps, ends: Whole, on_progress: OnProgress) -> tuple[Floats, Floats]:
    graph, keys = steps.graph(), steps.tail * steps.nodes + steps.head
    size = len(ends)
    metres, seconds = np.full((size, size), np.inf), np.full((size, size), np.inf)
    for start in range(0, size, _SOURCES):
        sources = ends[start : start + _SOURCES]
        hours, before = dijkstra(graph, indices=sources, return_predecessors=True)
        seconds[start : start + len(sources)] = hours[:, ends] * 3_600
        for row, origin in enumerate(sources.tolist()):
            metres[start + row] = _km_back(before[row], origin, ends, keys, steps) * 1_000
        on_progress(Progress(phase="travel", done=start + len(sources), total=size))
    return np.where(np.isfinite(seconds), metres, np.inf), seconds


def _km_back(before: NDArray[np.int32], origin: int, ends: Whole, keys: Whole, steps: Steps) -> Floats:
    """Return the kilometres of the fastest ways from one node to many, walked back all at once."""
    km, here = np.zeros(len(ends)), ends.copy()
    while True:
        earlier = before[here].astype(np.int64)
        moving = np.nonzero((here != origin) & (earlier >= 0))[0]
        if not len(moving):
            return km
        arc = np.searchsorted(keys, earlier[moving] * steps.nodes + here[moving])
        km[moving] += steps.km[arc]
        here[moving] = earlier[moving]
