"""How many packs each centre wants of each product, week by week."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from distribution.forecast import FORECAST_DAYS
from distribution.inputs import WeekInputs
from distribution.projection import Projection, volume_ml
from distribution.units import WEEK_DAYS
from distribution.vaccines import TemperatureBand

REFERENCE_DAY = 3  # Thursday: the middle of the delivery days, for a visit whose day is not yet chosen
LAST_DELIVERY_DAY = 5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Demand:
    """Need in the order of the forecast.

    ``need_doses[c, p]`` is the order up to the level of this week: use from the reference day until
    the next visit that the centre's own stock cannot cover, lots past their use-by aside, and what
    its safety stock then lacks.  ``packs[c, p, w]`` is the same in
    whole packs, after what the refrigerators can take (``cut[c, p]``: packs taken off for that), and
    the use of each later week.
    """

    need_doses: NDArray[np.int64]
    packs: NDArray[np.int64]
    cut: NDArray[np.int64]


def demand(inputs: WeekInputs, projection: Projection) -> Demand:
    """Return the need of every centre and product over the first four weeks of the forecast."""
    use = inputs.forecast.doses[:, :, :FORECAST_DAYS].astype(np.int64)
    p = inputs.parameters
    until = REFERENCE_DAY + p.coverage_days
    safety = np.ceil(use.mean(axis=2) * p.safety_days).astype(np.int64)
    uncovered = projection.missed[:, :, until] - projection.missed[:, :, REFERENCE_DAY]
    need = np.maximum(uncovered + safety - projection.on_hand[:, :, until], 0)
    need[:, ~_received_cold(inputs)] = 0
    pack = np.array([inputs.vaccines[i].pack_doses for i in inputs.forecast.product_ids], dtype=np.int64)
    first = -(-need // pack)
    cut = too_much_for_the_fridge(inputs, projection, first)
    weeks = use.shape[2] // WEEK_DAYS
    later = [use[:, :, w * WEEK_DAYS : (w + 1) * WEEK_DAYS].sum(axis=2) for w in range(1, weeks)]
    rounded = [np.where(_received_cold(inputs), -(-week // pack), 0) for week in later]
    return Demand(need_doses=need, packs=np.stack([first - cut, *rounded], axis=2), cut=cut)


def _received_cold(inputs: WeekInputs) -> NDArray[np.bool_]:
    products = [inputs.vaccines[i] for i in inputs.forecast.product_ids]
    return np.array([v.delivered_band is TemperatureBand.COLD for v in products])


def free_ml(inputs: WeekInputs, projection: Projection) -> NDArray[np.int64]:
    """Return the free 2–8 °C volume at the start of every day, shape (centres, days + 1)."""
    usable = [
        inputs.network.centre(c).stores_ml.get(TemperatureBand.COLD, 0) for c in inputs.forecast.centre_ids
    ]
    return np.array(usable, np.int64)[:, None] - volume_ml(inputs, projection.on_hand)


def too_much_for_the_fridge(
    inputs: WeekInputs, projection: Projection, packs: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the packs that no delivery day can take: the least urgent and longest covered go first."""
    vaccines = [inputs.vaccines[i] for i in inputs.forecast.product_ids]
    size = np.array([v.pack_ml for v in vaccines], np.int64)
    room = free_ml(inputs, projection)[:, LAST_DELIVERY_DAY]
    cut = np.zeros_like(packs)
    for c in np.nonzero((packs * size).sum(axis=1) > room)[0]:
        over = int((packs[c] * size).sum() - max(room[c], 0))
        cover = projection.on_hand[c, :, REFERENCE_DAY]
        order = sorted(range(len(vaccines)), key=lambda p: (-vaccines[p].priority, -int(cover[p]), p))
        for p in order:
            off = min(int(packs[c, p]), -(-over // int(size[p]))) if over > 0 else 0
            cut[c, p] = off
            over -= off * int(size[p])
    return cut
