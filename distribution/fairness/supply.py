"""Goods for the first weeks: every lot at a site, and the depots that it reaches in time.

Goods move as soon as they can: what is not at hand here by then cannot be at hand at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from distribution.fairness.opening import Intake
from distribution.fairness.shares import FAIR_WEEKS, FairSource, Outlet
from distribution.feasibility.rule_lots import THAWED_MIN_DAYS
from distribution.inputs import WeekInputs
from distribution.network import SiteKind
from distribution.quarter.answer import Horizon
from distribution.quarter.calendar import (
    lane_departures,
    last_delivery_day,
    open_for_centres,
    period_at_hand,
    received_period,
    week_of,
)
from distribution.units import WEEK_DAYS
from distribution.vaccines import TemperatureBand, use_by_after_thaw

_Connection = tuple[int, str, int, str]  # leaves in a period from a site, at hand in a period at a site
_Carriage = tuple[TemperatureBand, TemperatureBand]  # the bands of a batch at hubs and at depots


@dataclass(frozen=True, slots=True, order=True)
class Batch:
    """Packs of a lot at a site, at hand from a period on; ``frozen`` ones thaw on their way to centres."""

    site_id: str
    product_id: str
    lot_id: str
    use_by: date
    frozen: bool
    period: int
    packs: int


def fair_sources(
    inputs: WeekInputs, horizon: Horizon, outlets: Mapping[str, Collection[Outlet]], takes_in: Intake
) -> tuple[FairSource, ...]:
    """Return the lots that reach any of the outlets of their product, in a fixed order.

    ``takes_in`` says in which periods a store has litres free for what arrives.
    """
    return tuple(
        FairSource(
            product_id=batch.product_id,
            lot_id=batch.lot_id,
            site_id=batch.site_id,
            packs=batch.packs,
            outlets=reached,
        )
        for batch, reached in reach(inputs, horizon, outlets, takes_in)
        if reached and batch.packs
    )


def reach(
    inputs: WeekInputs, horizon: Horizon, outlets: Mapping[str, Collection[Outlet]], takes_in: Intake
) -> Iterator[tuple[Batch, tuple[Outlet, ...]]]:
    """Yield every batch of the products that have outlets, and those that it reaches in time."""
    near = [p for p in range(len(horizon)) if week_of(horizon, p) < FAIR_WEEKS]
    lanes = _connections(inputs, horizon, near)
    receiving = open_for_centres(inputs, horizon)
    open_periods = [p for p in near if receiving[:, p].any()]
    earliest: dict[tuple[str, int, _Carriage], dict[str, int]] = {}
    for batch in batches(inputs, horizon):
        if batch.product_id not in outlets:
            continue
        vaccine = inputs.vaccines[batch.product_id]
        carriage = (vaccine.band if batch.frozen else vaccine.delivered_band, vaccine.delivered_band)
        start = (batch.site_id, _sent_from(inputs, horizon, batch), carriage)
        if start not in earliest:
            passable = [n for n in lanes if _takes_in(inputs, takes_in, carriage, n)]
            earliest[start] = _earliest(passable, batch.site_id, start[1])
        yield (
            batch,
            tuple(
                outlet
                for outlet in sorted(outlets[batch.product_id])
                if _serves(inputs, horizon, batch, earliest[start], outlet, open_periods)
            ),
        )


def _takes_in(inputs: WeekInputs, takes_in: Intake, carriage: _Carriage, connection: _Connection) -> bool:
    """Whether the store at the end of a lane can take goods in; frozen ones thaw on the way to a depot."""
    _, _, at_hand, destination_id = connection
    band = carriage[1 if inputs.network.site(destination_id).kind is SiteKind.DEPOT else 0]
    if band is TemperatureBand.AMBIENT:
        return True
    free = takes_in.get((destination_id, band))
    return free is not None and free[at_hand]


def batches(inputs: WeekInputs, horizon: Horizon) -> list[Batch]:
    """Return stock at sites, and arrivals once received, in a fixed order."""
    sites = {site.site_id for site in inputs.network.sites}
    found = []
    for line in inputs.stock:
        if line.place_id in sites:
            vaccine = inputs.vaccines[line.product_id]
            frozen = line.band is vaccine.band is not vaccine.delivered_band
            packs = line.doses // vaccine.pack_doses
            found.append(Batch(line.place_id, line.product_id, line.lot_id, line.use_by, frozen, 0, packs))
    for arrival in inputs.arrivals:
        ready = arrival.day + timedelta(days=inputs.parameters.receiving_days)
        period = period_at_hand(horizon, ready)
        if period is not None and arrival.day >= horizon.starts[0]:
            vaccine, expiry = inputs.vaccines[arrival.product_id], inputs.lots[arrival.lot_id].expiry
            frozen, packs = vaccine.band is not vaccine.delivered_band, arrival.doses // vaccine.pack_doses
            found.append(
                Batch(arrival.site_id, arrival.product_id, arrival.lot_id, expiry, frozen, period, packs)
            )
    return sorted(found)


def _connections(inputs: WeekInputs, horizon: Horizon, near: list[int]) -> list[_Connection]:
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


def _earliest(connections: list[_Connection], site_id: str, period: int) -> dict[str, int]:
    """Return the earliest period in which goods from a site are at hand elsewhere.

    In weekly periods a lane can be at hand in the period in which it leaves: repeated until nothing changes.
    """
    earliest = {site_id: period}
    before: dict[str, int] = {}
    while before != earliest:
        before = dict(earliest)
        for leaves, origin_id, at_hand, destination_id in connections:
            if earliest.get(origin_id, leaves + 1) <= leaves:
                earliest[destination_id] = min(earliest.get(destination_id, at_hand), at_hand)
    return earliest


def _sent_from(inputs: WeekInputs, horizon: Horizon, batch: Batch) -> int:
    """Return the first period in which a batch is at hand and released for sending on."""
    lot = inputs.lots[batch.lot_id]
    ready = [p for p in range(batch.period, len(horizon)) if lot.usable(horizon.starts[p])]
    return ready[0] if ready else len(horizon)


def _serves(
    inputs: WeekInputs,
    horizon: Horizon,
    batch: Batch,
    earliest: Mapping[str, int],
    outlet: Outlet,
    open_periods: Collection[int],
) -> bool:
    """Whether a batch can leave a depot of an outlet on an open day of its week, up to its period."""
    depots, until = outlet
    at_hand = min((earliest[depot] for depot in depots if depot in earliest), default=len(horizon))
    return any(
        at_hand <= period <= until
        and week_of(horizon, period) == week_of(horizon, until)
        and may_be_issued(inputs, horizon, batch, period)
        for period in open_periods
    )


def may_be_issued(inputs: WeekInputs, horizon: Horizon, batch: Batch, period: int) -> bool:
    """Whether a batch may be issued to centres in a period: released, and with life enough on arrival.

    What is frozen thaws on the first day of the week at the earliest.
    """
    vaccine, lot = inputs.vaccines[batch.product_id], inputs.lots[batch.lot_id]
    use_by = batch.use_by
    if batch.frozen:
        monday = horizon.starts[0] + timedelta(days=WEEK_DAYS * week_of(horizon, period))
        use_by = use_by_after_thaw(lot, vaccine, monday)
    thawed = vaccine.band is not vaccine.delivered_band and use_by != lot.expiry
    least = THAWED_MIN_DAYS if thawed else vaccine.min_remaining_days
    return lot.usable(horizon.starts[period]) and (use_by - last_delivery_day(horizon, period)).days >= least
