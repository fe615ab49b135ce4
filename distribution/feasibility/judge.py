"""Every rule over one plan, and the verdicts."""

from __future__ import annotations

from collections.abc import Callable

from distribution.feasibility import (
    rule_accounted,
    rule_cold,
    rule_depots,
    rule_driver,
    rule_fefo,
    rule_fleet,
    rule_known,
    rule_lanes,
    rule_load,
    rule_locks,
    rule_lots,
    rule_packing,
    rule_packs,
    rule_refuge,
    rule_stores,
    rule_times,
    rule_value,
    rule_windows,
    rule_zones,
)
from distribution.feasibility.verdict import RuleVerdict, Violation
from distribution.inputs import Waiver, WeekInputs
from distribution.plan import WeeklyPlan
from distribution.travel import TravelTable

Check = Callable[[WeeklyPlan, WeekInputs, TravelTable], tuple[Violation, ...]]

RULES: dict[str, tuple[Check, ...]] = {
    "A1": (rule_accounted.centres_accounted, rule_accounted.doses_accounted),
    "R1": (
        rule_lots.lots_on_hand,
        rule_lots.lots_usable,
        rule_lots.lots_long_dated,
        rule_fefo.first_expired_first_out,
    ),
    "R2": (rule_stores.centre_stores, rule_stores.site_stores),
    "R3": (rule_load.loads_fit, rule_load.bands_carried),
    "R4": (rule_windows.unloading_in_window, rule_windows.centre_open),
    "R5": (
        rule_times.legs_true,
        rule_times.calls_in_order,
        rule_times.pauses_true,
        rule_driver.driving_in_one_go,
        rule_driver.shifts_kept,
        rule_driver.nights_rested,
        rule_driver.weeks_kept,
    ),
    "R6": (rule_zones.zones_kept,),
    "R7": (
        rule_cold.cold_kept,
        rule_cold.refuge_near,
        rule_packing.packed_by_recipe,
        rule_refuge.refuges_true,
        rule_refuge.refuge_has_room,
    ),
    "R8": (rule_value.value_capped,),
    "R9": (rule_fleet.vehicles_available, rule_fleet.drivers_available, rule_fleet.one_at_a_time),
    "R10": (rule_depots.depots_open, rule_depots.departures_spread),
    "R11": (rule_lanes.lanes_open, rule_lanes.lanes_hold, rule_lanes.shipped_after_receipt),
    "R12": (rule_locks.locks_hold,),
    "R13": (rule_packs.whole_packs,),
}
WAIVABLE = ("R4", "R8", "R9", "R10", "R13")


def check(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[RuleVerdict, ...]:
    """Return the verdict of every rule on a plan.

    Where the plan names what its question does not know (A0), the other rules cannot be
    judged and only that verdict is returned.
    """
    unknown = rule_known.names_known(plan, inputs, travel)
    first = RuleVerdict(rule="A0", violations=unknown, waived=(), checked_count=_count("A0", plan))
    if unknown:
        return (first,)
    return (first, *(_verdict(rule, plan, inputs, travel) for rule in RULES))


def problems(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """Return every breach that no waiver covers, rule by rule."""
    return tuple(v for verdict in check(plan, inputs, travel) for v in verdict.violations)


def covers(waiver: Waiver, violation: Violation, plan: WeeklyPlan) -> bool:
    """Return whether a planner's waiver covers a breach; R2 only for the store that it names.

    A breach without a day is of the whole week, which the waiver must outlast.
    """
    named = {violation.subject_id, violation.place_id, violation.route_id}
    if violation.rule == "R2":
        named = {violation.place_id}
    elif violation.rule not in WAIVABLE:
        return False
    lasts = waiver.until >= (violation.day or plan.week.delivery_days[-1])
    return waiver.rule == violation.rule and waiver.subject_id in named and lasts


def _verdict(rule: str, plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> RuleVerdict:
    waivers = dict.fromkeys((*inputs.waivers, *plan.waivers))
    found = [violation for check_rule in RULES[rule] for violation in check_rule(plan, inputs, travel)]
    waived = [v for v in found if any(covers(waiver, v, plan) for waiver in waivers)]
    return RuleVerdict(
        rule=rule,
        violations=tuple(v for v in found if v not in waived),
        waived=tuple(waived),
        checked_count=_count(rule, plan),
    )


def _count(rule: str, plan: WeeklyPlan) -> int:
    """Return how many things a rule looks at in a plan."""
    departures = len(plan.routes) + len(plan.consignments) + len(plan.transfers)
    visits = sum(len(route.stops) for route in plan.routes) + len(plan.consignments)
    drops = sum(len(s.drops) for r in plan.routes for s in r.stops)
    drops += sum(len(parcel.drops) for parcel in plan.consignments)
    drops += sum(len(run.drops) for run in plan.transfers)
    counts = {
        "A1": len({r.centre_id for r in plan.requirements}),
        "R1": drops,
        "R2": visits + len(plan.transfers),
        "R4": visits,
        "R5": len(plan.routes) + len(plan.transfers),
        "R6": len(plan.routes) + len(plan.transfers),
        "R9": len(plan.routes) + len(plan.transfers),
        "R10": len(plan.routes) + len(plan.transfers),
        "R11": len(plan.transfers) + drops,
        "R12": len(plan.locks),
        "R13": drops,
    }
    return counts.get(rule, departures)
