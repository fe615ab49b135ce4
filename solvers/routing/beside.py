"""When a trip may leave beside the others of its vehicle's day, and the cheapest time to (compiled)."""
# mypy: disable-error-code="no-any-return,return-value"

from __future__ import annotations

import numpy as np

from solvers.routing.compiled import compiled
from solvers.routing.departures import GRID, best_departure
from solvers.routing.kernel import DAY, schedule
from solvers.routing.links import in_the_way
from solvers.routing.tables import DAYS, LOADING_S, OVERTIME_AFTER_S, VEHICLE, Ints, State, Tables, Work

SHUT = 1 << 30  # departures, more than there are bays anywhere


@compiled
def may_not_leave(t: Tables, s: State, slot: int, leaves: int, length: int, longest: int) -> bool:
    """Return whether all bays are taken then, or other trips of the vehicle's day are in the way.

    ``length`` is how long the trip takes, ``longest`` how long all of that day may, from the first loading.
    """
    body, day = t.body[slot // DAYS], slot % DAYS
    depot = t.kind[t.vehicle_kind[body]].depot
    if s.bays[depot, leaves // GRID] >= t.depot[depot].bays:
        return True
    if s.outings[body, day] == 0:
        return False
    first, last, row = leaves, leaves + length, body
    while row < t.body.shape[0] and t.body[row] == body:
        other = row * DAYS + day
        if other != slot and s.route[other].size:
            if in_the_way(t, s, other, leaves, leaves + length):
                return True
            first, last = min(first, s.route[other].depart), max(last, s.route[other].ret)
        row += 1
    return last - first + t.rules[LOADING_S] > longest


@compiled
def least_shift_s(t: Tables, s: State, slot: int, length: int) -> int:
    """Return how long a vehicle's day is at least with one more trip: all of its trips without a wait.

    Nought where there is no other trip: how long one alone may be is not said here.
    """
    body, day, loading = t.body[slot // DAYS], slot % DAYS, t.rules[LOADING_S]
    if s.outings[body, day] == 0:
        return 0
    least, row = length + loading, body
    while row < t.body.shape[0] and t.body[row] == body:
        route = s.route[row * DAYS + day]
        if row * DAYS + day != slot and route.size:
            least += route.ret - route.depart + loading
        row += 1
    return least


@compiled
def bar(t: Tables, s: State, slot: int, length: int, late: int, barred: Ints) -> int:
    """Shut the half hours of the depot's day in which a trip may not leave; return them as bits.

    ``late`` 0: the day stays without overtime; 1: within the longest shift.
    """
    day, kind = slot % DAYS, t.vehicle_kind[slot // DAYS]
    longest = t.kind[kind].shift_s if late else t.rules[OVERTIME_AFTER_S]
    depot, mask = t.depot[t.kind[kind].depot], np.uint64(0)
    for half in range(depot.opens_s // GRID, min(DAY // GRID, depot.closes_s // GRID + 1)):
        leaves = day * DAY + half * GRID
        shut = may_not_leave(t, s, slot, leaves, length, longest)
        barred[leaves // GRID] = SHUT if shut else 0
        mask = (mask << np.uint64(1)) | np.uint64(shut)
    return mask


@compiled
def departure_beside(t: Tables, s: State, w: Work, slot: int, seq: Ints, n: int) -> tuple[int, int, int]:
    """Return ``(depart, cost, broken)`` as ``best_departure`` does, beside other trips of the vehicle's day.

    The counts of the route itself are withdrawn.
    """
    vehicle, day = slot // DAYS, slot % DAYS
    kind = t.vehicle_kind[vehicle]
    depart, cost, broken = best_departure(t, kind, day, seq, n, s.bays[t.kind[kind].depot], w)
    if depart < 0 or s.outings[t.body[vehicle], day] == 0:
        return depart, cost, broken
    schedule(t, kind, seq, n, depart, w, True)
    length = w.call[n].arrive - depart
    if not may_not_leave(t, s, slot, depart, length, t.rules[OVERTIME_AFTER_S]):
        return depart, cost, broken
    for late in range(2):
        bar(t, s, slot, length, late, w.barred)
        depart, cost, _ = best_departure(t, kind, day, seq, n, w.barred, w)
        if depart >= 0:
            return depart, cost, 0
    return -1, 0, broken | VEHICLE
