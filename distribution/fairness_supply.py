"""Goods for the first weeks: every lot at a site, and the depots that it reaches in time.

Goods move as soon as they can: what is not at hand here by then cannot be at hand at all.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from distribution.fairness import FAIR_WEEKS, FairSource, Outlet
from distribution.feasibility.rule_lots import THAWED_MIN_DAYS
from distribution.inputs import WeekInputs
from distribution.quarter import Horizon
from distribution.quarter_calendar import (
    lane_departures,
    last_delivery_day,
    open_for_centres,
    period_at_hand,
    received_period,
    week_of,
)
from distribution.vaccines import TemperatureBand, use_by_after_thaw


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    """Doses of a lot at a site, at hand from a period on."""

    site_id: str
    product_id: str
    lot_id: str
    use_by: date
    frozen: bool
    period: int
    packs: int


def fair_sources(
    inputs: WeekInputs, horizon: Horizon, outlets: Collection[Outlet], products: Collection[str]
) -> tuple[FairSource, ...]:
    """Return the lots of some products that reach any of the outlets, in a fixed order."""
    near = [p for p in range(len(horizon)) if week_of(horizon, p) < FAIR_WEEKS]
    lanes = _connections(inputs, horizon, near)
    receiving = open_for_centres(inputs, horizon)
    open_periods = [p for p in near if receiving[:, p].any()]
    reached: dict[tuple[str, int], dict[str, int]] = {}
    found = []
    for batch in _batches(inputs, horizon):
        if batch.product_id not in products or batch.period > near[-1]:
            continue
        start = (batch.site_id, batch.period)
        if start not in reached:
            reached[start] = _earliest(lanes, start)
        ways = tuple(
            o for o in sorted(outlets) if _serves(inputs, horizon, batch, reached[start], o, open_periods)
        )
        if ways and batch.packs:
            found.append(
                FairSource(
                    product_id=batch.product_id,
                    lot_id=batch.lot_id,
                    site_id=batch.site_id,
                    packs=batch.packs,
                    outlets=ways,
                )
            )
    return tuple(found)


def _batches(inputs: WeekInputs, horizon: Horizon) -> list[_Batch]:
    """Return stock at sites, and arrivals once received, in a fixed order."""
    sites = {site.site_id for site in inputs.network.sites}
    rows: list[tuple[str, str, str, date, bool, int, int]] = []
    for line in inputs.stock:
        if line.place_id in sites:
            frozen = line.band is not TemperatureBand.COLD
            rows.append((line.place_id, line.product_id, line.lot_id, line.use_by, frozen, 0, line.doses))
    for arrival in inputs.arrivals:
        period = period_at_hand(horizon, arrival.day)
        if period is not None and arrival.day >= horizon.starts[0]:
            frozen = inputs.vaccines[arrival.product_id].band is not TemperatureBand.COLD
            expiry = inputs.lots[arrival.lot_id].expiry
            rows.append(
                (arrival.site_id, arrival.product_id, arrival.lot_id, expiry, frozen, period, arrival.doses)
            )
    return [
        _Batch(
            site_id=site_id,
            product_id=product_id,
            lot_id=lot_id,
            use_by=use_by,
            frozen=frozen,
            period=period,
            packs=doses // inputs.vaccines[product_id].pack_doses,
        )
        for site_id, product_id, lot_id, use_by, frozen, period, doses in sorted(rows)
    ]


def _connections(inputs: WeekInputs, horizon: Horizon, near: list[int]) -> list[tuple[int, str, int, str]]:
    """Return every departure of a lane in the near periods: when, from where, at hand when, and where."""
    found = []
    for lane in inputs.network.lanes:
        runs = lane_departures(inputs, lane, horizon)
        days = lane.lead_days + inputs.parameters.receiving_days
        for period in near:
            at_hand = received_period(horizon, period, days) if runs[period] else None
            if at_hand is not None and at_hand <= near[-1]:
                found.append((period, lane.origin_id, at_hand, lane.destination_id))
    return sorted(found)


def _earliest(connections: list[tuple[int, str, int, str]], start: tuple[str, int]) -> dict[str, int]:
    """Return the earliest period in which goods from a site are at hand elsewhere.

    In weekly periods a lane can be at hand in the period in which it leaves: repeated until nothing changes.
    """
    earliest = {start[0]: start[1]}
    before: dict[str, int] = {}
    while before != earliest:
        before = dict(earliest)
        for leaves, origin_id, at_hand, destination_id in connections:
            if earliest.get(origin_id, leaves + 1) <= leaves < at_hand + 1:
                earliest[destination_id] = min(earliest.get(destination_id, at_hand), at_hand)
    return earliest


def _serves(
    inputs: WeekInputs,
    horizon: Horizon,
    batch: _Batch,
    earliest: Mapping[str, int],
    outlet: Outlet,
    open_periods: Collection[int],
) -> bool:
    depot_id, week = outlet
    return depot_id in earliest and any(
        week_of(horizon, period) == week and _eligible(inputs, batch, last_delivery_day(horizon, period))
        for period in open_periods
        if period >= earliest[depot_id]
    )


def _eligible(inputs: WeekInputs, batch: _Batch, day: date) -> bool:
    """Whether a batch may reach a centre on a day: released, and with life enough left.

    What is frozen thaws on the day itself at the earliest, which is the most life it can have.
    """
    vaccine, lot = inputs.vaccines[batch.product_id], inputs.lots[batch.lot_id]
    use_by = min(batch.use_by, use_by_after_thaw(lot, vaccine, day)) if batch.frozen else batch.use_by
    thawed = vaccine.band is TemperatureBand.FROZEN
    least = THAWED_MIN_DAYS if thawed else vaccine.min_remaining_days
    return lot.usable(day) and (use_by - day).days >= least
