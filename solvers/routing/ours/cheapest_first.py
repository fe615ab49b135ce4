"""The places that a client of the week is tried at, cheapest legs first (compiled).

To price a place by all rules of the week takes far longer than to look its legs up.  So the places of all of
a client's days are listed with what their legs cost, which is the least that they can cost, and priced in
that order: few are left once the best is known.
"""
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from solvers.routing.compiled import compiled, inlined
from solvers.routing.ours.chance import draw
from solvers.routing.ours.ground import CLASS_DAY, MATRIX, Array, Ground
from solvers.routing.ours.places import spots_beside, spread
from solvers.routing.ours.ruin import BLINK
from solvers.routing.ours.segments import in_time
from solvers.routing.ours.state import (
    AFTER,
    AT,
    CAPACITY,
    CLASS,
    DAY,
    EDGE,
    KIND,
    LOAD,
    NEXT,
    NODE_LOAD,
    PLACE,
    PRICE,
    TOLL,
    State,
)
from solvers.routing.ours.trial import in_order, write_down
from solvers.routing.ours.week import Week, extra, may_carry

LEGS, BEHIND, ON, FOR = range(4)  # columns of State.listed


@compiled
def in_routes(g: Ground, s: State, t: Week, c: int, settings: Array) -> None:
    """Improve the offers of a client's visits by places in routes that there are."""
    listed = list_places(g, s, c)
    while True:
        listed, best = cheapest(s, listed)
        if best < 0:
            return
        p, r, v = s.listed[best, BEHIND], s.listed[best, ON], s.listed[best, FOR]
        listed -= 1
        copy(s, listed, best)
        before = s.offer[v, PRICE]
        weigh(g, s, t, v, p, r, settings)
        if s.offer[v, PRICE] < before:
            spread(g, s, c, v)


@compiled
def list_places(g: Ground, s: State, c: int) -> int:
    """List the places whose legs alone cost less than is offered, for every day; return how many."""
    listed, node = 0, s.node
    place = node[g.day_nodes[g.day_rows[c, 0, 0]], PLACE]
    for i in range(spots_beside(g, s, c)):
        p, r = s.spots[i, 0], s.spots[i, 1]
        y, k = node[p, NEXT], s.type[s.route[r, KIND], CLASS]
        today = node[p, DAY] if p < g.nodes else g.classes[k, CLASS_DAY]
        until = min(node[y, DAY] if y < g.nodes else today + 1, g.day_rows.shape[1] - 1)
        m = g.classes[k, MATRIX]
        legs = g.cost_back[m, place, node[p, PLACE]] + g.cost[m, place, node[y, PLACE]] - node[p, EDGE]
        for row in range(g.day_rows[c, today, 0], g.day_rows[c, until, 1]):
            v = g.day_nodes[row]
            if legs + node[v, TOLL] < s.offer[v, PRICE] and g.allowed[k, v] and holds(g, s, r, v):
                s.listed[listed, LEGS], s.listed[listed, BEHIND] = legs + node[v, TOLL], p
                s.listed[listed, ON], s.listed[listed, FOR] = r, v
                listed += 1
    return listed


@inlined
def holds(g: Ground, s: State, r: int, v: int) -> bool:
    """Return whether route r's vehicle has room for node v too."""
    for d in range(g.loads):
        if s.route[r, LOAD + d] + s.node[v, NODE_LOAD + d] > s.type[s.route[r, KIND], CAPACITY + d]:
            return False
    return True


@inlined
def cheapest(s: State, listed: int) -> tuple[int, int]:
    """Strike the places that can beat no offer any more; return how many are left, and the cheapest."""
    left, best = 0, -1
    for i in range(listed):
        if s.listed[i, LEGS] < s.offer[s.listed[i, FOR], PRICE]:
            copy(s, i, left)
            if best < 0 or s.listed[left, LEGS] < s.listed[best, LEGS]:
                best = left
            left += 1
    return left, best


@inlined
def copy(s: State, i: int, to: int) -> None:
    """Write row i of the list over another."""
    for d in range(4):
        s.listed[to, d] = s.listed[i, d]


@inlined
def weigh(g: Ground, s: State, t: Week, v: int, p: int, r: int, settings: Array) -> None:
    """Improve the offer for node v by the place after p in route r, by all rules of the week."""
    y, k = s.node[p, NEXT], s.type[s.route[r, KIND], CLASS]
    if not in_time(g, s, r, k, v, p, y):
        return
    if settings[BLINK] > 0.0 and draw(s) < settings[BLINK]:
        return
    if not in_order(g, s, v, p, y) or not may_carry(t, r, v):
        return
    price = extra(t, r, write_down(g, s, t, r, v, p), s.offer[v, PRICE])
    if price < s.offer[v, PRICE]:
        s.offer[v, PRICE], s.offer[v, AFTER], s.offer[v, AT] = price, p, r
