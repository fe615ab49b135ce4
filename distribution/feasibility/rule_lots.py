"""R1: lots on hand, released, with life enough."""

from __future__ import annotations

from distribution.feasibility.departures import Delivery, deliveries
from distribution.feasibility.ledger import balances, entries
from distribution.feasibility.verdict import Violation
from distribution.inputs import WeekInputs
from distribution.plan import Drop, WeeklyPlan
from distribution.travel import TravelTable

THAWED_MIN_DAYS = 14


def lots_on_hand(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """No dose leaves a place that never held it: opening stock and arrivals cover all departures."""
    del travel
    movements = entries(plan, inputs)
    return tuple(
        Violation(
            rule="R1",
            subject_id=batch.lot_id,
            place_id=batch.place_id,
            key="lot_not_on_hand",
            amount=-doses,
            unit="doses",
            arguments={"product": batch.product_id, "use_by": batch.use_by},
        )
        for batch, doses in sorted(balances(movements).items())
        if doses < 0
    )


def lots_usable(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """Every lot that leaves is known, released and neither quarantined nor recalled on that day."""
    del travel
    return tuple(
        _violation(delivery, drop, inputs, key="lot_not_released", amount=drop.doses, unit="doses")
        for delivery in deliveries(plan, inputs)
        for drop in delivery.drops
        if not inputs.lots[drop.lot_id].usable(inputs.calendar.week.day_of(delivery.depart_s))
    )


def lots_long_dated(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """On arrival the use-by leaves the product's minimum remaining life (14 days once thawed)."""
    del travel
    found = []
    for delivery in deliveries(plan, inputs):
        for drop in delivery.drops:
            missing = min_life_days(drop, inputs) - (drop.use_by - delivery.arrival_day).days
            if missing > 0:
                found.append(
                    _violation(delivery, drop, inputs, key="lot_short_dated", amount=missing, unit="d")
                )
    return tuple(found)


def min_life_days(drop: Drop, inputs: WeekInputs) -> int:
    """Return the minimum remaining life of a drop on arrival, in days."""
    vaccine, lot = inputs.vaccines[drop.product_id], inputs.lots[drop.lot_id]
    thawed = vaccine.thawed_life_days is not None and drop.use_by != lot.expiry
    return THAWED_MIN_DAYS if thawed else vaccine.min_remaining_days


def _violation(
    delivery: Delivery, drop: Drop, inputs: WeekInputs, *, key: str, amount: int, unit: str
) -> Violation:
    return Violation(
        rule="R1",
        subject_id=drop.lot_id,
        place_id=delivery.destination_id,
        route_id=delivery.departure_id,
        day=inputs.calendar.week.day_of(delivery.depart_s),
        key=key,
        amount=amount,
        unit=unit,
        arguments={"product": drop.product_id, "use_by": drop.use_by},
    )
