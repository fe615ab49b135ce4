"""A plan as a promise: what the next plan is compared with."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from distribution.earlier import Earlier
from distribution.feasibility.windows import visit_day
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan


def promises(plan: WeeklyPlan, inputs: WeekInputs) -> Earlier:
    """Return the days and drivers of every centre of a plan that the network of ``inputs`` still has.

    Times count from the Monday of the plan's own week, so that weekdays may be compared over weeks.
    """
    centres = {centre.centre_id for centre in inputs.network.centres}
    own = replace(inputs, calendar=replace(inputs.calendar, week=plan.week))
    days: dict[str, set[int]] = defaultdict(set)
    drivers: dict[str, set[str]] = defaultdict(set)
    calls = [(s.centre_id, s.start_s, route.driver_ids) for route in plan.routes for s in route.stops]
    calls += [(parcel.centre_id, parcel.arrive_s, ()) for parcel in plan.consignments]
    for centre_id, start_s, crew in calls:
        if centre_id in centres:
            days[centre_id].add((visit_day(own, centre_id, start_s) - plan.week.monday).days)
            drivers[centre_id].update(crew)
    return Earlier(
        plan_id=plan.plan_id,
        days={centre_id: frozenset(days[centre_id]) for centre_id in sorted(days)},
        drivers={centre_id: frozenset(drivers[centre_id]) for centre_id in sorted(drivers)},
    )


def keeping_to(inputs: WeekInputs, plan: WeeklyPlan, digest: str) -> WeekInputs:
    """Return the question with the promises of an earlier plan, and the SHA-256 of its file, in it."""
    return replace(inputs, earlier=promises(plan, inputs), digests={**inputs.digests, "earlier_plan": digest})
