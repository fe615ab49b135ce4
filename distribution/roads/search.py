"""Fastest ways over the road graph, with what is met on them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from distribution.network import Place
from distribution.roads.arcs import Arcs, Ints
from distribution.roads.graph import Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ways:
    """Fastest ways from every place: ``before[i, x]`` is the node before x, ``arc`` the arc between.

    ``levels`` are the pairs (i, x) by how many arcs x lies from i, so that one pass sums a whole tree.
    """

    hours: Floats
    before: Ints
    arc: Ints
    arcs: Arcs
    levels: tuple[NDArray[np.int64], ...]

    @property
    def _columns(self) -> slice:
        return slice(self.arcs.nodes, self.arcs.nodes + self.arcs.places)

    def sums(self) -> Floats:
        """Return every quantity summed along the ways, shape (places, places, quantities)."""
        return self._fold(self.arcs.quantities, np.add)

    def worst(self, of_arc: Floats) -> Floats:
        """Return the largest value of an arc met on each way, shape (places, places)."""
        return self._fold(of_arc[:, None], np.maximum)[:, :, 0]

    def _fold(self, of_arc: Floats, join: np.ufunc) -> Floats:
        sources, size = self.before.shape
        values = np.zeros((sources * size, of_arc.shape[1]))
        arc, before = self.arc.ravel(), self.before.ravel()
        for level in self.levels:
            earlier = level // size * size + before[level]
            values[level] = join(of_arc[arc[level]], values[earlier])
        return np.asarray(values.reshape(sources, size, -1)[:, self._columns])

    def unreached(self) -> tuple[tuple[int, int], ...]:
        """Return the pairs of places, by their order, between which there is no way."""
        rows, columns = np.nonzero(np.isinf(self.hours[:, self._columns]))
        return tuple(zip(rows.tolist(), columns.tolist(), strict=True))

    def line(self, origin: int, destination: int) -> tuple[Place, ...]:
        """Return the points of the way between two places (by their order)."""
        nodes = self.arcs.nodes
        node, trail = nodes + destination, [nodes + destination]
        while node != nodes + origin:
            node = int(self.before[origin, node])
            trail.append(node)
        return tuple(Place(float(lon), float(lat)) for lon, lat in self.arcs.points[trail[::-1]])


def fastest_ways(arcs: Arcs) -> Ways:
    """Return the fastest ways from every place over the arcs (Dijkstra)."""
    size = len(arcs.points)
    matrix, keys, numbers = _cheapest(arcs)
    places = np.arange(arcs.nodes, arcs.nodes + arcs.places)
    hours, before = dijkstra(matrix, directed=True, indices=places, return_predecessors=True)
    here = np.arange(size)[None]
    known = before >= 0
    before = np.where(known, before, here).astype(np.int32)
    at = np.searchsorted(keys, before.astype(np.int64) * size + here)
    arc = np.where(known, numbers[np.minimum(at, len(keys) - 1)], -1).astype(np.int32)
    return Ways(hours=hours, before=before, arc=arc, arcs=arcs, levels=_levels(before))


def nearest_h(arcs: Arcs, sources: Ints) -> Floats:
    """Return the hours from every node to the nearest of the sources."""
    return np.asarray(dijkstra(_cheapest(arcs)[0], directed=True, indices=sources, min_only=True))


def _cheapest(arcs: Arcs) -> tuple[csr_array, NDArray[np.int64], Ints]:
    """Return the arcs both ways, of parallels the fastest: as a matrix, by sorted pair, and their numbers."""
    size, count = len(arcs.points), len(arcs.u)
    tail, head = np.concatenate([arcs.u, arcs.v]), np.concatenate([arcs.v, arcs.u])
    keys = tail.astype(np.int64) * size + head
    numbers = np.tile(np.arange(count, dtype=np.int32), 2)
    order = np.lexsort((numbers, arcs.hours[numbers], keys))
    order = order[np.diff(keys[order], prepend=-1) > 0]
    hours = arcs.hours[numbers[order]]
    return csr_array((hours, (tail[order], head[order])), shape=(size, size)), keys[order], numbers[order]


def _levels(before: Ints) -> tuple[NDArray[np.int64], ...]:
    """Return the (source, node) pairs, flat, one arc from their source, then two, and so on."""
    lines = np.arange(len(before))[:, None]
    depth, hop = (before != np.arange(before.shape[1])[None]).astype(np.int32), before
    while True:
        further = depth[lines, hop]
        if not further.any():
            break
        depth, hop = depth + further, hop[lines, hop]
    flat = depth.ravel()
    order = np.argsort(flat, kind="stable")
    ends = np.cumsum(np.bincount(flat))
    return tuple(order[a:b] for a, b in pairwise(ends))
