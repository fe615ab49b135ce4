"""Whether a plan keeps what its planner was asked to hold in reserve, beyond the rules that judge it."""

from __future__ import annotations

from collections.abc import Iterator

from distribution.feasibility import Violation
from distribution.feasibility.coldride import ColdRide, cold_rides
from distribution.inputs import WeekInputs
from distribution.plan import Packing, WeeklyPlan

OF_RESERVE = frozenset({"outside_window", "reserve_ride", "reserve_boxes"})
"""Breaches that a reserve can cause: windows that close earlier, shorter rides, boxes in a cooled vehicle."""


def reserve_broken(plan: WeeklyPlan, inputs: WeekInputs) -> tuple[Violation, ...]:
    """Return the departures closed for longer than a centre's reserve allows, or not in boxes as it asks.

    ``inputs`` is the question with the reserve (``with_buffers``): its narrower windows are rule R4's.
    """
    if not inputs.reserve.ride_s and not inputs.reserve.boxed:
        return ()
    return tuple(breach for ride in cold_rides(plan, inputs) for breach in _of(ride, inputs))


def _of(ride: ColdRide, inputs: WeekInputs) -> Iterator[Violation]:
    reserve = inputs.reserve
    if ride.packing is Packing.ACTIVE:
        for place_id in ride.places:
            if place_id in reserve.boxed:
                yield _breach(ride, "reserve_boxes", place_id, 1, "")
        return
    closed_s = ride.end_s - ride.closed_s
    over = [(closed_s - reserve.ride_s[p], p) for p in ride.places if p in reserve.ride_s]
    most_s, place_id = max(over, default=(0, ""))
    if most_s > 0:
        yield _breach(ride, "reserve_ride", place_id, most_s, "s")


def _breach(ride: ColdRide, key: str, place_id: str, amount: int, unit: str) -> Violation:
    return Violation(
        rule="R7",
        subject_id=ride.departure_id,
        route_id=ride.departure_id,
        place_id=place_id,
        key=key,
        amount=amount,
        unit=unit,
    )
