"""Which type of vehicle drives a route: opened, closed, exchanged (compiled)."""
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import Any

import numpy as np

from solvers.routing.compiled import compiled, inlined
from solvers.routing.ours.ground import FAR, FINISH, MATRIX, MEMBERS, SIZE, START, Array, Ground
from solvers.routing.ours.segments import bracket
from solvers.routing.ours.state import (
    AVAILABLE,
    CAPACITY,
    CLASS,
    COST,
    COUNT,
    EARLIER,
    EDGE,
    FIXED,
    FREE,
    FREE_AT,
    HIGHEST,
    KEPT,
    KIND,
    LATER,
    LOAD,
    OPEN,
    READY,
    ROUNDS,
    SAVED,
    TOUCHED,
    UNIT,
    USED,
    State,
)
from solvers.routing.ours.week import Week, price_of, save_week
from solvers.routing.tables import DAYS

NO_TRIP: Any = np.int64(-1)  # of the sort of a trip's number, else all that takes one is compiled for both


@inlined
def price(s: State, t: Week | None, r: int) -> int:
    """Return what a route costs; trips after the first do not pay for the vehicle again."""
    y = s.route[r, KIND]
    if y < 0:
        return 0
    if t is None:
        return (s.type[y, FIXED] if s.route[r, EARLIER] < 0 else 0) + s.type[y, UNIT] * s.route[r, COST]
    return price_of(t, r)


@compiled
def touch(s: State, t: Week | None, r: int) -> None:
    """Save a route's figures before its first change of an iteration, with the trips that share its price."""
    if s.route[r, TOUCHED] == s.tally[ROUNDS]:
        return
    save(s, t, r)
    if t is not None:
        body, row = t.tables.body[r // DAYS], t.tables.body[r // DAYS]
        while row < t.tables.body.shape[0] and t.tables.body[row] == body:
            other = row * DAYS + r % DAYS
            if s.route[other, KIND] >= 0 and s.route[other, TOUCHED] != s.tally[ROUNDS]:
                save(s, t, other)
            row += 1


@compiled
def save(s: State, t: Week | None, r: int) -> None:
    """Write a route's figures down."""
    s.route[r, TOUCHED] = s.tally[ROUNDS]
    s.route[r, KEPT] = price(s, t, r)
    i, width = s.tally[SAVED], s.route.shape[1]
    s.saved[i, 0] = r
    for d in range(width):
        s.saved[i, 1 + d] = s.route[r, d]
    if t is not None:
        save_week(t, r, s.saved[i, 1 + width :])
    s.tally[SAVED] = i + 1


@inlined
def cheapest_type(s: State, current: int, row: Array, load: Array, cost: int) -> int:
    """Return the cheapest free type of a class that holds a load, ``current`` counted as free; -1 none."""
    best, least = -1, FAR
    for i in range(row[SIZE]):
        y = row[MEMBERS + i]
        if y != current and s.type[y, USED] >= s.type[y, AVAILABLE]:
            continue
        fits = True
        for d in range(s.type.shape[1] - CAPACITY):
            if s.type[y, CAPACITY + d] < load[d]:
                fits = False
        least_now = s.type[y, FIXED] + s.type[y, UNIT] * cost
        if fits and least_now < least:
            best, least = y, least_now
    return best


@compiled
def retype(g: Ground, s: State, r: int) -> None:
    """Give a route the cheapest type of its class that holds its load; there is one."""
    y = s.route[r, KIND]
    row = g.classes[s.type[y, CLASS]]
    if row[SIZE] < 2 or s.route[r, EARLIER] >= 0 or s.route[r, LATER] >= 0:
        return
    best = cheapest_type(s, y, row, s.route[r, LOAD:], s.route[r, COST])
    if best >= 0 and best != y:
        s.type[y, USED] -= 1
        s.type[best, USED] += 1
        s.route[r, KIND] = best


@inlined
def take_slot(s: State, r: int) -> None:
    """Take an unused route out of the stack; behind it lie those in use."""
    swap(s, r, s.tally[FREE] - 1)
    s.tally[FREE] -= 1
    s.tally[OPEN] += 1
    s.tally[HIGHEST] = max(s.tally[HIGHEST], r + 1)


@inlined
def give_slot(s: State, r: int) -> None:
    """Put a route that is used no more onto the stack."""
    swap(s, r, s.tally[FREE])
    s.tally[FREE] += 1
    s.tally[OPEN] -= 1


@inlined
def swap(s: State, r: int, at: int) -> None:
    """Bring a route to a position of the list of unused and used ones."""
    other, was = s.free[at], s.route[r, FREE_AT]
    s.free[was], s.route[other, FREE_AT] = other, was
    s.free[at], s.route[r, FREE_AT] = r, at


@compiled
def start_route(g: Ground, s: State, t: Week | None, r: int, y: int, earlier: int, later: int) -> None:
    """Open an unused route of a type, between two trips of a vehicle if there are any."""
    touch(s, t, r)
    take_slot(s, r)
    k = s.type[y, CLASS]
    row = s.route[r]
    row[KIND], row[COUNT], row[READY], row[EARLIER], row[LATER] = y, 0, 0, earlier, later
    if earlier < 0 and later < 0:
        s.type[y, USED] += 1  # a vehicle counts once, by its first trip
    if earlier >= 0:
        touch(s, t, earlier)
        s.route[earlier, LATER] = r
    if later >= 0:
        touch(s, t, later)
        s.route[later, EARLIER] = r
    for d in range(g.loads):
        row[LOAD + d] = 0
    bracket(g, s, r, k)
    row[COST] = g.cost[g.classes[k, MATRIX], g.classes[k, START], g.classes[k, FINISH]]
    s.node[g.nodes + 2 * r, EDGE] = row[COST]


@compiled
def stop_route(s: State, t: Week | None, r: int) -> None:
    """Close a route that has lost its last node; the trips around it join."""
    row = s.route[r]
    before, after = row[EARLIER], row[LATER]
    if before < 0 and after < 0:
        s.type[row[KIND], USED] -= 1
    if before >= 0:
        touch(s, t, before)
        s.route[before, LATER] = after
    if after >= 0:
        touch(s, t, after)
        s.route[after, EARLIER] = before
    row[KIND], row[COST], row[EARLIER], row[LATER] = -1, 0, -1, -1
    give_slot(s, r)
