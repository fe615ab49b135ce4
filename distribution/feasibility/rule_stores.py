"""R2: after a delivery no store holds more than its usable litres."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import groupby

from distribution.feasibility.departures import Delivery, centre_deliveries
from distribution.feasibility.ledger import Entry, entries
from distribution.feasibility.shelf import Shelf, held_by_place
from distribution.feasibility.verdict import Violation
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.travel import TravelTable
from distribution.vaccines import TemperatureBand

Held = dict[TemperatureBand, int]


def centre_stores(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """A centre's band holds its delivery beside what the days before have left of the stock.

    Opening stock above the litres is no breach; receiving in that band before it is below is one.
    """
    del travel
    ordered = sorted(centre_deliveries(plan, inputs), key=lambda d: (d.destination_id, d.arrive_s))
    stock, found = held_by_place(inputs), list[Violation]()
    for centre_id, group in groupby(ordered, key=lambda d: d.destination_id):
        found.extend(_overflows(Shelf.opening(centre_id, inputs, stock), centre_id, tuple(group), inputs))
    return tuple(found)


def _overflows(
    shelf: Shelf, centre_id: str, visits: tuple[Delivery, ...], inputs: WeekInputs
) -> list[Violation]:
    stores = inputs.network.centre(centre_id).stores_ml
    found: list[Violation] = []
    for visit in visits:
        shelf.use_until(visit.arrival_day)
        shelf.add(visit.drops)
        received = {inputs.vaccines[drop.product_id].delivered_band for drop in visit.drops}
        for band in sorted(received - {TemperatureBand.AMBIENT}):
            over_ml = shelf.volume_ml(band) - stores.get(band, 0)
            if over_ml > 0:
                found.append(_violation(centre_id, visit.departure_id, visit.arrival_day, band, over_ml))
    return found


def site_stores(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """A hub's or depot's band holds every transfer when it arrives."""
    del travel
    depots = {site.site_id: site for site in inputs.network.depots}
    held: dict[str, Held] = defaultdict(lambda: defaultdict(int))
    found: list[Violation] = []
    for entry in sorted(entries(plan, inputs), key=_arrival_s):
        place_id, band = entry.batch.place_id, entry.batch.band
        vaccine = inputs.vaccines[entry.batch.product_id]
        held[place_id][band] += entry.doses * vaccine.pack_ml // vaccine.pack_doses
        brought = entry.delivery is not None and entry.doses > 0
        if brought and place_id in depots and band is not TemperatureBand.AMBIENT:
            over_ml = held[place_id][band] - depots[place_id].stores_ml.get(band, 0)
            if over_ml > 0 and entry.delivery:
                day = inputs.calendar.week.day_of(entry.delivery.arrive_s)
                found.append(_violation(place_id, entry.delivery.departure_id, day, band, over_ml))
    return _worst(found)


def _arrival_s(entry: Entry) -> tuple[int, bool]:
    """Goods fill the store when they arrive, not when they have been received."""
    brought = entry.delivery is not None and entry.doses > 0
    time_s = entry.delivery.arrive_s if brought and entry.delivery else entry.time_s
    return time_s, entry.doses > 0


def _worst(found: list[Violation]) -> tuple[Violation, ...]:
    """Keep, of each departure, place and band, the largest overflow."""
    worst: dict[tuple[str | None, str | None, str | date], Violation] = {}
    for violation in found:
        key = (violation.route_id, violation.place_id, violation.arguments["band"])
        if key not in worst or worst[key].amount < violation.amount:
            worst[key] = violation
    return tuple(worst.values())


def _violation(place_id: str, departure_id: str, day: date, band: TemperatureBand, over_ml: int) -> Violation:
    return Violation(
        rule="R2",
        subject_id=place_id,
        place_id=place_id,
        route_id=departure_id,
        day=day,
        key="store_over",
        amount=over_ml,
        unit="ml",
        arguments={"band": band.value},
    )
