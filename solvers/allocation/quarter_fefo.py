"""First expired, first out in a finished flow: packs that would stay take the place of later ones that leave.

Of two batches of a product at a depot the volume is the same, so that exchanging them moves no litre.
"""

from __future__ import annotations

import numpy as np

from solvers.allocation.quarter_arcs import ProductArcs
from solvers.allocation.quarter_problem import Ints, ProductQuestion

STAYS = ("wait", "end")


def first_expired_first(product: ProductQuestion, arcs: ProductArcs, flow: Ints) -> Ints:
    """Return the flow with earlier batches issued in place of later ones wherever they would stay."""
    pour = arcs.families["pour"]
    sites, batches, periods = product.supply.shape
    poured = np.full((sites, batches, periods), -1, np.int64)  # the arc of each
    s, k, _, t = pour.labels
    poured[s, k, t] = np.arange(pour.first, pour.last)
    stays = np.full((sites, batches, periods), -1, np.int64)
    for name in STAYS:
        family = arcs.families[name]
        stays[family.labels] = np.arange(family.first, family.last)
    found = flow.copy()
    for site in np.unique(s).tolist():
        for period in range(periods):
            _exchange(product, found, poured[site, :, period], stays[site, :, period:], period)
    return found


def _exchange(product: ProductQuestion, flow: Ints, poured: Ints, stays: Ints, period: int) -> None:
    """Issue earlier batches in place of later ones of the same shelf, at one site in one period."""
    for later in range(len(poured) - 1, 0, -1):
        if poured[later] < 0 or not flow[poured[later]]:
            continue
        for earlier in range(later):
            shelf = product.shelf[earlier, period]
            if poured[earlier] < 0 or shelf != product.shelf[later, period]:
                continue
            own, other = (arcs[arcs >= 0] for arcs in (stays[earlier], stays[later]))
            packs = min(int(flow[own].min()), int(flow[poured[later]]))
            flow[own] -= packs
            flow[other] += packs
            flow[poured[earlier]] += packs
            flow[poured[later]] -= packs
