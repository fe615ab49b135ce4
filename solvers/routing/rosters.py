"""Who can be at the wheel: drivers of rounds by depot, and those kept for trunk runs."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from distribution.fleet import LICENCE_ORDER, Driver
from distribution.inputs import WeekInputs


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """A driver of rounds: home depot, licence level (A1 0 … C 3), days on duty from Monday 0."""

    driver_id: str
    depot_id: str
    level: int
    days: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A route as its driver sees it; ``driving_s`` is each driver's share of the wheel."""

    depot_id: str
    level: int
    crew: int
    start_s: int
    end_s: int
    first_day: int
    last_day: int
    driving_s: int


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


def hands(inputs: WeekInputs) -> tuple[Hand, ...]:
    """Return the drivers of rounds, sorted by depot and id."""
    kept, monday = kept_for_trunk(inputs), inputs.calendar.week.monday
    return tuple(
        Hand(
            driver_id=d.driver_id,
            depot_id=d.depot_id,
            level=LICENCE_ORDER.index(d.licence),
            days=frozenset((day - monday).days for day in d.days),
        )
        for d in sorted(inputs.fleet.drivers, key=lambda d: (d.depot_id, d.driver_id))
        if d.driver_id not in kept
    )
