"""When a store that is over its litres can take goods in again: it is used down by its own centres first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from distribution.inputs import WeekInputs
from distribution.quarter.answer import Horizon
from distribution.quarter.need import QuarterNeed
from distribution.vaccines import TemperatureBand

Ints = NDArray[np.int64]
Intake = Mapping[tuple[str, TemperatureBand], tuple[bool, ...]]


def intake(
    inputs: WeekInputs, depots: Mapping[str, tuple[str, ...]], horizon: Horizon, need: QuarterNeed
) -> Intake:
    """Return for each site and band whether it has litres free in each period, if nothing came.

    What lies there is taken to be used as the centres that it serves alone need it, product by product.
    Nothing is counted for what it might send on to other sites.
    """
    pack_ml = {p: v.pack_ml for p, v in inputs.vaccines.items()}
    held: dict[tuple[str, TemperatureBand], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for line in inputs.stock:
        held[line.place_id, line.band][line.product_id] += line.doses
    served = _served(inputs, depots, need)
    found = {}
    for site in inputs.network.sites:
        for band, usable_ml in site.stores_ml.items():
            left_ml = np.zeros(len(horizon), np.int64)
            for product_id, doses in sorted(held[site.site_id, band].items()):
                packs = -(-doses // inputs.vaccines[product_id].pack_doses)
                used = served.get((site.site_id, product_id), np.zeros(len(horizon), np.int64))
                delivered = inputs.vaccines[product_id].delivered_band is band
                left_ml += np.maximum(packs - (used if delivered else 0), 0) * pack_ml[product_id]
            found[site.site_id, band] = tuple((left_ml < usable_ml).tolist())
    return found


def _served(
    inputs: WeekInputs, depots: Mapping[str, tuple[str, ...]], need: QuarterNeed
) -> dict[tuple[str, str], Ints]:
    """Return the packs needed before each period by the centres that a depot serves alone."""
    before = np.cumsum(need.packs, axis=2) - need.packs
    total: dict[tuple[str, str], Ints] = {}
    for c, centre_id in enumerate(inputs.forecast.centre_ids):
        if len(depots[centre_id]) == 1:
            for p, product_id in enumerate(inputs.forecast.product_ids):
                key = (depots[centre_id][0], product_id)
                total[key] = total.get(key, np.zeros(need.packs.shape[2], np.int64)) + before[c, p]
    return total
