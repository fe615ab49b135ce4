"""R12: a planner's locks hold."""

from __future__ import annotations

from distribution.feasibility.departures import centre_deliveries
from distribution.feasibility.verdict import Violation
from distribution.inputs import Lock, WeekInputs
from distribution.plan import WeeklyPlan
from distribution.travel import TravelTable


def locks_hold(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """A centre locked to a day or vehicle is visited so, and one left out is not visited."""
    del travel
    found = []
    for lock in dict.fromkeys((*inputs.locks, *plan.locks)):
        key = _broken(lock, plan, inputs)
        if key:
            found.append(_violation(lock, key))
    return tuple(found)


def _broken(lock: Lock, plan: WeeklyPlan, inputs: WeekInputs) -> str:
    """Return the key of what breaks a lock, or nothing."""
    visits = [d for d in centre_deliveries(plan, inputs) if d.destination_id == lock.centre_id]
    if lock.leave_out:
        return "lock_left_out" if visits else ""
    needs = any(r.centre_id == lock.centre_id and r.need_doses > 0 for r in plan.requirements)
    if not visits and not needs:
        return ""
    if lock.day and all(visit.arrival_day != lock.day for visit in visits):
        return "lock_day"
    vehicles = {route.route_id: route.vehicle_id for route in plan.routes}
    if lock.vehicle_id and any(vehicles.get(v.departure_id) != lock.vehicle_id for v in visits):
        return "lock_vehicle"
    return "lock_vehicle" if lock.vehicle_id and not visits else ""


def _violation(lock: Lock, key: str) -> Violation:
    return Violation(
        rule="R12",
        subject_id=lock.centre_id,
        place_id=lock.centre_id,
        day=lock.day,
        key=key,
        amount=1,
        unit="locks",
        arguments={
            "day": lock.day.isoformat() if lock.day else "",
            "vehicle": lock.vehicle_id or "",
        },
    )
