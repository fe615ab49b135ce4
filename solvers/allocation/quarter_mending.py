"""Fair levels that repair has lost to broken shares: one lot at a time may fill what its lanes have left.

Where a departure takes a few packs, its slack shared among all lots is less than a pack for each of them.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from solvers.allocation.quarter_arcs import ProductArcs
from solvers.allocation.quarter_problem import Bools, Frame, Ints
from solvers.allocation.quarter_repair import cost_of, half_ml_left, shares, unfair_packs, within_rooms

PASSES = 3
MOST_LOTS = 8  # of a product are tried, the earliest use-by first


def mended(
    frame: Frame,
    arcs: Sequence[ProductArcs],
    flows: Sequence[Ints],
    order: Sequence[int],
    until_s: float | None,
) -> tuple[Ints, ...]:
    """Return flows that cost no more and lack no more of the fair levels; those that lack nothing stay."""
    found = list(flows)
    left = half_ml_left(frame, arcs, flows)
    for number in PASSES * list(order):
        for lot in _riding(arcs[number]):
            late = until_s is not None and time.perf_counter() > until_s
            if late or not unfair_packs(arcs[number], found[number]):
                break
            own = left + arcs[number].used_half_ml(found[number], len(left))
            rides = _rides_of(arcs[number], lot)
            room = shares(arcs[number], found[number], np.maximum(own, 0), on_lanes=rides)
            better = within_rooms(arcs[number], room)
            if cost_of(arcs[number], better, own) < cost_of(arcs[number], found[number], own):
                found[number] = better
                left = own - arcs[number].used_half_ml(better, len(left))
    return tuple(found)


def _riding(arcs: ProductArcs) -> list[int]:
    """Return the lots that can ride, those that are tried."""
    lots: list[int] = np.unique(arcs.families["ride"].labels[1])[:MOST_LOTS].tolist()
    return lots


def _rides_of(arcs: ProductArcs, lot: int) -> Bools:
    """Return which arcs are rides of a lot."""
    ride = arcs.families["ride"]
    found = np.zeros(len(arcs.tail), np.bool_)
    found[ride.first : ride.last] = ride.labels[1] == lot
    return found
