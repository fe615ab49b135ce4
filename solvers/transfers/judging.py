"""What the rules of loads and stores say of a week that has been passed."""

from __future__ import annotations

from dataclasses import replace

from distribution.feasibility import rule_lanes, rule_load, rule_value
from distribution.feasibility.rule_stores import site_stores
from distribution.inputs import WeekInputs
from distribution.plan import Consignment, WeeklyPlan
from distribution.travel import TravelTable
from solvers.transfers.departure import Departure
from solvers.transfers.passing import Passed
from solvers.transfers.timetable import plan_of

_LOAD_RULES = (rule_load.loads_fit, rule_value.value_capped, rule_lanes.lanes_hold)


def stores_hold(
    inputs: WeekInputs, travel: TravelTable, departures: tuple[Departure, ...], passed: Passed
) -> bool:
    """Return whether every transfer holds its load, and every site what the transfers bring."""
    moved = plan_of(inputs, passed.transfers)
    if any(rule(moved, inputs, travel) for rule in _LOAD_RULES):
        return False
    return not site_stores(week_moves(inputs, departures, passed), inputs, travel)


def week_moves(inputs: WeekInputs, departures: tuple[Departure, ...], passed: Passed) -> WeeklyPlan:
    """Return a plan in which every call is a delivery of its own: how it travels does not matter here."""
    box_id = inputs.fleet.boxes[0].box_id
    parcels = tuple(
        Consignment(
            consignment_id=departure.departure_id,
            depot_id=departure.depot_id,
            centre_id=call.centre_id,
            box_id=box_id,
            boxes=0,
            depart_s=departure.depart_s,
            arrive_s=call.arrive_s,
            end_s=call.arrive_s,
            drops=passed.drops[departure.departure_id, call.centre_id],
        )
        for departure in departures
        for call in departure.calls
    )
    return replace(plan_of(inputs, passed.transfers), consignments=parcels)
