"""When a truck or an aircraft can run on a lane: the half hours that every rule of the road allows."""

from __future__ import annotations

from collections.abc import Iterator

from distribution.feasibility import rule_cold, rule_depots, rule_driver, rule_lanes, rule_times, rule_zones
from distribution.feasibility.ledger import received_s
from distribution.fleet import Vehicle
from distribution.inputs import WeekInputs
from distribution.network import Lane
from distribution.plan import Packing, Pause, Transfer, WeeklyPlan
from distribution.travel import TravelTable, leg
from distribution.units import DAY_S

_ROAD_RULES = (
    rule_lanes.lanes_open,
    rule_depots.depots_open,
    rule_zones.zones_kept,
    rule_times.legs_true,
    rule_driver.driving_in_one_go,
    rule_driver.shifts_kept,
    rule_cold.cold_kept,
    rule_cold.refuge_near,
)


def times(
    inputs: WeekInputs, travel: TravelTable, lane: Lane, vehicle: Vehicle | None, earliest_s: int
) -> Iterator[Transfer]:
    """Yield the runs on a lane, unloaded, in order of departure, that pass the rules of the road.

    ``vehicle`` None is the evening flight of an air lane.  The crew is not yet known: rules of
    driving are asked of a full crew by placeholders.
    """
    week = inputs.calendar.week
    for day in week.days:
        if day.weekday() not in lane.weekdays or inputs.calendar.deliveries(day) in ("none", "emergency"):
            continue
        start_s = week.start_s(day)
        flight_s = inputs.parameters.flight_leaves_s
        slots = [flight_s] if vehicle is None else range(0, DAY_S, rule_depots.SLOT_S)
        for slot_s in slots:
            depart_s = start_s + slot_s
            if depart_s < max(earliest_s, inputs.parameters.loading_s):
                continue
            run = (
                _flight(inputs, lane, depart_s)
                if vehicle is None
                else _drive(inputs, travel, lane, vehicle, depart_s)
            )
            plan = plan_of(inputs, (run,))
            if not any(rule(plan, inputs, travel) for rule in _ROAD_RULES):
                yield run


def plan_of(inputs: WeekInputs, transfers: tuple[Transfer, ...]) -> WeeklyPlan:
    """Return a plan of transfers alone, for the rules to judge."""
    return WeeklyPlan(
        plan_id="transfers",
        week=inputs.calendar.week,
        created_at="",
        seed=0,
        engine="",
        routes=(),
        consignments=(),
        transfers=transfers,
        requirements=(),
        unserved=(),
    )


def _flight(inputs: WeekInputs, lane: Lane, depart_s: int) -> Transfer:
    week = inputs.calendar.week
    arrive_s = depart_s // DAY_S * DAY_S + lane.lead_days * DAY_S + inputs.parameters.flight_arrives_s
    return Transfer(
        transfer_id=lane.lane_id,
        lane_id=lane.lane_id,
        origin_id=lane.origin_id,
        destination_id=lane.destination_id,
        vehicle_id=None,
        type_id=None,
        driver_ids=(),
        depart_s=depart_s,
        arrive_s=arrive_s,
        available_s=received_s(week.day_of(arrive_s), inputs, inputs.parameters.receiving_days),
        distance_m=0,
        driving_s=0,
        packing=Packing.PASSIVE,
        box_id=inputs.fleet.boxes[0].box_id,
        boxes=0,
    )


def _drive(inputs: WeekInputs, travel: TravelTable, lane: Lane, vehicle: Vehicle, depart_s: int) -> Transfer:
    kind, week = inputs.fleet.type(vehicle.type_id), inputs.calendar.week
    metres, wheel_s, ferry_s = leg(travel, kind.profile, lane.origin_id, lane.destination_id, depart_s)
    pauses = _breaks(inputs, depart_s, wheel_s, kind.crew)
    arrive_s = depart_s + wheel_s + ferry_s + sum(p.end_s - p.start_s for p in pauses)
    due = max(arrive_s // DAY_S, depart_s // DAY_S + lane.lead_days)
    return Transfer(
        transfer_id=lane.lane_id,
        lane_id=lane.lane_id,
        origin_id=lane.origin_id,
        destination_id=lane.destination_id,
        vehicle_id=vehicle.vehicle_id,
        type_id=vehicle.type_id,
        driver_ids=tuple(f"seat-{i}" for i in range(kind.crew)),
        depart_s=depart_s,
        arrive_s=arrive_s,
        available_s=received_s(week.day_of(due * DAY_S), inputs, inputs.parameters.receiving_days),
        distance_m=metres,
        driving_s=wheel_s,
        packing=_packing(inputs, travel, lane, vehicle, depart_s, arrive_s),
        box_id=kind.box_id,
        boxes=0,
        pauses=pauses,
    )


def _breaks(inputs: WeekInputs, depart_s: int, wheel_s: int, crew: int) -> tuple[Pause, ...]:
    """Return a break whenever every driver of the crew has driven as long as one may in one go."""
    rules, pauses = inputs.parameters, []
    now_s, left_s = depart_s, wheel_s
    go_s = rules.continuous_driving_s * crew
    while left_s > go_s:
        start_s = now_s + go_s
        now_s, left_s = start_s + rules.break_s, left_s - go_s
        pauses.append(Pause(kind="break", leg=0, at_stop=False, start_s=start_s, end_s=now_s))
    return tuple(pauses)


def _packing(
    inputs: WeekInputs, travel: TravelTable, lane: Lane, vehicle: Vehicle, depart_s: int, arrive_s: int
) -> Packing:
    """Return the compartment where it is qualified and a cold store is always near, else boxes."""
    kind, rules = inputs.fleet.type(vehicle.type_id), inputs.parameters
    away_s = int(travel.refuge_s[travel.index(lane.origin_id), travel.index(lane.destination_id)])
    short = arrive_s - depart_s <= rules.active_max_s
    if kind.active_ml > 0 and short and away_s <= rules.holdover_s:
        return Packing.ACTIVE
    return Packing.PASSIVE
