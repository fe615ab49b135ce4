"""Lots of a product as batches: where they stand, until when they may stand, be moved and be issued."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from distribution.feasibility.rule_lots import THAWED_MIN_DAYS
from distribution.inputs import WeekInputs
from distribution.quarter.answer import Horizon
from distribution.quarter.calendar import last_delivery_day, period_at_hand, period_days, week_of
from distribution.quarter.surplus import Surplus
from distribution.units import WEEK_DAYS
from distribution.vaccines import TemperatureBand, Vaccine, use_by_after_thaw
from solvers.allocation.quarter_problem import Batch, Bools, Ints


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stocked:
    """The batches of a product and what of them is found or arrives, in packs: ``supply[s, k, t]``."""

    batches: tuple[Batch, ...]
    supply: Ints


def thaws(vaccine: Vaccine) -> bool:
    """Return whether a product is kept frozen upstream and thaws on its way."""
    return vaccine.band is not vaccine.delivered_band


def stocked(
    inputs: WeekInputs,
    vaccine: Vaccine,
    sites: Mapping[str, int],
    horizon: Horizon,
    spared: Iterable[Surplus] = (),
) -> Stocked:
    """Return a product's batches, those that thawing will make and those that centres can spare included."""
    found: list[tuple[int, Batch, int, int]] = []
    for line in inputs.stock:
        if line.product_id == vaccine.product_id and line.place_id in sites:
            frozen = thaws(vaccine) and line.band is vaccine.band
            batch = Batch(lot_id=line.lot_id, use_by=line.use_by, frozen=frozen)
            found.append((sites[line.place_id], batch, 0, line.doses // vaccine.pack_doses))
    for arrival in inputs.arrivals:
        if arrival.product_id != vaccine.product_id or arrival.day < horizon.starts[0]:
            continue
        ready = arrival.day + timedelta(days=inputs.parameters.receiving_days)
        period = period_at_hand(horizon, ready)
        batch = Batch(lot_id=arrival.lot_id, use_by=inputs.lots[arrival.lot_id].expiry, frozen=thaws(vaccine))
        if period is not None:
            found.append((sites[arrival.site_id], batch, period, arrival.doses // vaccine.pack_doses))
    kept = {batch for _, batch, _, _ in found} | {spared_batch(surplus) for surplus in spared}
    made = {thawed(inputs, vaccine, b, horizon, t) for b in kept if b.frozen for t in range(len(horizon))}
    batches = tuple(sorted(kept | made, key=lambda b: (b.use_by, b.lot_id, b.frozen)))
    index = {batch: k for k, batch in enumerate(batches)}
    supply = np.zeros((len(sites), len(batches), len(horizon)), np.int64)
    for site, batch, period, packs in found:
        supply[site, index[batch], period] += packs
    return Stocked(batches=batches, supply=supply)


def spared_batch(surplus: Surplus) -> Batch:
    """Return what packs are that a centre passes on: never frozen."""
    return Batch(lot_id=surplus.lot_id, use_by=surplus.use_by)


def thawed(inputs: WeekInputs, vaccine: Vaccine, batch: Batch, horizon: Horizon, period: int) -> Batch:
    """Return what a frozen batch becomes on leaving the last hub; its life counts from the Monday."""
    monday = horizon.starts[0] + timedelta(days=WEEK_DAYS * week_of(horizon, period))
    return Batch(lot_id=batch.lot_id, use_by=use_by_after_thaw(inputs.lots[batch.lot_id], vaccine, monday))


def sendable(inputs: WeekInputs, batches: tuple[Batch, ...], horizon: Horizon) -> Bools:
    """Return whether each batch is released for the whole of each period, shape (batches, periods)."""
    return np.array([[inputs.lots[b.lot_id].usable(start) for start in horizon.starts] for b in batches])


def alive(batches: tuple[Batch, ...], horizon: Horizon) -> Bools:
    """Return whether each batch is not past its use-by when a period begins."""
    return np.array([[start <= b.use_by for start in horizon.starts] for b in batches])


def has_life(inputs: WeekInputs, vaccine: Vaccine, batch: Batch, arrival: date) -> bool:
    """Return whether enough life is left on arrival: R1's minimum."""
    is_thawed = thaws(vaccine) and batch.use_by != inputs.lots[batch.lot_id].expiry
    least = THAWED_MIN_DAYS if is_thawed else vaccine.min_remaining_days
    return (batch.use_by - arrival).days >= least


def issue_ends(inputs: WeekInputs, vaccine: Vaccine, batches: tuple[Batch, ...], horizon: Horizon) -> Ints:
    """Return the last period in which a pack issued in a period is good at a centre; -1: none, keep it."""
    lasts = [period_days(horizon, t)[-1] for t in range(len(horizon))]
    ready = sendable(inputs, batches, horizon)
    ends = np.full((len(batches), len(horizon)), -1, np.int64)
    for k, batch in enumerate(batches):
        for t in range(len(horizon)):
            given = thawed(inputs, vaccine, batch, horizon, t) if batch.frozen else batch
            arrival = last_delivery_day(horizon, t)
            if ready[k, t] and has_life(inputs, vaccine, given, arrival):
                ends[k, t] = sum(last <= given.use_by for last in lasts) - 1
    return np.where(ends >= np.arange(len(horizon)), ends, -1)


def band_of(vaccine: Vaccine, batch: Batch) -> TemperatureBand:
    """Return the band in which a batch is kept upstream."""
    return vaccine.band if batch.frozen or not thaws(vaccine) else vaccine.delivered_band
