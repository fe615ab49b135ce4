"""Who can be at the wheel of a round, and a route as its drivers see it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from distribution.earlier import Earlier
from distribution.fleet import LICENCE_ORDER
from distribution.inputs import WeekInputs
from distribution.rounds import kept_for_trunk


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """A driver of rounds: home depot, licence level (A1 0 … C 3), days on duty from Monday 0.

    ``known`` are the centres at which he called in the plan to keep to.
    """

    driver_id: str
    depot_id: str
    level: int
    days: frozenset[int]
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A route as its driver sees it; ``driving_s`` is each driver's share of the wheel.

    Routes of one ``outing``, the trips of a vehicle on one day, are one duty of the same crew.
    """

    depot_id: str
    level: int
    crew: int
    start_s: int
    end_s: int
    first_day: int
    last_day: int
    driving_s: int
    centre_ids: tuple[str, ...] = ()
    outing: Hashable = None


def hands(inputs: WeekInputs) -> tuple[Hand, ...]:
    """Return the drivers of rounds, sorted by depot and id."""
    kept, monday = kept_for_trunk(inputs), inputs.calendar.week.monday
    earlier = inputs.earlier or Earlier(plan_id="")
    return tuple(
        Hand(
            driver_id=d.driver_id,
            depot_id=d.depot_id,
            level=LICENCE_ORDER.index(d.licence),
            days=frozenset((day - monday).days for day in d.days),
            known=earlier.known_by(d.driver_id),
        )
        for d in sorted(inputs.fleet.drivers, key=lambda d: (d.depot_id, d.driver_id))
        if d.driver_id not in kept
    )
