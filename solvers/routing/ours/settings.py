"""How the search behaves, by the kind of question, never by its name."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from solvers.routing.ours.from_instance import Asked
from solvers.routing.ours.ground import FIRST_NODE, SIZE, Array
from solvers.routing.ours.state import FIRST, OPTIONAL, PLACE, UNIT

EDGES = 3  # nearest neighbours whose mean cost is the unit of temperature


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Temperatures are in mean costs of an edge between neighbours.

    It cools from ``hot`` to ``cold``; where there is a ``knee``, slowly to that, then fast (``cooling.py``).
    ``strings`` clients are taken out on average, in strings of at most ``longest``; a good place is
    overlooked with probability ``blink``; a string is split with probability ``split``.  With probability
    ``discounts`` new routes and larger types are priced at a share of their price, or of the vehicle's
    alone (``fixed_only``), in the week the day of each kind at another (``idle.py``); with probability
    ``whole`` whole routes are taken out, with ``outings`` all trips of a vehicle's day.
    A search that starts from a solution has cooled by ``warm`` already.
    """

    hot: float
    cold: float
    strings: float = 10.0
    longest: float = 10.0
    blink: float = 0.01
    split: float = 0.5
    discounts: float = 0.0
    whole: float = 0.0
    fixed_only: float = 0.0
    outings: float = 0.0
    knee: float | None = None
    warm: float = 0.6

    def array(self) -> Array:
        """Return what the compiled search reads, in its order."""
        figures = (self.strings, self.longest, self.blink, self.split)
        return np.array([*figures, self.discounts, self.whole, self.fixed_only, self.outings])


WEEK = Settings(
    hot=8.0, knee=1.0, cold=0.05, warm=0.85, strings=6.0, blink=0.05, discounts=0.9, whole=0.05, outings=0.15
)
# from the relaxation's outings on: they clash, so it does not begin cold
GUIDED = replace(WEEK, hot=2.0, knee=None, warm=0.0)
FLEET_MIX = Settings(hot=10.0, cold=0.03, discounts=0.3, whole=0.05)
TIMED = Settings(hot=10.0, cold=0.1, discounts=0.3, whole=0.05)
TRIPS = Settings(hot=3.0, cold=0.03, discounts=0.3, whole=0.05)
PRIZES = Settings(hot=1.0, cold=0.05, discounts=0.5, whole=0.05)
PLAIN = Settings(hot=3.0, cold=0.03)


def settings_for(q: Asked) -> Settings:
    """Return the settings for a plain instance: by trips, fleet, prizes, and whether time counts."""
    if q.ground.chained:
        return TRIPS
    if q.ground.classes[:, SIZE].max(initial=0) > 1:
        return FLEET_MIX
    if q.client[:, OPTIONAL].any():
        return PRIZES
    return TIMED if q.ground.mode else PLAIN


def unit(q: Asked) -> float:
    """Return the mean cost of an edge to a near neighbour."""
    g = q.ground
    if g.around.shape[1] == 0:
        return 1.0
    place = q.node[g.pattern_nodes[g.pattern[q.client[:, FIRST], FIRST_NODE]], PLACE]
    edges = g.cost[0][place[:, None], place[g.around[:, :EDGES]]].astype(float)
    return max(1.0, float(edges.mean()) * float(np.median(q.type[:, UNIT])))
