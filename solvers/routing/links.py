"""What routes share: bays, vehicles, drivers and what a vehicle can carry (compiled).

The trips of a vehicle that leave on one day are one shift of one crew: home between two of them, loaded
again, and together within the hours of a day.
"""
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from solvers.routing.compiled import compiled
from solvers.routing.departures import GRID
from solvers.routing.kernel import DAY
from solvers.routing.tables import (
    BOXES,
    DAYS,
    DRIVERS,
    DRIVING,
    HEADCOUNT,
    LOADING_S,
    PAYLOAD,
    READY,
    VALUE,
    VALUE_CAP,
    VEHICLE,
    WEEKLY_DRIVING_S,
    State,
    Tables,
)


@compiled
def count(t: Tables, s: State, slot: int, sign: int) -> None:
    """Add (1) or withdraw (-1) a route's bay, crew days and driving from the shared counts."""
    if s.route[slot].size == 0:
        return
    kind, body, first = t.vehicle_kind[slot // DAYS], t.body[slot // DAYS], slot % DAYS
    depot, level = t.kind[kind].depot, t.kind[kind].level
    s.bays[depot, s.route[slot].depart // GRID] += sign
    manned_already = s.outings[body, first] > (0 if sign > 0 else 1)
    s.outings[body, first] += sign
    for day in range(first, s.route[slot].ret // DAY + 1):
        if day > first or not manned_already:
            s.crews[depot, day, level] += sign * t.kind[kind].crew
    s.depot_driving[depot, level] += sign * s.route[slot].driving


@compiled
def linked(t: Tables, s: State, slot: int, depart: int, back: int, driving: int) -> int:
    """Return the bits of the rules between routes that a route would break (its counts withdrawn)."""
    vehicle, day = slot // DAYS, slot % DAYS
    broken = 0
    for d in range(day, back // DAY + 1):
        if d >= t.vehicle_days.shape[1] or not t.vehicle_days[vehicle, d]:
            return VEHICLE
        if d > day or s.outings[t.body[vehicle], day] == 0:
            broken |= manned(t, s, vehicle, d)
    for d in range(DAYS):
        row = t.body[vehicle]
        while s.outings[t.body[vehicle], d] and row < t.body.shape[0] and t.body[row] == t.body[vehicle]:
            other = row * DAYS + d
            if other != slot and s.route[other].size and in_the_way(t, s, other, depart, back):
                broken |= VEHICLE
            row += 1
    if s.outings[t.body[vehicle], day]:
        broken |= one_shift(t, s, slot, depart, back, driving)
    return broken | within_week(t, s, vehicle, driving)


@compiled
def in_the_way(t: Tables, s: State, other: int, depart: int, back: int) -> bool:
    """Return whether a vehicle that is away from ``depart`` to ``back`` is not home in time to be loaded."""
    loading = t.rules[LOADING_S]
    return depart < s.route[other].ret + loading and s.route[other].depart < back + loading


@compiled
def one_shift(t: Tables, s: State, slot: int, depart: int, back: int, driving: int) -> int:
    """Return the bits of what a trip breaks that shares its day with others of its vehicle."""
    vehicle, day = slot // DAYS, slot % DAYS
    kind = t.vehicle_kind[vehicle]
    first, last, wheel = depart, back, driving
    row = t.body[vehicle]
    while row < t.body.shape[0] and t.body[row] == t.body[vehicle]:
        other = row * DAYS + day
        if other != slot and s.route[other].size:
            first, last = min(first, s.route[other].depart), max(last, s.route[other].ret)
            wheel += s.route[other].driving
        row += 1
    if last // DAY > day:
        return VEHICLE
    if last - first + t.rules[LOADING_S] > t.kind[kind].shift_s or wheel > t.kind[kind].driving_s:
        return DRIVING
    return 0


@compiled
def manned(t: Tables, s: State, vehicle: int, day: int) -> int:
    """Return DRIVERS when one more route of this vehicle is too many for the drivers of a day."""
    kind = t.vehicle_kind[vehicle]
    depot, busy = t.kind[kind].depot, t.kind[kind].crew
    for held in range(3, -1, -1):
        busy += s.crews[depot, day, held]
        if held <= t.kind[kind].level and busy > t.drivers[depot, day, held]:
            return DRIVERS
    return 0


@compiled
def within_week(t: Tables, s: State, vehicle: int, driving: int) -> int:
    """Return DRIVERS when all drivers of a depot together would drive more than their weekly hours."""
    kind = t.vehicle_kind[vehicle]
    depot, hours = t.kind[kind].depot, driving
    for held in range(3, -1, -1):
        hours += s.depot_driving[depot, held]
        if (
            held <= t.kind[kind].level
            and hours > t.rules[WEEKLY_DRIVING_S] * t.drivers[depot, HEADCOUNT, held]
        ):
            return DRIVERS
    return 0


@compiled
def fits(t: Tables, s: State, slot: int, visit: int) -> int:
    """Return the bits of the load rules that one more visit would break on this route."""
    vehicle, day = slot // DAYS, slot % DAYS
    kind, client = t.vehicle_kind[vehicle], t.visit[visit].client
    broken = 0
    if t.client[client].vehicle >= 0 and t.client[client].vehicle != t.body[vehicle]:
        broken |= VEHICLE
    if t.ready_day[client, t.kind[kind].depot] > day:
        broken |= READY
    if s.route[slot].boxes + t.visit[visit].boxes > t.kind[kind].boxes:
        broken |= BOXES
    if s.route[slot].grams + t.visit[visit].g > t.kind[kind].payload_g:
        broken |= PAYLOAD
    if s.route[slot].value + t.visit[visit].vnd > t.rules[VALUE_CAP]:
        broken |= VALUE
    return broken


@compiled
def idle(t: Tables, s: State, vehicle: int, first: int, last: int) -> bool:
    """Return whether no route of the vehicle is under way on any of these days."""
    row = t.body[vehicle]
    while row < t.body.shape[0] and t.body[row] == t.body[vehicle]:
        for day in range(min(last + 1, DAYS)):
            slot = row * DAYS + day
            if s.route[slot].size and (day >= first or s.route[slot].ret // DAY > first):
                return False
        row += 1
    return True
