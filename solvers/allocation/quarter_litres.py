"""Litres that are free for what is decided: of every store by band and period, and of every lane."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from distribution.inputs import WeekInputs
from distribution.network import Lane
from distribution.quarter.answer import Horizon
from distribution.quarter.calendar import lane_departures
from distribution.quarter.need import QuarterNeed
from distribution.vaccines import TemperatureBand
from solvers.allocation.quarter_problem import BANDS, Ints


def capacities(inputs: WeekInputs, horizon: Horizon, need: QuarterNeed, lanes: Sequence[Lane]) -> Ints:
    """Return the free millilitres of all rows: sites, centres, lanes; by band and period.

    A store that is over already has none: nothing may come until it is below.
    """
    sites = _site_free(inputs, horizon, need)
    centres = np.stack([_centre_usable(inputs, band)[:, None] - need.own_ml[band] for band in BANDS], axis=1)
    runs = np.array([lane_departures(inputs, lane, horizon) for lane in lanes], np.int64)
    per_run = np.array([lane.capacity_ml for lane in lanes], np.int64)
    lane_ml = (runs.reshape(len(lanes), len(horizon)) * per_run[:, None]).ravel()
    free: Ints = np.maximum(np.concatenate([sites.ravel(), centres.ravel(), lane_ml]), 0)
    return free


def _centre_usable(inputs: WeekInputs, band: TemperatureBand) -> Ints:
    ids = inputs.forecast.centre_ids
    return np.array([inputs.network.centre(c).stores_ml.get(band, 0) for c in ids], np.int64)


def _site_free(inputs: WeekInputs, horizon: Horizon, need: QuarterNeed) -> Ints:
    """Return usable litres less what stands there undecided: products without need, broken packs."""
    index = {s.site_id: i for i, s in enumerate(inputs.network.sites)}
    usable = [[s.stores_ml.get(band, 0) for band in BANDS] for s in inputs.network.sites]
    free = np.repeat(np.array(usable, np.int64).reshape(-1, len(BANDS))[:, :, None], len(horizon), axis=2)
    column = {p: i for i, p in enumerate(inputs.forecast.product_ids)}
    needed = {p for p, i in column.items() if need.packs[:, i].any()}
    for place, product, band, day, end, doses in _standing(inputs, horizon):
        if place not in index or band not in BANDS:
            continue
        vaccine = inputs.vaccines[product]
        left = doses % vaccine.pack_doses if product in needed else doses
        volume = -(-left * vaccine.pack_ml // vaccine.pack_doses)
        there = [
            day < start + timedelta(days=horizon.days(t)) and start <= end
            for t, start in enumerate(horizon.starts)
        ]
        free[index[place], BANDS.index(band), there] -= volume
    return free


def _standing(
    inputs: WeekInputs, horizon: Horizon
) -> list[tuple[str, str, TemperatureBand, date, date, int]]:
    """Return (place, product, band, from, use-by, doses) of opening stock and arrivals."""
    first = horizon.starts[0]
    stock = [(s.place_id, s.product_id, s.band, first, s.use_by, s.doses) for s in inputs.stock]
    arrivals = [
        (
            a.site_id,
            a.product_id,
            inputs.vaccines[a.product_id].band,
            a.day,
            inputs.lots[a.lot_id].expiry,
            a.doses,
        )
        for a in inputs.arrivals
        if a.day >= first
    ]
    return stock + arrivals
