"""R5: what a driver may do in one go, in a shift, in a week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from distribution.feasibility.timeline import Duty, duties
from distribution.feasibility.verdict import Violation
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.travel import TravelTable


def driving_in_one_go(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """No driver is at the wheel for longer than the limit without a break; unloading is none.

    Two drivers take turns, so that a crew of two may roll twice as long.
    """
    rules = inputs.parameters
    found = []
    for duty in duties(plan, inputs, travel):
        over_s = _longest_go_s(duty, rules.break_s) - rules.continuous_driving_s * duty.crew
        if over_s > 0:
            found.append(_violation(duty, "driving_in_one_go", over_s))
    return tuple(found)


def shifts_kept(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """A shift is no longer than allowed, nor the wheel time in it; a crew of two has its own limits."""
    rules = inputs.parameters
    found = []
    for duty in duties(plan, inputs, travel):
        longest_s = rules.team_shift_s if duty.crew > 1 else rules.shift_s
        for shift in duty.shifts:
            if shift.end_s - shift.start_s > longest_s:
                found.append(_violation(duty, "shift_long", shift.end_s - shift.start_s - longest_s))
            over_s = shift.driving_s - rules.daily_driving_s * duty.crew
            if over_s > 0:
                found.append(_violation(duty, "daily_driving", over_s))
    return tuple(found)


def nights_rested(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """A night's rest on the way is long enough, and a tour has no more of them than allowed."""
    rules = inputs.parameters
    found = []
    for duty in duties(plan, inputs, travel):
        rests = [pause for pause in duty.pauses if pause.kind == "rest"]
        for rest in rests:
            missing_s = rules.night_rest_s - (rest.end_s - rest.start_s)
            if missing_s > 0:
                found.append(_violation(duty, "rest_short", missing_s))
        if len(rests) > rules.max_nights and not duty.transfer:
            found.append(_violation(duty, "nights_many", len(rests) - rules.max_nights, "nights"))
    return tuple(found)


def weeks_kept(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """No driver is at the wheel for more than the weekly hours; a crew shares them, transfers return."""
    wheel_s: Counter[str] = Counter()
    for duty in duties(plan, inputs, travel):
        for driver_id in duty.driver_ids:
            wheel_s[driver_id] += duty.driving_s // duty.crew
    limit_s = inputs.parameters.weekly_driving_s
    return tuple(
        Violation(rule="R5", subject_id=driver_id, key="weekly_driving", amount=total_s - limit_s, unit="s")
        for driver_id, total_s in sorted(wheel_s.items())
        if total_s > limit_s
    )


def _longest_go_s(duty: Duty, break_s: int) -> int:
    return max(_goes_s(duty, break_s), default=0)


def _goes_s(duty: Duty, break_s: int) -> Iterator[int]:
    """Yield, after every spell at the wheel, the wheel time since the last break."""
    since_s = 0
    for span in duty.spans:
        if span.wheel:
            since_s += span.end_s - span.start_s
            yield since_s
        elif span.end_s - span.start_s >= break_s:
            since_s = 0


def _violation(duty: Duty, key: str, amount: int, unit: str = "s") -> Violation:
    return Violation(
        rule="R5",
        subject_id=duty.departure_id,
        route_id=duty.departure_id,
        key=key,
        amount=amount,
        unit=unit,
        arguments={"drivers": ", ".join(duty.driver_ids)},
    )
