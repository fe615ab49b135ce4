"""How far from a cold store a vehicle ever is on its way (rule R7)."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from distribution.network import Network
from distribution.roads.graph import SPEED_FACTOR, Floats
from distribution.roads.search import Ways, nearest_h
from distribution.roads.snapping import ShortWays
from distribution.units import HOUR_S

ROUNDING_S = 1e-6  # sums of hours are not exact: so little above a whole second is none


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RoadRefuge:
    """The fastest ways of a truck between places, on which refuge is looked for in given stores.

    ``local_h`` are the hours of ways that need no road of the graph (infinite elsewhere).
    """

    place_ids: tuple[str, ...]
    ways: Ways
    local_h: Floats

    def away_s(self, origin_id: str, destination_id: str, stores: Collection[str]) -> int | None:
        """Return seconds from the worst point of a way to the nearest of the stores; None: none is reached.

        Raises
        ------
        ValueError
            When a place is not of the network.
        """
        if not stores:
            return None
        i, j = self.place_ids.index(origin_id), self.place_ids.index(destination_id)
        hours = self._worst_h(i, j, self._near_h(stores))
        return None if math.isinf(hours) else math.ceil(hours * HOUR_S - ROUNDING_S)

    def all_h(self, stores: Collection[str]) -> Floats:
        """Return, for every pair of places, hours from the worst point of its way to the nearest store.

        On an arc of t hours between nodes whose nearest stores are a and b hours away, the worst point is
        (a + b + t) / 2 away; a short way is one such arc between its two places.
        """
        arcs, near = self.ways.arcs, self._near_h(stores)
        worst = self.ways.worst((near[arcs.u] + near[arcs.v] + arcs.hours) / 2)
        own = near[arcs.nodes : arcs.nodes + arcs.places]
        direct = (own[:, None] + own[None] + self.local_h) / 2
        way_h = self.ways.hours[:, arcs.nodes : arcs.nodes + arcs.places]
        return np.asarray(np.where(self.local_h < way_h, direct, worst))

    def _near_h(self, stores: Collection[str]) -> Floats:
        first = self.ways.arcs.nodes
        rows = [first + i for i, place_id in enumerate(self.place_ids) if place_id in stores]
        return nearest_h(self.ways.arcs, np.array(rows, dtype=np.int32))

    def _worst_h(self, i: int, j: int, near: Floats) -> float:
        """Return the worst point of one way; the same as the pair's cell of ``all_h``."""
        ways, arcs = self.ways, self.ways.arcs
        start, node = arcs.nodes + i, arcs.nodes + j
        if self.local_h[i, j] < ways.hours[i, node]:
            return float((near[start] + near[node] + self.local_h[i, j]) / 2)
        worst = 0.0
        while node != start:
            arc = int(ways.arc[i, node])
            worst = max(worst, float((near[arcs.u[arc]] + near[arcs.v[arc]] + arcs.hours[arc]) / 2))
            node = int(ways.before[i, node])
        return worst


def road_refuge(network: Network, ways: Ways, short: ShortWays) -> RoadRefuge:
    """Return where refuge is looked for on the ways of a truck."""
    return RoadRefuge(place_ids=network.place_ids, ways=ways, local_h=short.hours(SPEED_FACTOR["truck"]))


def cold_stores(network: Network) -> frozenset[str]:
    """Return the places with usable litres: all such sites and centres."""
    stores = [(s.site_id, s.stores_ml) for s in network.sites]
    stores += [(c.centre_id, c.stores_ml) for c in network.centres]
    return frozenset(place_id for place_id, litres in stores if any(litres.values()))
