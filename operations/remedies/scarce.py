"""Products of which the whole chain has less than its centres need: proved by counting."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.vaccines import LotStatus


def scarce_products(plan: WeeklyPlan, inputs: WeekInputs) -> frozenset[str]:
    """Return the products of which all doses that sites could issue this week are fewer than the need.

    Counted are released lots at sites and what arrives there by the end of the week, with life enough for
    a centre: more than any plan could bring.
    """
    need: Counter[str] = Counter()
    for row in plan.requirements:
        need[row.product_id] += row.need_doses
    there = _issuable(inputs)
    return frozenset(product_id for product_id, doses in need.items() if doses > there[product_id])


def _issuable(inputs: WeekInputs) -> Counter[str]:
    week = inputs.calendar.week
    sites = {site.site_id for site in inputs.network.sites}
    found: Counter[str] = Counter()
    for line in inputs.stock:
        if line.place_id in sites and _usable(inputs, line.product_id, line.lot_id):
            found[line.product_id] += line.doses
    for arrival in inputs.arrivals:
        if arrival.day in week.days and _usable(inputs, arrival.product_id, arrival.lot_id):
            found[arrival.product_id] += arrival.doses
    return found


def _usable(inputs: WeekInputs, product_id: str, lot_id: str) -> bool:
    lot, vaccine = inputs.lots[lot_id], inputs.vaccines[product_id]
    lives = lot.expiry - inputs.calendar.week.monday >= timedelta(days=vaccine.min_remaining_days)
    return lives and lot.status is LotStatus.RELEASED
