"""The trips of a vehicle that leave on one day: what they cost together less than one by one (compiled)."""
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from solvers.routing.compiled import compiled
from solvers.routing.kernel import overtime
from solvers.routing.tables import DAYS, LOADING_S, State, Tables


@compiled
def shared_vnd(t: Tables, s: State, slot: int, size: int, depart: int, back: int) -> int:
    """Return what a vehicle's day costs more than its trips one by one, slot ``slot`` taken as told.

    Vehicle and crew are paid once, and overtime is that of the whole shift, from the first loading to the
    last return; so it is seldom above nought, and never below the price of a day for each further trip.
    """
    body, day = t.body[slot // DAYS], slot % DAYS
    kind, loading = t.vehicle_kind[body], t.rules[LOADING_S]
    if s.outings[body, day] == (1 if s.route[slot].size else 0):
        return 0  # the only one
    trips, first, last, apart, row = 0, 1 << 40, 0, 0, body
    while row < t.body.shape[0] and t.body[row] == body:
        other = row * DAYS + day
        stops, leaves, home = s.route[other].size, s.route[other].depart, s.route[other].ret
        if other == slot:
            stops, leaves, home = size, depart, back
        if stops:
            trips += 1
            first, last = min(first, leaves), max(last, home)
            apart += overtime(t, kind, home - leaves + loading)
        row += 1
    if trips < 2:
        return 0
    return overtime(t, kind, last - first + loading) - apart - (trips - 1) * t.kind[kind].day_vnd


@compiled
def leads(t: Tables, s: State, slot: int) -> bool:
    """Return whether a route is on the first of the rows that its vehicle uses that day."""
    row, body = slot // DAYS - 1, t.body[slot // DAYS]
    while row >= body:
        if s.route[row * DAYS + slot % DAYS].size:
            return False
        row -= 1
    return True


@compiled
def outing_vnd(t: Tables, s: State, slot: int) -> int:
    """Return the part of ``shared_vnd`` that this route answers for: all of it where it leads."""
    route = s.route[slot]
    if not route.size or not leads(t, s, slot):
        return 0
    return shared_vnd(t, s, slot, route.size, route.depart, route.ret)


@compiled
def outings_vnd(t: Tables, s: State) -> int:
    """Return what all days of all vehicles cost more than their trips one by one; it is below nought."""
    total = 0
    for slot in range(s.route.shape[0]):
        total += outing_vnd(t, s, slot)
    return total


@compiled
def free_row(t: Tables, s: State, body: int, day: int) -> int:
    """Return the slot of one more trip of a vehicle that is out on a day, -1 when there is none."""
    if s.outings[body, day] == 0:
        return -1
    row = body
    while row < t.body.shape[0] and t.body[row] == body:
        if s.route[row * DAYS + day].size == 0:
            return row * DAYS + day
        row += 1
    return -1


@compiled
def shift_s(t: Tables, s: State, body: int, day: int) -> int:
    """Return how long a vehicle's day is from the first loading to the last return, 0 when it has no trip."""
    first, last, row = 1 << 40, 0, body
    while row < t.body.shape[0] and t.body[row] == body:
        route = s.route[row * DAYS + day]
        if route.size:
            first, last = min(first, route.depart), max(last, route.ret)
        row += 1
    return max(0, last - first + t.rules[LOADING_S])
