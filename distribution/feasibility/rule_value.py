"""R8: value on board."""

from __future__ import annotations

from distribution.feasibility.departures import value_vnd
from distribution.feasibility.verdict import Violation
from distribution.inputs import WeekInputs
from distribution.plan import Drop, WeeklyPlan
from distribution.travel import TravelTable


def value_capped(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """The goods of one departure are worth no more than the cap of a round, courier or trunk run."""
    del travel
    caps = inputs.parameters
    loads: list[tuple[str, tuple[Drop, ...], int]] = [
        (r.route_id, tuple(d for stop in r.stops for d in stop.drops), caps.round_value_cap_vnd)
        for r in plan.routes
    ]
    loads += [(c.consignment_id, c.drops, caps.courier_value_cap_vnd) for c in plan.consignments]
    loads += [(t.transfer_id, t.drops, caps.trunk_value_cap_vnd) for t in plan.transfers]
    return tuple(
        Violation(
            rule="R8",
            subject_id=departure_id,
            route_id=departure_id,
            key="value_over",
            amount=value_vnd(drops, inputs) - cap_vnd,
            unit="VND",
        )
        for departure_id, drops, cap_vnd in loads
        if value_vnd(drops, inputs) > cap_vnd
    )
