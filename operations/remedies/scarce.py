"""Products of which the whole chain has less than its centres need: proved by counting."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from distribution.forecast import FORECAST_DAYS
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.units import WEEK_DAYS
from distribution.vaccines import LotStatus


def scarce_products(plan: WeeklyPlan, inputs: WeekInputs) -> frozenset[str]:
    """Return the products of which the chain cannot meet the four weeks over which it allocates.

    Needed are the week's need and the use that is forecast for the three weeks after it, as the allocation
    takes them.  There are the released lots at sites and what arrives by the end of the four weeks, with
    life enough for a centre: more than any plan could bring.
    """
    need: Counter[str] = Counter()
    for row in plan.requirements:
        need[row.product_id] += row.need_doses
    later = inputs.forecast.doses[:, :, WEEK_DAYS:FORECAST_DAYS].sum(axis=(0, 2))
    for product_id, doses in zip(inputs.forecast.product_ids, later.tolist(), strict=True):
        need[product_id] += doses
    there = _issuable(inputs)
    return frozenset(product_id for product_id, doses in need.items() if doses > there[product_id])


def _issuable(inputs: WeekInputs) -> Counter[str]:
    end = inputs.calendar.week.monday + timedelta(days=FORECAST_DAYS)
    sites = {site.site_id for site in inputs.network.sites}
    found: Counter[str] = Counter()
    for line in inputs.stock:
        if line.place_id in sites and _usable(inputs, line.product_id, line.lot_id):
            found[line.product_id] += line.doses
    for arrival in inputs.arrivals:
        if arrival.day < end and _usable(inputs, arrival.product_id, arrival.lot_id):
            found[arrival.product_id] += arrival.doses
    return found


def _usable(inputs: WeekInputs, product_id: str, lot_id: str) -> bool:
    lot, vaccine = inputs.lots[lot_id], inputs.vaccines[product_id]
    lives = lot.expiry - inputs.calendar.week.monday >= timedelta(days=vaccine.min_remaining_days)
    return lives and lot.status is LotStatus.RELEASED
