"""A client is put where its pattern costs least (compiled)."""
# mypy: disable-error-code="no-any-return,arg-type"

from __future__ import annotations

import numpy as np

from solvers.routing.compiled import compiled
from solvers.routing.ours.again import another_trip
from solvers.routing.ours.cheapest_first import in_routes
from solvers.routing.ours.ground import (
    FIRST_NODE,
    LAST_NODE,
    NO_TIME,
    NOWHERE,
    PATTERN_PRICE,
    Array,
    Ground,
)
from solvers.routing.ours.idle import idle_vehicle
from solvers.routing.ours.links import choose, drop, link, send
from solvers.routing.ours.places import (
    BY_COURIER,
    NEW_ROUTE,
    TRIP_AFTER,
    TRIP_BEFORE,
    alone,
    beside,
    by_courier,
    new_trip,
    spread,
)
from solvers.routing.ours.segments import extend, refresh
from solvers.routing.ours.state import (
    AFTER,
    AT,
    CAPACITY,
    CLASS,
    COST,
    FIRST,
    FREE,
    KIND,
    LAST,
    LATER,
    LOAD,
    OPTIONAL,
    OWNER,
    PENALTY,
    PRICE,
    READY,
    RELEASE,
    ROUNDS,
    SINGLE,
    TURN,
    USED,
    State,
)
from solvers.routing.ours.trial import retime
from solvers.routing.ours.vehicles import NO_TRIP, cheapest_type, start_route
from solvers.routing.ours.week import Week


@compiled
def no_offers(g: Ground, s: State, t: Week | None, c: int, first: int, last: int, limit: int) -> None:
    """Begin the offers for a client's visits: what is dearer than ``limit`` or a courier is none."""
    for v in range(first, last):
        s.offer[v, PRICE], s.offer[v, AFTER], s.offer[v, AT] = limit, 0, -1
        if t is not None:
            by_courier(s, t, v)
    if s.client[c, SINGLE] < 0:
        for v in range(first, last):
            spread(g, s, c, v)


@compiled
def look(
    g: Ground,
    s: State,
    t: Week | None,
    c: int,
    cheap: float,
    dear: float,
    settings: Array,
    limit: int,
    most: int,
) -> None:
    """Fill the offers for every visit that a client may have.

    In the week only what costs less than ``most`` is looked for, but for the days of idle vehicles, whose
    price may be at a share.
    """
    s.tally[TURN] += 1
    first, last = s.client[c, SINGLE], s.client[c, SINGLE] + 1
    if first < 0:
        rows = g.day_rows[c]
        first = last = g.day_nodes[rows[0, 0]]
        for row in range(rows[0, 0], rows[rows.shape[0] - 1, 1]):
            first, last = min(first, g.day_nodes[row]), max(last, g.day_nodes[row] + 1)
    no_offers(g, s, t, c, first, last, limit if t is None else most)
    if t is None:
        beside(g, s, c, dear, settings)
    else:
        in_routes(g, s, t, c, settings)
    for v in range(first, last):
        if g.chained:
            new_trip(g, s, v, cheap)
        if t is None:
            alone(g, s, v, cheap, settings)
        else:
            another_trip(g, s, t, v)
            if s.offer[v, PRICE] == most:
                s.offer[v, PRICE] = limit
            idle_vehicle(g, s, t, v, cheap < 1.0)
        if s.client[c, SINGLE] < 0:
            spread(g, s, c, v)


@compiled
def cheapest_pattern(g: Ground, s: State, c: int, limit: int) -> int:
    """Return the pattern whose visits, each at its best place, cost least; -1 when none is below a limit."""
    best, least = -1, limit
    for pattern in range(s.client[c, FIRST], s.client[c, LAST]):
        total = g.pattern[pattern, PATTERN_PRICE]
        for row in range(g.pattern[pattern, FIRST_NODE], g.pattern[pattern, LAST_NODE]):
            v = g.pattern_nodes[row]
            total += s.offer[v, PRICE] if s.offer[v, AT] >= 0 else NOWHERE
        if total < least:
            best, least = pattern, total
    return best


@compiled
def settle_in(g: Ground, s: State, t: Week | None, v: int) -> bool:
    """Put node v where its offer says; False when that has become impossible."""
    p, r = s.offer[v, AFTER], s.offer[v, AT]
    if p == BY_COURIER:
        if t is not None:
            send(s, t, v, r)
        return True
    if p == NEW_ROUTE:
        y, r = r // g.routes, r % g.routes
        start_route(g, s, t, r, y, NO_TRIP, NO_TRIP)
        p = g.nodes + 2 * r
    elif p in (TRIP_AFTER, TRIP_BEFORE):
        other, y = r, s.route[r, KIND]
        r = s.free[s.tally[FREE] - 1]
        if p == TRIP_AFTER:
            start_route(g, s, t, r, y, other, s.route[other, LATER])
        else:
            start_route(g, s, t, r, y, NO_TRIP, other)
        p = g.nodes + 2 * r
    link(g, s, t, v, p, r)
    enlarge(g, s, r)
    k = s.type[s.route[r, KIND], CLASS]
    if g.chained:
        s.route[r, READY] = max(s.route[r, READY], s.node[v, RELEASE])
        refresh(g, s, r, k)
    elif g.mode != NO_TIME:
        extend(g, s, v, k)
    if t is None:
        return True
    return retime(g, s, t, r)


@compiled
def enlarge(g: Ground, s: State, r: int) -> None:
    """Give a route the cheapest type that holds what it now carries, when its own does not."""
    y = s.route[r, KIND]
    fits = True
    for d in range(g.loads):
        if s.route[r, LOAD + d] > s.type[y, CAPACITY + d]:
            fits = False
    if fits:
        return
    best = cheapest_type(s, -1, g.classes[s.type[y, CLASS]], s.route[r, LOAD:], s.route[r, COST])
    s.type[y, USED] -= 1
    s.type[best, USED] += 1
    s.route[r, KIND] = best


@compiled
def place_client(
    g: Ground, s: State, t: Week | None, c: int, cheap: float, dear: float, settings: Array, left: float
) -> bool:
    """Put a client where it costs least; False, and the client is out, where it fits nowhere.

    ``left``: from which price on the iteration is in vain.
    """
    limit = s.client[c, PENALTY] if s.client[c, OPTIONAL] and s.tally[ROUNDS] > 1 else NOWHERE
    most = limit if left >= limit else np.int64(np.ceil(left))
    look(g, s, t, c, cheap, dear, settings, limit, most)
    pattern = cheapest_pattern(g, s, c, limit)
    if pattern < 0:
        return False
    first, last = g.pattern[pattern, FIRST_NODE], g.pattern[pattern, LAST_NODE]
    for row in range(first, last):
        if row > first:
            look(g, s, t, c, cheap, dear, settings, limit, most)
        v = g.pattern_nodes[row]
        if s.offer[v, AT] < 0 or not settle_in(g, s, t, v):
            withdraw(g, s, t, first, row + 1)
            return False
    choose(g, s, c, pattern)
    return True


@compiled
def withdraw(g: Ground, s: State, t: Week | None, first: int, last: int) -> None:
    """Take the visits of a client that is given up out again."""
    for row in range(first, last):
        if s.node[g.pattern_nodes[row], OWNER] != -1:
            drop(g, s, t, g.pattern_nodes[row])
