"""R12: a planner's locks hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from distribution.feasibility.departures import Delivery, centre_deliveries
from distribution.feasibility.verdict import Violation
from distribution.inputs import Lock, WeekInputs
from distribution.plan import WeeklyPlan
from distribution.travel import TravelTable


def locks_hold(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """A centre is visited on the day, by the vehicle, in the order, with the doses locked, or left out."""
    del travel
    given = centre_deliveries(plan, inputs)
    return tuple(
        violation
        for lock in dict.fromkeys((*inputs.locks, *plan.locks))
        for violation in _broken(lock, plan, tuple(d for d in given if d.destination_id == lock.centre_id))
    )


def _broken(lock: Lock, plan: WeeklyPlan, visits: tuple[Delivery, ...]) -> Iterator[Violation]:
    if lock.leave_out:
        if visits:
            yield _violation(lock, "lock_left_out")
        return
    needs = any(r.centre_id == lock.centre_id and r.need_doses > 0 for r in plan.requirements)
    if not visits and not needs:
        return
    on_day = tuple(visit for visit in visits if visit.arrival_day == lock.day) if lock.day else visits
    if lock.day and not on_day:
        yield _violation(lock, "lock_day")
    vehicles = {route.route_id: route.vehicle_id for route in plan.routes}
    if lock.vehicle_id and (
        not visits or any(vehicles.get(v.departure_id) != lock.vehicle_id for v in visits)
    ):
        yield _violation(lock, "lock_vehicle")
    if lock.order is not None and (lock.order not in _orders(lock, plan, on_day) or not on_day):
        yield _violation(lock, "lock_order", order=str(lock.order))
    yield from _quantities(lock, visits)


def _orders(lock: Lock, plan: WeeklyPlan, visits: tuple[Delivery, ...]) -> set[int]:
    """Return the places of a centre among the stops of the routes of some visits."""
    departures = {visit.departure_id for visit in visits}
    return {
        order
        for route in plan.routes
        if route.route_id in departures
        for order, stop in enumerate(route.stops, start=1)
        if stop.centre_id == lock.centre_id
    }


def _quantities(lock: Lock, visits: tuple[Delivery, ...]) -> Iterator[Violation]:
    given: Counter[str] = Counter()
    for visit in visits:
        for drop in visit.drops:
            given[drop.product_id] += drop.doses
    for locked in lock.doses:
        if given[locked.product_id] != locked.doses:
            yield _violation(
                lock,
                "lock_quantity",
                amount=given[locked.product_id] - locked.doses,
                unit="doses",
                product=locked.product_id,
                wanted=str(locked.doses),
                given=str(given[locked.product_id]),
            )


def _violation(lock: Lock, key: str, amount: int = 1, unit: str = "locks", **arguments: str) -> Violation:
    told: dict[str, str | date] = {"day": lock.day or "", "vehicle": lock.vehicle_id or ""}
    return Violation(
        rule="R12",
        subject_id=lock.centre_id,
        place_id=lock.centre_id,
        day=lock.day,
        key=key,
        amount=amount,
        unit=unit,
        arguments={**told, **arguments},
    )
