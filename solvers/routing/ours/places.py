"""Which places a client is tried at (compiled): beside near neighbours, in a new route, with a courier.

A place costs what its legs do; whether its time is possible is checked in O(1) on the segments.  In the week
it costs that at least (``cheapest_first.py``).
"""
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

import numpy as np

from solvers.routing.compiled import compiled, inlined
from solvers.routing.ours.chance import draw
from solvers.routing.ours.ground import (
    CLASS_DAY,
    CLOSES,
    FAR,
    FINISH,
    FIRST_NODE,
    LAST_NODE,
    MATRIX,
    OPENS,
    PROFILE,
    SIZE,
    START,
    Array,
    Ground,
)
from solvers.routing.ours.ruin import BLINK, FIXED_ONLY
from solvers.routing.ours.segments import in_time
from solvers.routing.ours.state import (
    AFTER,
    AT,
    AVAILABLE,
    BEGIN,
    BY_DEPOT,
    CAPACITY,
    CHOSEN,
    CLASS,
    CLIENT,
    COST,
    DAY,
    EARLIER,
    EARLY,
    EDGE,
    END_ON,
    FIXED,
    FREE,
    KIND,
    LATE,
    LATER,
    LOAD,
    LOOKED,
    MORE,
    NEXT,
    NODE_LOAD,
    OWNER,
    PLACE,
    PREV,
    PRICE,
    RATE,
    RELEASE,
    SEEN,
    SERVICE,
    SINGLE,
    TOLL,
    TRIPS,
    TURN,
    UNIT,
    USED,
    State,
)
from solvers.routing.ours.vehicles import cheapest_type
from solvers.routing.ours.week import Week

# what an offer's AFTER says when it is no node
NEW_ROUTE, TRIP_AFTER, TRIP_BEFORE, BY_COURIER = -1, -2, -3, -4
NOBODY = -1  # the place is beside no near neighbour


@compiled
def look_up(g: Ground, s: State, r: int, v: int, dear: float) -> None:
    """Write what it costs that route r carries node v too, by a larger type at need; RATE -1: it cannot."""
    y = s.route[r, KIND]
    k = s.type[y, CLASS]
    s.route[r, LOOKED], s.route[r, RATE] = s.tally[TURN], -1
    if not g.allowed[k, v]:
        return
    fits = True
    for d in range(g.loads):
        if s.route[r, LOAD + d] + s.node[v, NODE_LOAD + d] > s.type[y, CAPACITY + d]:
            fits = False
    if fits:
        s.route[r, MORE], s.route[r, RATE] = 0, s.type[y, UNIT]
    elif g.classes[k, SIZE] > 1 and s.route[r, EARLIER] < 0 and s.route[r, LATER] < 0:
        for d in range(g.loads):
            s.route[r, LOAD + d] += s.node[v, NODE_LOAD + d]
        best = cheapest_type(s, -1, g.classes[k], s.route[r, LOAD:], s.route[r, COST])
        for d in range(g.loads):
            s.route[r, LOAD + d] -= s.node[v, NODE_LOAD + d]
        if best >= 0:
            more = (
                s.type[best, FIXED]
                - s.type[y, FIXED]
                + (s.type[best, UNIT] - s.type[y, UNIT]) * s.route[r, COST]
            )
            s.route[r, MORE], s.route[r, RATE] = np.int64(dear * more), s.type[best, UNIT]


@inlined
def both_legs(g: Ground, s: State, m: int, v: int, p: int, beside: int) -> int:
    """Return what the legs to and from node v cost after p.

    The leg to or from the neighbour that the place lies ``beside`` (its position in both lists) is read from
    there where all have the same costs: the large matrix lies outside the processor's cache.
    """
    place, before, after = s.node[v, PLACE], s.node[p, PLACE], s.node[s.node[p, NEXT], PLACE]
    if beside == NOBODY or not g.one_matrix:
        return np.int64(g.cost_back[m, place, before]) + g.cost[m, place, after]
    width, c = g.near.shape[2], s.node[v, CLIENT]
    if beside < width:
        return np.int64(g.near_legs[0, c, beside]) + g.cost[m, place, after]
    return np.int64(g.near_legs[1, c, beside - width]) + g.cost_back[m, place, before]


@inlined
def consider(g: Ground, s: State, v: int, p: int, r: int, beside: int, dear: float, settings: Array) -> None:
    """Improve the offer for node v by the place after p in route r (``beside``: see ``both_legs``)."""
    if s.route[r, LOOKED] != s.tally[TURN]:
        look_up(g, s, r, v, dear)
    if s.route[r, RATE] < 0:
        return
    node = s.node
    y, k = node[p, NEXT], s.type[s.route[r, KIND], CLASS]
    legs = both_legs(g, s, g.classes[k, MATRIX], v, p, beside) - node[p, EDGE]
    price = s.route[r, MORE] + s.route[r, RATE] * legs + node[v, TOLL]
    if price >= s.offer[v, PRICE]:
        return
    if g.mode > 0 and not in_time(g, s, r, k, v, p, y):
        return
    if settings[BLINK] > 0.0 and draw(s) < settings[BLINK]:
        return
    s.offer[v, PRICE], s.offer[v, AFTER], s.offer[v, AT] = price, p, r


@inlined
def add_spot(s: State, found: int, p: int, r: int, beside: int) -> int:
    """List the place after p in route r, once a turn, unless there is none; return how many there are."""
    if r < 0 or s.node[p, SEEN] == s.tally[TURN]:
        return found
    s.node[p, SEEN] = s.tally[TURN]
    s.spots[found, 0], s.spots[found, 1], s.spots[found, 2] = p, r, beside
    return found + 1


@compiled
def spots_beside(g: Ground, s: State, c: int) -> int:
    """List the places beside near neighbours and, near a depot, at the ends of routes; return how many."""
    found = 0
    for side in range(2):
        for j in range(g.near.shape[2]):
            b = g.near[side, c, j]
            if b < 0:
                break
            chosen = s.client[b, CHOSEN]
            if chosen < 0:
                continue
            for i in range(g.pattern[chosen, FIRST_NODE], g.pattern[chosen, LAST_NODE]):
                x = g.pattern_nodes[i]
                p = x if side == 0 else s.node[x, PREV]
                found = add_spot(s, found, p, s.node[x, OWNER], side * g.near.shape[2] + j)
    return at_the_ends(g, s, found) if s.client[c, BY_DEPOT] else found


@compiled
def at_the_ends(g: Ground, s: State, found: int) -> int:
    """List the first and the last place of every route as well; return how many places there are."""
    for i in range(s.tally[FREE], s.free.shape[0]):
        r = s.free[i]
        a = g.nodes + 2 * r
        found = add_spot(s, found, a, r, NOBODY)
        found = add_spot(s, found, s.node[a + 1, PREV], r, NOBODY)
    return found


@inlined
def worth_a_look(g: Ground, s: State, v: int, p: int, c: int, beside: int) -> bool:
    """Return whether a place beside a neighbour can beat the offer, were the other leg the cheapest."""
    if beside == NOBODY or not g.one_matrix:
        return True
    side = beside // g.near.shape[2]
    legs = np.int64(g.near_legs[side, c, beside % g.near.shape[2]]) + g.least[side, c] - s.node[p, EDGE]
    return g.least_rate * legs + s.node[v, TOLL] < s.offer[v, PRICE]


@inlined
def spread(g: Ground, s: State, c: int, v: int) -> None:
    """Let a client's other days ask for less than its single visit v is offered: one of them is enough."""
    if g.lone[v] < 0 or s.offer[v, AT] < 0:
        return
    rows = g.day_rows[c]
    for row in range(rows[0, 0], rows[rows.shape[0] - 1, 1]):
        w = g.day_nodes[row]
        enough = s.offer[v, PRICE] + g.lone[v] - g.lone[w]
        if w != v and g.lone[w] >= 0 and enough <= s.offer[w, PRICE]:
            s.offer[w, PRICE], s.offer[w, AT] = enough, -1


@compiled
def beside(g: Ground, s: State, c: int, dear: float, settings: Array) -> None:
    """Improve the offers of a plain client's visits by places in routes that there are."""
    single = s.client[c, SINGLE]
    for i in range(spots_beside(g, s, c)):
        p, r = s.spots[i, 0], s.spots[i, 1]
        first, last = 0, 1
        if single < 0:
            today = g.classes[s.type[s.route[r, KIND], CLASS], CLASS_DAY]
            y = s.node[p, NEXT]
            if p < g.nodes:
                today = s.node[p, DAY]
            until = min(s.node[y, DAY] if y < g.nodes else today, g.day_rows.shape[1] - 1)
            first, last = g.day_rows[c, today, 0], g.day_rows[c, until, 1]
        elif not worth_a_look(g, s, single, p, c, s.spots[i, 2]):
            continue
        for row in range(first, last):
            v = single if single >= 0 else g.day_nodes[row]
            before = s.offer[v, PRICE]
            consider(g, s, v, p, r, s.spots[i, 2], dear, settings)
            if single < 0 and s.offer[v, PRICE] < before:
                spread(g, s, c, v)


@compiled
def alone(g: Ground, s: State, v: int, cheap: float, settings: Array) -> None:
    """Improve the offer for node v by a new route, types in the order of their price.

    ``cheap`` below 1 prices a new route (or only its vehicle) at that share, so that the fleet's mix moves.
    """
    for j in range(g.alone_order.shape[1]):
        y, price = g.alone_order[v, j], g.alone_sorted[v, j]
        if price >= FAR or (cheap >= 1.0 and price >= s.offer[v, PRICE]):
            return
        if cheap < 1.0:
            price -= np.int64((1.0 - cheap) * (s.type[y, FIXED] if settings[FIXED_ONLY] > 0 else price))
        if price >= s.offer[v, PRICE]:
            continue
        if s.tally[FREE] > 0 and s.type[y, USED] < s.type[y, AVAILABLE]:
            r = s.free[s.tally[FREE] - 1]
            s.offer[v, PRICE], s.offer[v, AFTER], s.offer[v, AT] = price, NEW_ROUTE, y * g.routes + r


@inlined
def trips(s: State, r: int) -> int:
    """Return how many trips the vehicle of route r makes."""
    made, other = 1, s.route[r, EARLIER]
    while other >= 0:
        made, other = made + 1, s.route[other, EARLIER]
    other = s.route[r, LATER]
    while other >= 0:
        made, other = made + 1, s.route[other, LATER]
    return made


@compiled
def new_trip(g: Ground, s: State, v: int, cheap: float) -> None:
    """Improve the offer for node v by a trip of its own, before or after the trips of a used vehicle.

    ``cheap`` below 1 prices it at that share, so that trips form which pay only for several clients.
    """
    node = s.node
    if s.tally[FREE] == 0:
        return
    for i in range(s.tally[FREE], s.free.shape[0]):
        r = s.free[i]
        row = g.classes[s.type[s.route[r, KIND], CLASS]]
        cost, time, here = g.cost[row[MATRIX]], g.time[row[PROFILE]], node[v, PLACE]
        price = s.type[s.route[r, KIND], UNIT] * (np.int64(cost[row[START], here]) + cost[here, row[FINISH]])
        price = np.int64(cheap * price)
        if price >= s.offer[v, PRICE] or g.alone[s.route[r, KIND], v] >= FAR:
            continue
        if trips(s, r) >= s.type[s.route[r, KIND], TRIPS]:
            continue
        for before in range(2):
            if before and s.route[r, EARLIER] >= 0:
                continue
            ready, must = row[OPENS], node[g.nodes + 2 * r, END_ON]
            if not before:
                ready, must = node[g.nodes + 2 * r + 1, BEGIN], row[CLOSES]
                if s.route[r, LATER] >= 0:
                    must = node[g.nodes + 2 * s.route[r, LATER], END_ON]
            begin = max(max(ready, node[v, RELEASE]) + time[row[START], here], node[v, EARLY])
            if begin <= node[v, LATE] and begin + node[v, SERVICE] + time[here, row[FINISH]] <= must:
                s.offer[v, PRICE], s.offer[v, AT] = price, r
                s.offer[v, AFTER] = TRIP_BEFORE if before else TRIP_AFTER


@inlined
def by_courier(s: State, t: Week, v: int) -> None:
    """Improve the offer for node v by the cheapest courier."""
    for depot in range(t.tables.courier_vnd.shape[1]):
        price = t.tables.courier_vnd[v, depot]
        if 0 <= price < s.offer[v, PRICE]:
            s.offer[v, PRICE], s.offer[v, AFTER], s.offer[v, AT] = price, BY_COURIER, depot
