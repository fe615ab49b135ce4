"""What a plan owes to wishes that have a price and are no cost: kept days, known drivers, even hours."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.promises import promises
from distribution.rounds import kept_for_trunk, may_crew
from distribution.units import HOUR_S, ceil_div


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How far a plan is from the wishes, and their price.

    ``changed_days`` and ``unfamiliar_stops`` (a stop and a driver who did not call there) are None
    without a plan to keep to.  ``hours_spread_s`` is the largest difference, over the depots, of hours
    on duty on routes between two drivers who could take one of the depot's routes.
    """

    changed_days: int | None
    unfamiliar_stops: int | None
    hours_spread_s: int
    vnd: int


def wishes(plan: WeeklyPlan, inputs: WeekInputs) -> Wishes:
    """Return what a plan owes to the wishes."""
    rates, spreads = inputs.parameters, _spreads_s(plan, inputs)
    changed, unfamiliar = changed_days(plan, inputs), unfamiliar_stops(plan, inputs)
    return Wishes(
        changed_days=changed,
        unfamiliar_stops=unfamiliar,
        hours_spread_s=max(spreads, default=0),
        vnd=(changed or 0) * rates.change_day_vnd
        + (unfamiliar or 0) * rates.unfamiliar_vnd
        + ceil_div(sum(spreads) * rates.imbalance_vnd_h, HOUR_S),
    )


def changed_days(plan: WeeklyPlan, inputs: WeekInputs) -> int | None:
    """Return how many days of centres are others than in the plan to keep to, None without one."""
    earlier = inputs.earlier
    if earlier is None:
        return None
    return sum(
        earlier.changed_days(centre_id, days) for centre_id, days in promises(plan, inputs).days.items()
    )


def unfamiliar_stops(plan: WeeklyPlan, inputs: WeekInputs) -> int | None:
    """Return at how many stops a driver calls who did not in the plan to keep to, None without one."""
    earlier = inputs.earlier
    if earlier is None:
        return None
    calls = [(stop.centre_id, driver) for r in plan.routes for stop in r.stops for driver in r.driver_ids]
    return sum(driver not in earlier.drivers.get(centre_id, ()) for centre_id, driver in calls)


def _spreads_s(plan: WeeklyPlan, inputs: WeekInputs) -> list[int]:
    """Return, by depot with routes, the longest less the shortest time on duty."""
    kept = kept_for_trunk(inputs)
    able: dict[str, dict[str, int]] = defaultdict(dict)
    for route in plan.routes:
        for driver in inputs.fleet.drivers:
            if driver.driver_id not in kept and may_crew(driver, route, inputs):
                able[route.depot_id].setdefault(driver.driver_id, 0)
    for route in plan.routes:
        for driver_id in route.driver_ids:
            if driver_id in able[route.depot_id]:
                able[route.depot_id][driver_id] += route.return_s - route.load_start_s
    return [max(hours.values()) - min(hours.values()) for _, hours in sorted(able.items()) if hours]
