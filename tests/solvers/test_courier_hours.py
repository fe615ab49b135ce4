"""Couriers and evening flights keep the hours of the parameter table."""

from __future__ import annotations

from dataclasses import replace

from distribution.inputs import WeekInputs
from distribution.network import LaneMode
from distribution.travel import TravelTable
from distribution.units import DAY_S, HOUR_S
from solvers.routing.couriers import CourierRules
from solvers.transfers.timetable import times


def _with(inputs: WeekInputs, **hours: int) -> WeekInputs:
    return replace(inputs, parameters=replace(inputs.parameters, **hours))


def test_a_courier_leaves_at_its_hour_or_an_hour_before_its_depot_closes(tiny_inputs: WeekInputs) -> None:
    """For an arrival on Tuesday it leaves on Monday, whose midnight is 0."""
    tuesday = tiny_inputs.calendar.week.days[1]
    depot = replace(tiny_inputs.network.sites[-1], closes_s=20 * HOUR_S)
    assert CourierRules(tiny_inputs).depart_s(depot, tuesday) == 17 * HOUR_S
    later = CourierRules(_with(tiny_inputs, courier_leaves_s=18 * HOUR_S))
    assert later.depart_s(depot, tuesday) == 18 * HOUR_S
    assert later.depart_s(replace(depot, closes_s=16 * HOUR_S), tuesday) == 15 * HOUR_S


def test_a_courier_arrives_at_the_first_opening_from_its_hour_on(tiny_inputs: WeekInputs) -> None:
    tuesday = tiny_inputs.calendar.week.days[1]
    centre = next(c for c in tiny_inputs.network.centres if c.windows)
    opens = sorted(w.opens_s for w in centre.windows)
    for hour_s in (0, opens[-1], opens[-1] + 1):
        due = next((o for o in opens if o >= hour_s), opens[0])
        rules = CourierRules(_with(tiny_inputs, courier_arrives_s=hour_s))
        assert rules.arrive_s(centre.centre_id, tuesday) == DAY_S + due


def test_a_flight_leaves_and_arrives_at_its_hours(tiny_inputs: WeekInputs, tiny_travel: TravelTable) -> None:
    lane = next(lane for lane in tiny_inputs.network.lanes if lane.mode is LaneMode.AIR)
    changed = _with(tiny_inputs, flight_leaves_s=15 * HOUR_S, flight_arrives_s=9 * HOUR_S)
    for inputs, leaves_h, arrives_h in ((tiny_inputs, 18, 6), (changed, 15, 9)):
        run = next(times(inputs, tiny_travel, lane, None, 0))
        assert run.depart_s % DAY_S == leaves_h * HOUR_S
        assert run.arrive_s % DAY_S == arrives_h * HOUR_S
        assert run.arrive_s // DAY_S - run.depart_s // DAY_S == lane.lead_days
