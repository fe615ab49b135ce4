"""R4: centres receive in their windows, on the days on which they are open."""

from __future__ import annotations

from collections.abc import Iterator

from distribution.feasibility.verdict import Violation
from distribution.feasibility.windows import open_window, outside_windows_s, visit_day
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.travel import TravelTable
from distribution.units import clock_text

Call = tuple[str, str, int, int]


def unloading_in_window(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """Unloading begins and ends inside one receiving window of the day."""
    del travel
    return tuple(
        _violation(call, inputs, "outside_window", outside_windows_s(inputs, centre_id, start_s, end_s))
        for call in _calls(plan)
        for _, centre_id, start_s, end_s in [call]
        if open_window(inputs, centre_id, start_s, end_s) is None
    )


def centre_open(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """No delivery on a day on which the centre is closed, nor outside Monday to Saturday."""
    del travel
    found = []
    for call in _calls(plan):
        day = visit_day(inputs, call[1], call[2])
        if day not in inputs.calendar.week.delivery_days or inputs.calendar.closed(call[1], day):
            found.append(_violation(call, inputs, "centre_closed", 1))
    return tuple(found)


def _calls(plan: WeeklyPlan) -> Iterator[Call]:
    for route in plan.routes:
        for stop in route.stops:
            yield route.route_id, stop.centre_id, stop.start_s, stop.depart_s
    for parcel in plan.consignments:
        yield parcel.consignment_id, parcel.centre_id, parcel.arrive_s, parcel.end_s


def _violation(call: Call, inputs: WeekInputs, key: str, amount: int) -> Violation:
    departure_id, centre_id, start_s, end_s = call
    day = visit_day(inputs, centre_id, start_s)
    return Violation(
        rule="R4",
        subject_id=centre_id,
        place_id=centre_id,
        route_id=departure_id,
        day=day,
        key=key,
        amount=amount,
        unit="s" if key == "outside_window" else "d",
        arguments={"day": day, "start": clock_text(start_s), "end": clock_text(end_s)},
    )
