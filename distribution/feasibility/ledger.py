"""Doses by lot at every place, in and out, in order of time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from distribution.feasibility.departures import Delivery, deliveries
from distribution.feasibility.last_asked import last_asked
from distribution.inputs import WeekInputs
from distribution.network import SiteKind
from distribution.plan import Drop, WeeklyPlan
from distribution.vaccines import TemperatureBand, use_by_after_thaw

SUNDAY = 6


class Batch(NamedTuple):
    """Doses that are alike: one lot, kept in one band with one use-by, at one place."""

    place_id: str
    product_id: str
    lot_id: str
    band: TemperatureBand
    use_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Doses that come (positive) or leave (negative); ``delivery`` is what moves them, if any."""

    time_s: int
    batch: Batch
    doses: int
    delivery: Delivery | None = None
    drop: Drop | None = None


@last_asked
def entries(plan: WeeklyPlan, inputs: WeekInputs) -> tuple[Entry, ...]:
    """Return every movement of the week at sites, in order of time, what comes before what leaves."""
    found = [*_opening(inputs), *_arrivals(inputs)]
    for delivery in deliveries(plan, inputs):
        for drop in delivery.drops:
            found.extend(_movements(delivery, drop, inputs))
    return tuple(sorted(found, key=_order))


def balances(movements: Iterable[Entry]) -> dict[Batch, int]:
    """Return the doses of every batch after all movements."""
    sums: dict[Batch, int] = defaultdict(int)
    for entry in movements:
        sums[entry.batch] += entry.doses
    return dict(sums)


def source_batch(delivery: Delivery, drop: Drop, inputs: WeekInputs) -> Batch:
    """Return the batch from which a drop is taken: its own, or the frozen one that thaws on leaving.

    Frozen lots are kept frozen at hubs and upstream of them; a depot holds them thawed.
    """
    vaccine, lot = inputs.vaccines[drop.product_id], inputs.lots[drop.lot_id]
    frozen = Batch(delivery.origin_id, drop.product_id, drop.lot_id, vaccine.band, lot.expiry)
    if vaccine.band is vaccine.delivered_band:
        return frozen._replace(use_by=drop.use_by)
    stays_frozen = _keeps_frozen(delivery.destination_id, inputs)
    left_on = inputs.calendar.week.day_of(delivery.depart_s)
    expected = lot.expiry if stays_frozen else use_by_after_thaw(lot, vaccine, left_on)
    if _keeps_frozen(delivery.origin_id, inputs) and drop.use_by == expected:
        return frozen
    return frozen._replace(band=vaccine.delivered_band, use_by=drop.use_by)


def received_s(day: date, inputs: WeekInputs, working_days: int) -> int:
    """Return when goods that arrive on a day may leave again: so many working days later, 00:00."""
    while working_days:
        day += timedelta(days=1)
        if day.weekday() != SUNDAY and inputs.calendar.deliveries(day) not in ("none", "emergency"):
            working_days -= 1
    return inputs.calendar.week.start_s(day)


def _keeps_frozen(place_id: str, inputs: WeekInputs) -> bool:
    site = next((s for s in inputs.network.sites if s.site_id == place_id), None)
    return site is not None and site.kind is not SiteKind.DEPOT


def _opening(inputs: WeekInputs) -> Iterable[Entry]:
    sites = {site.site_id for site in inputs.network.sites}
    for line in inputs.stock:
        if line.place_id in sites:
            batch = Batch(line.place_id, line.product_id, line.lot_id, line.band, line.use_by)
            yield Entry(time_s=0, batch=batch, doses=line.doses)


def _arrivals(inputs: WeekInputs) -> Iterable[Entry]:
    for arrival in inputs.arrivals:
        kind = inputs.network.site(arrival.site_id).kind
        stores = kind in (SiteKind.HUB, SiteKind.DEPOT)
        days = inputs.parameters.receiving_days if stores else 0
        band, expiry = inputs.vaccines[arrival.product_id].band, inputs.lots[arrival.lot_id].expiry
        batch = Batch(arrival.site_id, arrival.product_id, arrival.lot_id, band, expiry)
        yield Entry(time_s=received_s(arrival.day, inputs, days), batch=batch, doses=arrival.doses)


def _movements(delivery: Delivery, drop: Drop, inputs: WeekInputs) -> Iterable[Entry]:
    source = source_batch(delivery, drop, inputs)
    yield Entry(time_s=delivery.depart_s, batch=source, doses=-drop.doses, delivery=delivery, drop=drop)
    if delivery.transfer:
        vaccine = inputs.vaccines[drop.product_id]
        frozen = _keeps_frozen(delivery.destination_id, inputs) and source.band is vaccine.band
        band = vaccine.band if frozen else vaccine.delivered_band
        yield Entry(
            time_s=delivery.available_s,
            batch=source._replace(place_id=delivery.destination_id, band=band, use_by=drop.use_by),
            doses=drop.doses,
            delivery=delivery,
            drop=drop,
        )


def _order(entry: Entry) -> tuple[int, int, Batch, str]:
    return (entry.time_s, entry.doses < 0, entry.batch, entry.delivery.departure_id if entry.delivery else "")
