"""What stores and lanes can take in each near period, beside everything that is not decided.

A site that is over its litres takes nothing in until it is below, so that it never holds more than its
litres or what lay there at first.  What comes from outside the chain is never refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta

from distribution.fairness.daily import BACK, FORTH, DayRow
from distribution.inputs import WeekInputs
from distribution.quarter.answer import Horizon
from distribution.quarter.calendar import lane_departures, period_at_hand
from distribution.quarter.need import QuarterNeed
from distribution.units import ceil_div
from distribution.vaccines import TemperatureBand

BANDS = (TemperatureBand.COLD, TemperatureBand.FROZEN, TemperatureBand.ULTRA)
_Store = tuple[str, TemperatureBand]


def daily_litres(
    inputs: WeekInputs, horizon: Horizon, need: QuarterNeed, near: Sequence[int]
) -> Iterator[tuple[DayRow, int]]:
    """Yield every store and lane in each near period, and the half millilitres that it can take."""
    yield from _sites(inputs, horizon, near)
    for c, centre_id in enumerate(inputs.forecast.centre_ids):
        stores = inputs.network.centre(centre_id).stores_ml
        for band, own_ml in need.own_ml.items():
            for t in near:
                yield (centre_id, band.value, t), 2 * max(stores.get(band, 0) - int(own_ml[c, t]), 0)
    for lane in inputs.network.lanes:
        runs = lane_departures(inputs, lane, horizon)
        for t in near:
            yield (lane.lane_id, FORTH, t), 2 * lane.capacity_ml * runs[t]
            yield (lane.lane_id, BACK, t), 2 * lane.capacity_ml * runs[t]


def _sites(inputs: WeekInputs, horizon: Horizon, near: Sequence[int]) -> Iterator[tuple[DayRow, int]]:
    opening_ml: Counter[_Store] = Counter()
    for line in inputs.stock:
        vaccine = inputs.vaccines[line.product_id]
        opening_ml[line.place_id, line.band] += ceil_div(line.doses * vaccine.pack_ml, vaccine.pack_doses)
    coming_ml = _coming_ml(inputs, horizon)
    for site in inputs.network.sites:
        for band in BANDS:
            store = (site.site_id, band)
            most_ml = max(site.stores_ml.get(band, 0), opening_ml[store])
            for t in near:
                most_ml += coming_ml[store, t]
                yield (site.site_id, band.value, t), 2 * most_ml


def _coming_ml(inputs: WeekInputs, horizon: Horizon) -> Counter[tuple[_Store, int]]:
    """Return the millilitres that come to stores from outside the chain, by the period of receipt."""
    found: Counter[tuple[_Store, int]] = Counter()
    for arrival in inputs.arrivals:
        ready = period_at_hand(horizon, arrival.day + timedelta(days=inputs.parameters.receiving_days))
        if ready is not None and arrival.day >= horizon.starts[0]:
            vaccine = inputs.vaccines[arrival.product_id]
            volume_ml = ceil_div(arrival.doses * vaccine.pack_ml, vaccine.pack_doses)
            found[(arrival.site_id, vaccine.band), ready] += volume_ml
    return found
