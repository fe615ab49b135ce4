"""Who drives rounds: everyone but the drivers kept for trunk runs."""

from __future__ import annotations

from collections import Counter, defaultdict

from distribution.fleet import LICENCE_ORDER, Driver, may_drive
from distribution.inputs import WeekInputs
from distribution.plan import Route
from distribution.units import DAY_S


def kept_for_trunk(inputs: WeekInputs) -> frozenset[str]:
    """Return the drivers kept for transfers: at each site as many as its trunk vehicles seat.

    They are those with the highest licences; they drive no rounds.
    """
    seats: Counter[str] = Counter()
    for vehicle in inputs.fleet.vehicles:
        if vehicle.role == "trunk":
            seats[vehicle.depot_id] += inputs.fleet.type(vehicle.type_id).crew
    homes: dict[str, list[Driver]] = defaultdict(list)
    for driver in inputs.fleet.drivers:
        homes[driver.depot_id].append(driver)
    kept: set[str] = set()
    for depot_id, wanted in seats.items():
        heavy = sorted(
            (d for d in homes[depot_id] if LICENCE_ORDER.index(d.licence) == len(LICENCE_ORDER) - 1),
            key=lambda d: d.driver_id,
        )
        kept.update(d.driver_id for d in heavy[:wanted])
    return frozenset(kept)


def may_crew(driver: Driver, route: Route, inputs: WeekInputs) -> bool:
    """Return whether a driver is of the route's depot, licensed, and on duty on all its days."""
    week = inputs.calendar.week
    days = {
        week.day_of(day * DAY_S) for day in range(route.load_start_s // DAY_S, route.return_s // DAY_S + 1)
    }
    return (
        driver.depot_id == route.depot_id
        and may_drive(driver, inputs.fleet.type(route.type_id))
        and days <= set(driver.days)
    )
