"""What a route of the week costs by all of its rules, kept for every sequence that was ever asked (compiled).

A schedule with breaks, nights, bans and traffic is walked from every half hour of departure; the
answer depends on the vehicle's kind, the day and the stops alone, and on the half hours in which it may
not leave, and the search asks for the same short sequences again and again.
"""
# mypy: disable-error-code="no-any-return,return-value,arg-type,assignment"

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from solvers.routing.beside import bar, least_shift_s, may_not_leave
from solvers.routing.compiled import compiled, inlined
from solvers.routing.departures import best_departure
from solvers.routing.kernel import schedule
from solvers.routing.links import count, idle, linked
from solvers.routing.ours.ground import FAR, Array
from solvers.routing.outings import outing_vnd, shared_vnd
from solvers.routing.tables import (
    DAYS,
    LONGEST,
    OVERTIME_AFTER_S,
    Tables,
    Work,
    new_state,
    new_work,
)
from solvers.routing.tables import State as Shared

CACHE_BITS = 20
KEY, LEAVES, PRICED, BACK, DRIVEN = range(5)  # columns of Week.cache
LINE = 8  # its width: a row is one line of memory, and most rows that are asked for lie far away


class Week(NamedTuple):
    """The week's rules, what its routes share, and the sequences priced so far."""

    tables: Tables
    shared: Shared
    work: Work
    cache: Array  # (2^CACHE_BITS, LINE): key, departure (-1: none is lawful), price, return, seconds driven
    open: Array  # no half hour barred


def new_week(tables: Tables) -> Week:
    """Return a week in which nothing has been asked yet."""
    shared = new_state(tables)
    return Week(
        tables=tables,
        shared=shared,
        work=new_work(),
        cache=np.zeros((1 << CACHE_BITS, LINE), np.int64),
        open=np.zeros(shared.bays.shape[1], np.int64),
    )


@inlined
def price_of(t: Week, r: int) -> int:
    """Return the price of a route as it is, and of what it shares with other trips of its day if it leads."""
    return t.shared.route[r].cost + outing_vnd(t.tables, t.shared, r) if t.shared.route[r].size else 0


@inlined
def save_week(t: Week, r: int, row: Array) -> None:
    """Write a route's size, times and price into a row."""
    route = t.shared.route[r]
    row[0], row[1], row[2], row[3], row[4] = route.size, route.depart, route.ret, route.driving, route.cost


@inlined
def restore_week(t: Week, r: int, row: Array) -> None:
    """Give a route its saved size, times and price back."""
    route = t.shared.route[r]
    route.size, route.depart, route.ret, route.driving, route.cost = row[0], row[1], row[2], row[3], row[4]


@compiled
def recount(t: Week, saved: Array, routes: int, sign: int) -> None:
    """Count the saved routes out of (-1) or into (1) what routes share."""
    for i in range(routes):
        count(t.tables, t.shared, saved[i, 0], sign)


@inlined
def key_of(t: Week, kind: int, day: int, n: int) -> int:
    """Return a 64-bit key of kind, day and the sequence on trial (steps of splitmix64)."""
    h = np.uint64(kind * 16 + day + 1) * np.uint64(0x94D049BB133111EB)
    h ^= h >> np.uint64(30)
    for i in range(n):
        h = (h ^ np.uint64(t.work.trial[i] + 1)) * np.uint64(0x9E3779B97F4A7C15)
        h ^= h >> np.uint64(29)
        h *= np.uint64(0xBF58476D1CE4E5B9)
        h ^= h >> np.uint64(32)
    return h


@compiled
def reckon(t: Week, kind: int, day: int, n: int, row: int, bays: Array) -> None:
    """Fill a row of the cache with the cheapest departure of the sequence on trial."""
    w = t.work
    depart, cost, _ = best_departure(t.tables, kind, day, w.trial, n, bays, w)
    t.cache[row, LEAVES], t.cache[row, PRICED] = depart, cost
    if depart >= 0:
        _, _, driving, _ = schedule(t.tables, kind, w.trial, n, depart, w, True)
        t.cache[row, BACK], t.cache[row, DRIVEN] = w.call[n].arrive, driving


@inlined
def row_of(t: Week, key: int, kind: int, day: int, n: int, barred: Array) -> int:
    """Return the row of the sequence on trial under its key, reckoned when it is not there."""
    row = np.int64(key >> np.uint64(64 - CACHE_BITS))
    if t.cache[row, KEY] != np.int64(key):
        t.cache[row, KEY] = np.int64(key)
        reckon(t, kind, day, n, row, barred)
    return row


@compiled
def by_itself(t: Week, kind: int, day: int, n: int) -> tuple[int, int]:
    """Return price and length of the sequence on trial where nothing stands in its way; length -1: never."""
    row = row_of(t, key_of(t, kind, day, n), kind, day, n, t.open)
    if t.cache[row, LEAVES] < 0:
        return FAR, -1
    return t.cache[row, PRICED], t.cache[row, BACK] - t.cache[row, LEAVES]


@compiled
def timed(t: Week, r: int, n: int, key: int, row: int) -> int:
    """Return the row with the departure of the sequence on trial for route r, its counts withdrawn.

    ``row`` is that of its key, where nothing stands in its way; -1 when no departure is lawful beside the
    other routes.
    """
    leaves, length = t.cache[row, LEAVES], t.cache[row, BACK] - t.cache[row, LEAVES]
    if leaves < 0:
        return -1
    if may_not_leave(t.tables, t.shared, r, leaves, length, t.tables.rules[OVERTIME_AFTER_S]):
        row = beside_others(t, r, n, key, length)
        if row < 0:
            return -1
    if linked(t.tables, t.shared, r, t.cache[row, LEAVES], t.cache[row, BACK], t.cache[row, DRIVEN]):
        return -1
    return row


@compiled
def beside_others(t: Week, r: int, n: int, key: int, length: int) -> int:
    """Return the row with the cheapest departure that bays and other trips of the vehicle allow, or -1.

    First within the hours of a day without overtime, if that can be.
    """
    kind, day, before = t.tables.vehicle_kind[r // DAYS], r % DAYS, np.uint64(0)
    least = least_shift_s(t.tables, t.shared, r, length)
    if least > t.tables.kind[kind].shift_s:
        return -1
    for late in range(1 if least > t.tables.rules[OVERTIME_AFTER_S] else 0, 2):
        mask = bar(t.tables, t.shared, r, length, late, t.work.barred)
        if mask == before:
            continue
        before = mask
        mixed = (key ^ mask) * np.uint64(0x9E3779B97F4A7C15)
        row = row_of(t, mixed ^ (mixed >> np.uint64(31)), kind, day, n, t.work.barred)
        if t.cache[row, LEAVES] >= 0:
            return row
    return -1


@inlined
def extra(t: Week, r: int, n: int, limit: int) -> int:
    """Return what the sequence on trial adds to the price of route r, FAR when a rule forbids it.

    FAR, too, where it is too dear for ``limit`` already when nothing else is in its way and a new trip
    saves a whole day's price; that it would cut the overtime of the vehicle's other trips is not looked for.
    """
    if n >= LONGEST:
        return FAR
    tables, route = t.tables, t.shared.route[r]
    kind, day = tables.vehicle_kind[r // DAYS], r % DAYS
    key = key_of(t, kind, day, n)
    row = row_of(t, key, kind, day, n, t.open)
    spared = route.cost if route.size else tables.kind[kind].day_vnd
    if t.cache[row, LEAVES] < 0 or t.cache[row, PRICED] - spared >= limit:
        return FAR
    count(tables, t.shared, r, -1)
    row = timed(t, r, n, key, row)
    count(tables, t.shared, r, 1)
    if row < 0:
        return FAR
    had = shared_vnd(tables, t.shared, r, route.size, route.depart, route.ret)
    has = shared_vnd(tables, t.shared, r, n, t.cache[row, LEAVES], t.cache[row, BACK])
    return t.cache[row, PRICED] + has - had - (route.cost if route.size else 0)


@compiled
def settle(t: Week, r: int, n: int) -> bool:
    """Write times and price of a route that has come to the sequence on trial; False: it is unlawful."""
    count(t.tables, t.shared, r, -1)
    route = t.shared.route[r]
    route.size = n
    if n == 0:
        return True
    kind, day = t.tables.vehicle_kind[r // DAYS], r % DAYS
    key = key_of(t, kind, day, n)
    row = timed(t, r, n, key, row_of(t, key, kind, day, n, t.open))
    if row >= 0:
        route.depart, route.cost = t.cache[row, LEAVES], t.cache[row, PRICED]
        route.ret, route.driving = t.cache[row, BACK], t.cache[row, DRIVEN]
    count(t.tables, t.shared, r, 1)
    return row >= 0


@inlined
def may_carry(t: Week, r: int, v: int) -> bool:
    """Return whether a locked client's lock allows the vehicle of route r."""
    locked = t.tables.client[t.tables.visit[v].client].vehicle
    return locked < 0 or locked == t.tables.body[r // DAYS]


@compiled
def idle_route(t: Week, kind: int, first: int, last: int, v: int) -> int:
    """Return the route of an idle vehicle of a kind from day first to last, -1 when there is none."""
    depot = t.tables.kind[kind].depot
    for vehicle in range(t.tables.depot[depot].first, t.tables.depot[depot].last):
        r = vehicle * DAYS + first
        if t.tables.vehicle_kind[vehicle] != kind or t.tables.body[vehicle] != vehicle:
            continue
        if not may_carry(t, r, v):
            continue
        free = t.shared.route[r].size == 0 and t.tables.vehicle_days[vehicle, last]
        if free and t.tables.vehicle_days[vehicle, first] and idle(t.tables, t.shared, vehicle, first, last):
            return r
    return -1
