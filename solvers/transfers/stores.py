"""The lots on hand at every site as the week passes, taken first expired, first out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from distribution.feasibility.ledger import Batch, received_s
from distribution.feasibility.rule_lots import THAWED_MIN_DAYS
from distribution.inputs import WeekInputs
from distribution.network import SiteKind
from distribution.plan import Drop
from distribution.vaccines import use_by_after_thaw


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Receipt:
    """Doses that a site may ship from a time on."""

    time_s: int
    batch: Batch
    doses: int


def receipts(inputs: WeekInputs) -> tuple[Receipt, ...]:
    """Return opening stock of the sites and the arrivals of the week, in order of time."""
    sites = {site.site_id: site for site in inputs.network.sites}
    found = [
        Receipt(
            time_s=0,
            batch=Batch(line.place_id, line.product_id, line.lot_id, line.band, line.use_by),
            doses=line.doses,
        )
        for line in inputs.stock
        if line.place_id in sites
    ]
    for arrival in inputs.arrivals:
        stores = sites[arrival.site_id].kind in (SiteKind.HUB, SiteKind.DEPOT)
        days = inputs.parameters.receiving_days if stores else 0
        band, expiry = inputs.vaccines[arrival.product_id].band, inputs.lots[arrival.lot_id].expiry
        found.append(
            Receipt(
                time_s=received_s(arrival.day, inputs, days),
                batch=Batch(arrival.site_id, arrival.product_id, arrival.lot_id, band, expiry),
                doses=arrival.doses,
            )
        )
    return tuple(sorted(found))


class Stores:
    """Doses of every batch at every site at one moment."""

    def __init__(self, inputs: WeekInputs) -> None:
        self.inputs = inputs
        self.on_hand: dict[tuple[str, str], dict[Batch, int]] = defaultdict(dict)
        self.frozen_places = {s.site_id for s in inputs.network.sites if s.kind is not SiteKind.DEPOT}

    def receive(self, receipt: Receipt) -> None:
        """Put doses on hand."""
        stock = self.on_hand[receipt.batch.place_id, receipt.batch.product_id]
        stock[receipt.batch] = stock.get(receipt.batch, 0) + receipt.doses

    def take(
        self,
        origin_id: str,
        destination_id: str,
        product_id: str,
        packs: int,
        depart_s: int,
        arrival_day: date,
    ) -> tuple[tuple[Batch, Drop], ...]:
        """Take up to so many packs, earliest use-by first, of the lots eligible for a destination."""
        stock = self.on_hand[origin_id, product_id]
        size = self.inputs.vaccines[product_id].pack_doses
        left_on = self.inputs.calendar.week.day_of(depart_s)
        ranked = sorted(
            (self._leaving(batch, destination_id, left_on), batch)
            for batch, doses in stock.items()
            if doses >= size
        )
        taken = []
        for use_by, batch in ranked:
            if packs == 0:
                break
            count = min(packs, stock[batch] // size)
            if count > 0 and self._eligible(batch, use_by, left_on, arrival_day):
                stock[batch] -= count * size
                packs -= count
                taken.append((batch, _drop(batch, use_by, count, size)))
        return tuple(taken)

    def arrived(self, batch: Batch, drop: Drop, destination_id: str) -> Batch:
        """Return the batch that a transfer of a drop makes at its destination."""
        vaccine = self.inputs.vaccines[drop.product_id]
        frozen = destination_id in self.frozen_places and batch.band is vaccine.band
        band = vaccine.band if frozen else vaccine.delivered_band
        return batch._replace(place_id=destination_id, band=band, use_by=drop.use_by)

    def packs(self, site_id: str, product_id: str) -> int:
        """Return whole packs of usable lots at a site now, whatever their remaining life."""
        size = self.inputs.vaccines[product_id].pack_doses
        last = self.inputs.calendar.week.days[-1]
        stock = self.on_hand.get((site_id, product_id), {})
        return sum(n // size for batch, n in stock.items() if self.inputs.lots[batch.lot_id].usable(last))

    def _leaving(self, batch: Batch, destination_id: str, left_on: date) -> date:
        vaccine = self.inputs.vaccines[batch.product_id]
        if batch.band is vaccine.delivered_band or destination_id in self.frozen_places:
            return batch.use_by
        return use_by_after_thaw(self.inputs.lots[batch.lot_id], vaccine, left_on)

    def _eligible(self, batch: Batch, use_by: date, left_on: date, arrival_day: date) -> bool:
        vaccine, lot = self.inputs.vaccines[batch.product_id], self.inputs.lots[batch.lot_id]
        thaws = vaccine.band is not vaccine.delivered_band
        if not thaws and (batch.band is not vaccine.band or batch.use_by != lot.expiry):
            return False
        if batch.place_id not in self.frozen_places and batch.band is not vaccine.delivered_band:
            return False
        thawed = vaccine.thawed_life_days is not None and use_by != lot.expiry
        least = THAWED_MIN_DAYS if thawed else vaccine.min_remaining_days
        return lot.usable(left_on) and (use_by - arrival_day).days >= least


def _drop(batch: Batch, use_by: date, packs: int, size: int) -> Drop:
    return Drop(
        product_id=batch.product_id, lot_id=batch.lot_id, use_by=use_by, packs=packs, doses=packs * size
    )
