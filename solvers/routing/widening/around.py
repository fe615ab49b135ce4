"""Outings that pay at the relaxation's prices, one change away from those that are known (compiled)."""
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from solvers.routing.compiled import compiled, inlined
from solvers.routing.links import count
from solvers.routing.ours.ground import FAR
from solvers.routing.ours.week import LEAVES, Week, key_of, price_of, row_of, settle, timed
from solvers.routing.tables import DAYS
from solvers.routing.widening.changes import best_changes, holds, leg, place_of, put_down
from solvers.routing.widening.draft import (
    AT,
    BODY,
    COST,
    DAY,
    DELTA,
    ENDS,
    STOPS,
    WIDTH,
    WITH,
    WITHOUT,
    Draft,
)


@compiled
def around(t: Week, d: Draft, bases: int) -> None:
    """Find what pays around each base: for its own kind of vehicle and day."""
    for base in range(bases):
        body, day = d.bases[base, BODY], d.bases[base, DAY]
        trips = draw_up(t, d, base, body, day)
        if trips > 0:
            look(t, d, body, day, trips, d.bases[base, COST], FAR)


@compiled
def elsewhere(t: Week, d: Draft, bases: int, span: int) -> None:
    """Find what pays with the trips of each base on another day, or by another kind of vehicle.

    Parameters
    ----------
    span
        What an outing may cost more than it is worth for changes of it to be looked at.
    """
    for base in range(bases):
        for group in range(d.bodies.shape[0]):
            for day in range(DAYS):
                body, cost = d.bodies[group], d.shared[group, day]
                if body == d.bases[base, BODY] and day == d.bases[base, DAY]:
                    continue
                trips = draw_up(t, d, base, body, day)
                if 0 < trips <= rows_of(t, body) and least(t, d, body, trips) + cost < span:
                    look(t, d, body, day, trips, cost, span)


@compiled
def look(t: Week, d: Draft, body: int, day: int, trips: int, cost: int, span: int) -> None:
    """Write down the drafted outing, and the best change of each of its trips, where they pay."""
    if lay(t, d, body, day, trips):
        cost += beyond(t, d, body, day, trips)
        if cost < 0:
            write(t, d, body, day, trips, cost, -1, 0)
        if cost <= span:
            rows = rows_of(t, body)
            open_up(t, d, body, day, trips)
            best_changes(t, d, body, day, trips, rows, max(cost, 0))
            for j in range(min(trips + 1, rows)):
                if d.change[j, AT] >= 0:
                    size, without = d.sizes[j] if j < trips else 0, d.change[j, WITHOUT]
                    stops = put_down(t, d, j, size, without, d.change[j, AT], d.change[j, WITH])
                    write(t, d, body, day, trips, cost + d.change[j, DELTA], j, stops)
    take_back(t, body, day, trips)


@compiled
def beyond(t: Week, d: Draft, body: int, day: int, trips: int) -> int:
    """Return what the laid outing costs more than it is worth."""
    cost = 0
    for j in range(trips):
        cost += price_of(t, (body + j) * DAYS + day)
        for i in range(d.sizes[j]):
            cost -= d.worth[d.stops[j, i]]
    return cost


@compiled
def draw_up(t: Week, d: Draft, base: int, body: int, day: int) -> int:
    """Write a base's trips into the draft as of that day; return how many, 0: they cannot be."""
    kind, same, trips = t.tables.vehicle_kind[body], d.bases[base, DAY] == day, 0
    if not t.tables.vehicle_days[body, day]:
        return 0
    for at in range(STOPS, d.bases[base, ENDS]):
        visit = d.bases[base, at]
        if visit < 0:
            d.sizes[trips] = 0
            trips += 1
            continue
        if not same:
            visit = d.moved[visit, day]
        if visit < 0 or not d.allowed[kind, day, visit]:
            return 0
        d.stops[trips - 1, d.sizes[trips - 1]] = visit
        d.sizes[trips - 1] += 1
    return trips


@compiled
def open_up(t: Week, d: Draft, body: int, day: int, trips: int) -> None:
    """Say which visits may be added to the drafted outing: they are worth something, nobody comes twice."""
    kind = t.tables.vehicle_kind[body]
    for visit in range(d.may.shape[0]):
        d.may[visit] = d.allowed[kind, day, visit] and d.worth[visit] > 0
    for j in range(trips):
        for i in range(d.sizes[j]):
            client = t.tables.client[t.tables.visit[d.stops[j, i]].client]
            first, last = t.tables.pattern[client.first].first, t.tables.pattern[client.last - 1].last
            for other in range(first, last):
                d.may[other] = False


@inlined
def rows_of(t: Week, body: int) -> int:
    """Return how many trips a vehicle may make on a day."""
    row = body
    while row < t.tables.body.shape[0] and t.tables.body[row] == body:
        row += 1
    return row - body


@compiled
def least(t: Week, d: Draft, body: int, trips: int) -> int:
    """Return what the drafted outing costs at least beyond what it is worth, FAR: too much to carry."""
    cost = t.tables.kind[t.tables.vehicle_kind[body]].day_vnd
    for j in range(trips):
        if not holds(t, d, body, j, d.sizes[j], 0, d.stops[j, 0]):
            return FAR
        for i in range(d.sizes[j] + 1):
            size = d.sizes[j]
            before, here = place_of(t, d, body, j, size, i - 1), place_of(t, d, body, j, size, i)
            cost += leg(t, body, before, here)
            if i < d.sizes[j]:
                cost += t.tables.visit[d.stops[j, i]].avoid_vnd - d.worth[d.stops[j, i]]
    return cost


@compiled
def lay(t: Week, d: Draft, body: int, day: int, trips: int) -> bool:
    """Lay the drafted trips, the last first because each leaves as late as is cheapest; False: unlawful."""
    for j in range(trips - 1, -1, -1):
        for i in range(d.sizes[j]):
            t.work.trial[i] = d.stops[j, i]
        if not settle(t, (body + j) * DAYS + day, d.sizes[j]):
            return False
    return True


@compiled
def take_back(t: Week, body: int, day: int, trips: int) -> None:
    """Take the drafted trips back."""
    for j in range(trips):
        slot = (body + j) * DAYS + day
        count(t.tables, t.shared, slot, -1)
        t.shared.route[slot].size = 0


@compiled
def write(t: Week, d: Draft, body: int, day: int, trips: int, cost: int, changed: int, stops: int) -> None:
    """Write the outing among those found; trip ``changed`` is the sequence on trial (-1: all are as laid)."""
    row, at = d.tally[0], STOPS
    if row == d.found.shape[0]:
        return
    for j in range(trips + 1):
        size = stops if j == changed else d.sizes[j] if j < trips else 0
        if size == 0:
            continue
        if at + 1 + size > WIDTH:
            return
        slot = (body + j) * DAYS + day
        d.found[row, at] = -1 - (leaves(t, slot, size) if j == changed else t.shared.route[slot].depart)
        for i in range(size):
            d.found[row, at + 1 + i] = t.work.trial[i] if j == changed else d.stops[j, i]
        at += 1 + size
    d.found[row, BODY], d.found[row, DAY], d.found[row, COST], d.found[row, ENDS] = body, day, cost, at
    d.tally[0] += 1


@compiled
def leaves(t: Week, slot: int, stops: int) -> int:
    """Return when the sequence on trial leaves, beside the other trips of the vehicle's day."""
    kind, day = t.tables.vehicle_kind[slot // DAYS], slot % DAYS
    key = key_of(t, kind, day, stops)
    row = row_of(t, key, kind, day, stops, t.open)
    count(t.tables, t.shared, slot, -1)
    row = timed(t, slot, stops, key, row)
    count(t.tables, t.shared, slot, 1)
    return t.cache[row, LEAVES]
