"""How far from a cold store a vehicle ever is on its way (rule R7)."""

from __future__ import annotations

import numpy as np

from distribution.network import Network
from distribution.roads.arcs import Ints
from distribution.roads.graph import SPEED_FACTOR, Floats
from distribution.roads.search import Ways, nearest_h
from distribution.roads.snapping import ShortWays


def refuge_h(network: Network, ways: Ways, short: ShortWays) -> Floats:
    """Return, for every pair of places, hours from the worst point of its way to the nearest cold store.

    Cold stores are all sites and centres with usable litres.  On an arc of t hours between nodes
    whose nearest stores are a and b hours away, the worst point is (a + b + t) / 2 away; a short
    way is one such arc between its two places.
    """
    near = nearest_h(ways.arcs, _cold_stores(network, ways.arcs.nodes))
    arcs = ways.arcs
    worst = ways.worst((near[arcs.u] + near[arcs.v] + arcs.hours) / 2)
    own = near[arcs.nodes : arcs.nodes + arcs.places]
    local_h = short.hours(SPEED_FACTOR["truck"])
    direct = (own[:, None] + own[None] + local_h) / 2
    way_h = ways.hours[:, arcs.nodes : arcs.nodes + arcs.places]
    return np.asarray(np.where(local_h < way_h, direct, worst))


def _cold_stores(network: Network, nodes: int) -> Ints:
    stores = [*(s.stores_ml for s in network.sites), *(c.stores_ml for c in network.centres)]
    return np.array([nodes + i for i, ml in enumerate(stores) if any(ml.values())], dtype=np.int32)
