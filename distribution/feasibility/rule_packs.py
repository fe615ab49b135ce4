"""R13: whole issue packs."""

from __future__ import annotations

from distribution.feasibility.departures import deliveries
from distribution.feasibility.verdict import Violation
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.travel import TravelTable


def whole_packs(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """Every drop is at least one whole pack, and its doses are those of its packs."""
    del travel
    return tuple(
        Violation(
            rule="R13",
            subject_id=drop.lot_id,
            place_id=delivery.destination_id,
            route_id=delivery.departure_id,
            day=inputs.calendar.week.day_of(delivery.depart_s),
            key="broken_pack",
            amount=drop.doses,
            unit="doses",
            arguments={"product": drop.product_id, "packs": str(drop.packs)},
        )
        for delivery in deliveries(plan, inputs)
        for drop in delivery.drops
        if drop.packs < 1 or drop.doses != drop.packs * inputs.vaccines[drop.product_id].pack_doses
    )
