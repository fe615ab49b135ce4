"""Vehicles that broke down on the way: calls not made yet are lost to their routes and must be made anew."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from distribution.plan import Route, WeeklyPlan
from operations.replanning.changes import Changes, departed


def out_of_order(plan: WeeklyPlan, changes: Changes) -> tuple[Route, ...]:
    """Return the routes on which a vehicle that broke down was out at the frozen time."""
    return tuple(
        route
        for route in plan.routes
        if route.vehicle_id in changes.broken_down
        and departed(route.depart_s, changes.frozen_s)
        and route.return_s > changes.frozen_s
    )


def lost_calls(plan: WeeklyPlan, changes: Changes) -> frozenset[str]:
    """Return the centres at which such a vehicle no longer calls.

    One with several calls in the week is not among them: what it has had of its days cannot be told apart
    from what it still lacks, and its call is left to the people on the spot.
    """
    calls = Counter(stop.centre_id for route in plan.routes for stop in route.stops)
    calls += Counter(parcel.centre_id for parcel in plan.consignments)
    return frozenset(
        stop.centre_id
        for route in out_of_order(plan, changes)
        for stop in route.stops
        if stop.start_s > changes.frozen_s and calls[stop.centre_id] == 1
    )


def grounded_calls(plan: WeeklyPlan, changes: Changes) -> dict[str, str]:
    """Return the vehicles by centre of those calls that were to follow on the day of a breakdown."""
    today = plan.week.day_of(changes.frozen_s)
    return {
        stop.centre_id: route.vehicle_id
        for route in plan.routes
        if route.vehicle_id in changes.broken_down
        and route.day == today
        and not departed(route.depart_s, changes.frozen_s)
        for stop in route.stops
    }


def cut_short(plan: WeeklyPlan, changes: Changes) -> WeeklyPlan:
    """Return the plan without the lost calls: what such a vehicle has done by then stays as it was."""
    lost = lost_calls(plan, changes)
    if not lost:
        return plan
    cut = (replace(r, stops=tuple(s for s in r.stops if s.centre_id not in lost)) for r in plan.routes)
    return replace(plan, routes=tuple(route for route in cut if route.stops))
