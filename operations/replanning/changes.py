"""What has changed since a plan was made: a planner's will, and what broke."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from distribution.calendar import Closure
from distribution.fleet import Fleet, Vehicle
from distribution.inputs import Lock, Permit, Waiver, WeekInputs

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Days of the week on which a vehicle is not to be had."""

    vehicle_id: str
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Urgent:
    """Doses that a centre wants at once, over what the plan brings."""

    centre_id: str
    product_id: str
    doses: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Changes of a question; what departed before ``frozen_s`` (week clock, 0: nothing) stays as it went.

    ``broken_down`` are vehicles that were on their way then and go no further; ``lifted`` are the centres
    whose earlier locks hold no more.
    """

    locks: tuple[Lock, ...] = ()
    lifted: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    permits: tuple[Permit, ...] = ()
    absences: tuple[Absence, ...] = ()
    closures: tuple[Closure, ...] = ()
    closed_roads: tuple[tuple[str, str], ...] = ()
    urgent: tuple[Urgent, ...] = ()
    broken_down: tuple[str, ...] = ()
    frozen_s: int = 0

    @property
    def empty(self) -> bool:
        """Whether nothing has changed."""
        return replace(self, frozen_s=0) == Changes()


def departed(depart_s: int, frozen_s: int) -> bool:
    """Return whether something has left by a time; at nought, the beginning of the week, nothing has."""
    return frozen_s > 0 and depart_s <= frozen_s


def joined(before: Changes, after: Changes) -> Changes:
    """Return the changes of an earlier re-planning and those of a later one; later locks hold per centre."""
    locks = {k.centre_id: k for k in before.locks if k.centre_id not in after.lifted}
    locks |= {k.centre_id: k for k in after.locks}
    return Changes(
        locks=tuple(locks[centre_id] for centre_id in sorted(locks)),
        lifted=tuple(c for c in _together(before.lifted, after.lifted) if c not in locks),
        waivers=_together(before.waivers, after.waivers),
        permits=_together(before.permits, after.permits),
        absences=_together(before.absences, after.absences),
        closures=_together(before.closures, after.closures),
        closed_roads=_together(before.closed_roads, after.closed_roads),
        urgent=_together(before.urgent, after.urgent),
        broken_down=_together(before.broken_down, after.broken_down),
        frozen_s=max(before.frozen_s, after.frozen_s),
    )


def changed(inputs: WeekInputs, changes: Changes) -> WeekInputs:
    """Return the question with the changes in it; urgent doses are need, which a plan holds and no input."""
    locks = {k.centre_id: k for k in inputs.locks if k.centre_id not in changes.lifted}
    locks |= {k.centre_id: k for k in changes.locks}
    return replace(
        inputs,
        locks=tuple(locks.values()),
        waivers=_together(inputs.waivers, changes.waivers),
        permits=_together(inputs.permits, changes.permits),
        fleet=_fleet(inputs.fleet, changes),
        calendar=replace(inputs.calendar, closures=_together(inputs.calendar.closures, changes.closures)),
        closed_roads=_together(inputs.closed_roads, changes.closed_roads),
    )


def _fleet(fleet: Fleet, changes: Changes) -> Fleet:
    return replace(fleet, vehicles=tuple(_vehicle(vehicle, changes) for vehicle in fleet.vehicles))


def _vehicle(vehicle: Vehicle, changes: Changes) -> Vehicle:
    away = {day for one in changes.absences if one.vehicle_id == vehicle.vehicle_id for day in one.days}
    zones = [permit.zone_id for permit in changes.permits if permit.vehicle_id == vehicle.vehicle_id]
    return replace(
        vehicle,
        days=tuple(day for day in vehicle.days if day not in away),
        permits=tuple(dict.fromkeys((*vehicle.permits, *zones))),
    )


def _together(before: tuple[T, ...], after: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*before, *after)))
