"""R9: vehicles and drivers are there, at home, free and allowed."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from distribution.feasibility.timeline import Duty, duties
from distribution.feasibility.verdict import Violation
from distribution.fleet import may_drive
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.travel import TravelTable


def vehicles_available(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """A vehicle starts from its home, is of the stated type, is there on all days, and within its range."""
    found: list[Violation] = []
    for duty in duties(plan, inputs, travel):
        vehicle = inputs.fleet.vehicle(duty.vehicle_id)
        if vehicle.depot_id != duty.home_id:
            found.append(_violation(duty, vehicle.vehicle_id, "vehicle_not_home"))
        if vehicle.type_id != duty.type_id:
            found.append(_violation(duty, vehicle.vehicle_id, "vehicle_type"))
        if set(_days(duty, inputs)) - set(vehicle.days):
            found.append(_violation(duty, vehicle.vehicle_id, "vehicle_away"))
    for route in plan.routes:
        range_m = inputs.fleet.type(route.type_id).range_m
        if range_m is not None and route.distance_m > range_m:
            over_m = route.distance_m - range_m
            found.append(
                Violation(
                    rule="R9",
                    subject_id=route.vehicle_id,
                    route_id=route.route_id,
                    day=route.day,
                    key="range_over",
                    amount=over_m,
                    unit="m",
                )
            )
    return tuple(found)


def drivers_available(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """The crew is complete, at home there, on duty on all days and licensed for the vehicle."""
    found: list[Violation] = []
    for duty in duties(plan, inputs, travel):
        vehicle_type = inputs.fleet.type(duty.type_id)
        if len(set(duty.driver_ids)) != vehicle_type.crew:
            found.append(_violation(duty, duty.vehicle_id, "crew_incomplete"))
        for driver_id in duty.driver_ids:
            driver = inputs.fleet.driver(driver_id)
            if driver.depot_id != duty.home_id:
                found.append(_violation(duty, driver_id, "driver_not_home"))
            if set(_days(duty, inputs)) - set(driver.days):
                found.append(_violation(duty, driver_id, "driver_off_duty"))
            if not may_drive(driver, vehicle_type):
                found.append(_violation(duty, driver_id, "driver_unlicensed"))
    return tuple(found)


def one_at_a_time(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """A vehicle is on one departure at a time; a driver rests the night's hours between shifts.

    Short departures of a driver may share one shift when together they keep within it.
    """
    rules = inputs.parameters
    by_vehicle: dict[str, list[Duty]] = defaultdict(list)
    by_driver: dict[str, list[Duty]] = defaultdict(list)
    for duty in duties(plan, inputs, travel):
        by_vehicle[duty.vehicle_id].append(duty)
        for driver_id in sorted(set(duty.driver_ids)):
            by_driver[driver_id].append(duty)
    found: list[Violation] = []
    for vehicle_id, work in sorted(by_vehicle.items()):
        for before, after in itertools.pairwise(_ordered(work)):
            if after.start_s < home_s(before, inputs):
                over_s = home_s(before, inputs) - after.start_s
                found.append(_violation(after, vehicle_id, "vehicle_twice", over_s, "s"))
    for driver_id, work in sorted(by_driver.items()):
        shift: list[Duty] = []
        for duty in _ordered(work):
            gap_s = duty.start_s - home_s(shift[-1], inputs) if shift else rules.night_rest_s
            if gap_s >= rules.night_rest_s:
                shift = []
            elif not _one_shift([*shift, duty], inputs):
                found.append(_violation(duty, driver_id, "driver_unrested", rules.night_rest_s - gap_s, "s"))
            shift.append(duty)
    return tuple(found)


def home_s(duty: Duty, inputs: WeekInputs) -> int:
    """Return when vehicle and crew are home: a transfer unloads and drives back as long as it came."""
    if not duty.transfer:
        return duty.end_s
    loading_s = inputs.parameters.loading_s
    return duty.end_s + loading_s + (duty.end_s - duty.start_s - loading_s)


def _one_shift(work: Sequence[Duty], inputs: WeekInputs) -> bool:
    """Return whether departures in their order are one shift: each home before the next, none with a rest."""
    rules, crew = inputs.parameters, min(duty.crew for duty in work)
    longest_s = rules.team_shift_s if crew > 1 else rules.shift_s
    free = all(after.start_s >= home_s(before, inputs) for before, after in itertools.pairwise(work))
    single = all(len(duty.shifts) == 1 for duty in work)
    together_s = home_s(work[-1], inputs) - work[0].start_s
    wheel_s = sum(duty.driving_s // duty.crew for duty in work)
    return free and single and together_s <= longest_s and wheel_s <= rules.daily_driving_s


def _ordered(work: list[Duty]) -> list[Duty]:
    return sorted(work, key=lambda duty: (duty.start_s, duty.departure_id))


def _days(duty: Duty, inputs: WeekInputs) -> list[date]:
    week = inputs.calendar.week
    first, last = week.day_of(duty.start_s), week.day_of(max(duty.start_s, duty.end_s - 1))
    return [first + timedelta(days=i) for i in range((last - first).days + 1)]


def _violation(duty: Duty, subject_id: str, key: str, amount: int = 1, unit: str = "") -> Violation:
    return Violation(
        rule="R9",
        subject_id=subject_id,
        place_id=duty.home_id,
        route_id=duty.departure_id,
        key=key,
        amount=amount,
        unit=unit,
    )
