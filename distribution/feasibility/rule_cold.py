"""R7: the load stays cold from closing to the last box handed over."""

from __future__ import annotations

from distribution.feasibility.coldride import cold_rides
from distribution.feasibility.verdict import Violation
from distribution.inputs import WeekInputs
from distribution.plan import Packing, WeeklyPlan
from distribution.travel import TravelTable


def cold_kept(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """Boxes are opened within their hold time at the design ambient, compartments within their time."""
    del travel
    return tuple(
        Violation(
            rule="R7",
            subject_id=ride.departure_id,
            route_id=ride.departure_id,
            key="hold_time_over" if ride.packing is Packing.PASSIVE else "active_time_over",
            amount=-ride.margin_s,
            unit="s",
        )
        for ride in cold_rides(plan, inputs)
        if ride.margin_s < 0
    )


def refuge_near(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """A load in an active compartment alone has, all along each leg, a cold store within the hold-over."""
    found = []
    for ride in cold_rides(plan, inputs):
        if ride.packing is not Packing.ACTIVE:
            continue
        for origin_id, destination_id in zip(ride.places, ride.places[1:], strict=False):
            away_s = int(travel.refuge_s[travel.index(origin_id), travel.index(destination_id)])
            if away_s > inputs.parameters.holdover_s:
                found.append(
                    Violation(
                        rule="R7",
                        subject_id=ride.departure_id,
                        place_id=destination_id,
                        route_id=ride.departure_id,
                        key="refuge_far",
                        amount=away_s - inputs.parameters.holdover_s,
                        unit="s",
                    )
                )
    return tuple(found)
