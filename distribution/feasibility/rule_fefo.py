"""R1: first expired, first out."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import groupby

from distribution.feasibility.departures import Delivery
from distribution.feasibility.ledger import Batch, Entry, entries
from distribution.feasibility.rule_lots import min_life_days
from distribution.feasibility.verdict import Violation
from distribution.inputs import WeekInputs
from distribution.network import SiteKind
from distribution.plan import Drop, WeeklyPlan
from distribution.travel import TravelTable
from distribution.vaccines import use_by_after_thaw


def first_expired_first_out(
    plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable
) -> tuple[Violation, ...]:
    """Each departure takes the earliest use-by of the lots on hand and eligible for the destination.

    A departure passes over an earlier lot when, after all that leaves at that moment, at least one
    whole pack of it stays behind.
    """
    del travel
    on_hand: dict[tuple[str, str], dict[Batch, int]] = defaultdict(lambda: defaultdict(int))
    found: list[Violation] = []
    for _, group in groupby(entries(plan, inputs), key=lambda entry: entry.time_s):
        moment = tuple(group)
        for entry in moment:
            on_hand[entry.batch[:2]][entry.batch] += entry.doses
        for entry in moment:
            if entry.doses < 0:
                found.extend(_passed_over(entry, on_hand[entry.batch[:2]], inputs))
    return tuple(found)


def _passed_over(entry: Entry, stock: dict[Batch, int], inputs: WeekInputs) -> list[Violation]:
    delivery, drop = entry.delivery, entry.drop
    if delivery is None or drop is None:
        return []
    pack_doses = inputs.vaccines[drop.product_id].pack_doses
    earlier = sorted(
        batch
        for batch, doses in stock.items()
        if doses >= pack_doses
        and batch != entry.batch
        and _on_leaving(batch, delivery, inputs) < drop.use_by
        and _eligible(batch, delivery, inputs)
    )
    return [_violation(delivery, drop, earlier[0], stock[earlier[0]], inputs)] if earlier else []


def _on_leaving(batch: Batch, delivery: Delivery, inputs: WeekInputs) -> date:
    """Return the use-by that a batch would have on this departure: frozen lots thaw on leaving a hub."""
    vaccine = inputs.vaccines[batch.product_id]
    if batch.band is vaccine.delivered_band or _is_hub(delivery.destination_id, inputs):
        return batch.use_by
    left_on = inputs.calendar.week.day_of(delivery.depart_s)
    return use_by_after_thaw(inputs.lots[batch.lot_id], vaccine, left_on)


def _eligible(batch: Batch, delivery: Delivery, inputs: WeekInputs) -> bool:
    lot = inputs.lots[batch.lot_id]
    use_by = _on_leaving(batch, delivery, inputs)
    asked = Drop(product_id=batch.product_id, lot_id=batch.lot_id, use_by=use_by, packs=0, doses=0)
    remaining = (use_by - delivery.arrival_day).days
    usable = lot.usable(inputs.calendar.week.day_of(delivery.depart_s))
    return usable and remaining >= min_life_days(asked, inputs)


def _is_hub(place_id: str, inputs: WeekInputs) -> bool:
    return any(s.site_id == place_id and s.kind is not SiteKind.DEPOT for s in inputs.network.sites)


def _violation(delivery: Delivery, drop: Drop, earlier: Batch, left: int, inputs: WeekInputs) -> Violation:
    return Violation(
        rule="R1",
        subject_id=drop.lot_id,
        place_id=delivery.destination_id,
        route_id=delivery.departure_id,
        day=inputs.calendar.week.day_of(delivery.depart_s),
        key="lot_out_of_order",
        amount=left,
        unit="doses",
        arguments={
            "product": drop.product_id,
            "use_by": drop.use_by,
            "earlier": earlier.lot_id,
            "earlier_use_by": earlier.use_by,
        },
    )
