"""R10: depots open, load and let depart."""

from __future__ import annotations

from collections import Counter

from distribution.feasibility.verdict import Violation
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.travel import TravelTable
from distribution.units import DAY_S, clock_text

SLOT_S = 1_800


def depots_open(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """Loading, departure and return lie inside the opening hours; so do those of own transfers."""
    del travel
    moments = [
        (route.route_id, route.depot_id, time_s)
        for route in plan.routes
        for time_s in (route.load_start_s, route.depart_s, route.return_s)
    ]
    loading_s = inputs.parameters.loading_s
    for run in plan.transfers:
        if run.vehicle_id is not None:
            moments += [
                (run.transfer_id, run.origin_id, run.depart_s - loading_s),
                (run.transfer_id, run.origin_id, run.depart_s),
                (run.transfer_id, run.destination_id, run.arrive_s),
            ]
    return tuple(
        _violation(departure_id, site_id, "depot_shut", _outside_s(site_id, time_s, inputs), time_s)
        for departure_id, site_id, time_s in moments
        if _outside_s(site_id, time_s, inputs)
    )


def departures_spread(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """Routes depart on the half hour, after loading, no more of them at once than the depot has bays."""
    del travel
    found: list[Violation] = []
    slots: Counter[tuple[str, int]] = Counter()
    for route in plan.routes:
        here, site_id = route.route_id, route.depot_id
        slots[site_id, route.depart_s // SLOT_S] += 1
        missing_s = inputs.parameters.loading_s - (route.depart_s - route.load_start_s)
        if missing_s > 0:
            found.append(_violation(here, site_id, "loading_short", missing_s, route.load_start_s))
        off_s = route.depart_s % SLOT_S
        if off_s:
            found.append(_violation(here, site_id, "off_half_hour", off_s, route.depart_s))
    for (site_id, slot), count in sorted(slots.items()):
        over = count - inputs.network.site(site_id).bays
        if over > 0:
            found.append(_violation(site_id, site_id, "bays_over", over, slot * SLOT_S))
    return tuple(found)


def _outside_s(site_id: str, time_s: int, inputs: WeekInputs) -> int:
    """Return how far a time lies outside a site's opening hours; 24:00 closes like 00:00 of the next day."""
    site = inputs.network.site(site_id)
    if site.closes_s - site.opens_s >= DAY_S:
        return 0
    clock_s = time_s % DAY_S
    return max(0, site.opens_s - clock_s, clock_s - site.closes_s)


def _violation(subject_id: str, site_id: str, key: str, amount: int, time_s: int) -> Violation:
    return Violation(
        rule="R10",
        subject_id=subject_id,
        place_id=site_id,
        route_id=None if subject_id == site_id else subject_id,
        key=key,
        amount=amount,
        unit="vehicles" if key == "bays_over" else "s",
        arguments={"time": clock_text(time_s)},
    )
