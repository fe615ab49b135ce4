"""Nodes into routes and out again, every move noted so that it can be taken back (compiled)."""
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from solvers.routing.compiled import compiled, inlined
from solvers.routing.ours.ground import FINISH, FIRST_NODE, LAST_NODE, MATRIX, PATTERN_PRICE, START, Ground
from solvers.routing.ours.segments import refresh
from solvers.routing.ours.state import (
    ASIDE,
    ASIDE_BEFORE,
    BANK_AT,
    BANKED,
    CALLED_BACK,
    CHOSE,
    CHOSEN,
    CLASS,
    COST,
    COUNT,
    COURIER,
    EARLIER,
    EDGE,
    FETCHED,
    KIND,
    LATER,
    LOAD,
    MOVES,
    NEXT,
    NODE_LOAD,
    OWNER,
    PLACE,
    PLACED,
    PREV,
    READY,
    RELEASE,
    REMOVED,
    SAVED,
    SENT,
    SINGLE,
    TAKEN,
    USED,
    WAITED,
    State,
)
from solvers.routing.ours.trial import retime
from solvers.routing.ours.vehicles import give_slot, stop_route, take_slot, touch
from solvers.routing.ours.week import Week, recount, restore_week


@inlined
def note(s: State, kind: int, x: int, p: int, r: int) -> None:
    """Write a move into the journal."""
    j = s.tally[MOVES]
    s.moves[j, 0], s.moves[j, 1], s.moves[j, 2], s.moves[j, 3] = kind, x, p, r
    s.tally[MOVES] = j + 1


@compiled
def unlink(g: Ground, s: State, t: Week | None, x: int) -> None:
    """Take a node out of its route, or call it back from the courier."""
    node, r = s.node, s.node[x, OWNER]
    if r <= COURIER:
        note(s, CALLED_BACK, x, r, r)
        node[x, OWNER] = -1
        if t is not None:
            s.tally[ASIDE] -= t.tables.courier_vnd[x, COURIER - r]
        return
    touch(s, t, r)
    cost = g.cost[g.classes[s.type[s.route[r, KIND], CLASS], MATRIX]]
    p, y = node[x, PREV], node[x, NEXT]
    note(s, TAKEN, x, p, r)
    edge = cost[node[p, PLACE], node[y, PLACE]]
    s.route[r, COST] += edge - node[p, EDGE] - node[x, EDGE]
    node[p, EDGE] = edge
    node[p, NEXT], node[y, PREV], node[x, OWNER] = y, p, -1
    s.route[r, COUNT] -= 1
    for d in range(g.loads):
        s.route[r, LOAD + d] -= node[x, NODE_LOAD + d]


@compiled
def link(g: Ground, s: State, t: Week | None, x: int, p: int, r: int) -> None:
    """Put a node after p into route r."""
    touch(s, t, r)
    node = s.node
    m, y = g.classes[s.type[s.route[r, KIND], CLASS], MATRIX], node[p, NEXT]
    note(s, PLACED, x, p, r)
    node[p, NEXT], node[x, PREV], node[x, NEXT], node[y, PREV], node[x, OWNER] = x, p, y, x, r
    before = g.cost_back[m, node[x, PLACE], node[p, PLACE]]
    after = g.cost[m, node[x, PLACE], node[y, PLACE]]
    s.route[r, COST] += before + after - node[p, EDGE]
    node[p, EDGE], node[x, EDGE] = before, after
    s.route[r, COUNT] += 1
    for d in range(g.loads):
        s.route[r, LOAD + d] += node[x, NODE_LOAD + d]


@inlined
def send(s: State, t: Week, x: int, depot: int) -> None:
    """Give a node to the courier of a depot."""
    note(s, SENT, x, -1, -1)
    s.tally[ASIDE] += t.tables.courier_vnd[x, depot]
    s.node[x, OWNER] = COURIER - depot


@inlined
def choose(g: Ground, s: State, c: int, pattern: int) -> None:
    """Set the pattern of a client."""
    before = s.client[c, CHOSEN]
    note(s, CHOSE, c, before, -1)
    if before >= 0:
        s.tally[ASIDE] -= g.pattern[before, PATTERN_PRICE]
    if pattern >= 0:
        s.tally[ASIDE] += g.pattern[pattern, PATTERN_PRICE]
    s.client[c, CHOSEN] = pattern


@compiled
def take_client(g: Ground, s: State, t: Week | None, c: int) -> None:
    """Take every visit of a client out and put the client among the removed."""
    chosen = s.client[c, CHOSEN]
    if chosen < 0:
        return
    if s.client[c, SINGLE] >= 0:
        unlink(g, s, t, s.client[c, SINGLE])
    else:
        for row in range(g.pattern[chosen, FIRST_NODE], g.pattern[chosen, LAST_NODE]):
            unlink(g, s, t, g.pattern_nodes[row])
    choose(g, s, c, -1)
    s.removed[s.tally[REMOVED]] = c
    s.tally[REMOVED] += 1


@inlined
def wait(s: State, c: int) -> None:
    """Let a client wait for a place."""
    note(s, WAITED, c, -1, -1)
    _into_bank(s, c)


@inlined
def fetch(s: State, c: int) -> None:
    """Call a waiting client up for a place, among the removed."""
    note(s, FETCHED, c, -1, -1)
    _out_of_bank(s, c)
    s.removed[s.tally[REMOVED]] = c
    s.tally[REMOVED] += 1


@inlined
def waits(s: State, c: int) -> bool:
    """Return whether a client waits."""
    at = s.client[c, BANK_AT]
    return at < s.tally[BANKED] and s.bank[at] == c


@inlined
def _into_bank(s: State, c: int) -> None:
    s.bank[s.tally[BANKED]], s.client[c, BANK_AT] = c, s.tally[BANKED]
    s.tally[BANKED] += 1


@inlined
def _out_of_bank(s: State, c: int) -> None:
    at, last = s.client[c, BANK_AT], s.bank[s.tally[BANKED] - 1]
    s.bank[at], s.client[last, BANK_AT] = last, at
    s.tally[BANKED] -= 1


@compiled
def release_of(g: Ground, s: State, r: int) -> int:
    """Return the earliest departure that the clients of a trip allow."""
    latest, x = 0, s.node[g.nodes + 2 * r, NEXT]
    while x < g.nodes:
        latest = max(latest, s.node[x, RELEASE])
        x = s.node[x, NEXT]
    return latest


@compiled
def take_back(g: Ground, s: State, t: Week | None) -> None:
    """Undo every move since the journal was begun."""
    if t is not None:
        recount(t, s.saved, s.tally[SAVED], -1)
    s.tally[ASIDE] = s.tally[ASIDE_BEFORE]
    for i in range(s.tally[SAVED]):
        _restore_route(g, s, i)
        if t is not None:
            restore_week(t, s.saved[i, 0], s.saved[i, 1 + s.route.shape[1] :])
    for j in range(s.tally[MOVES] - 1, -1, -1):
        _undo(g, s, s.moves[j])
    for i in range(s.tally[SAVED]):
        r = s.saved[i, 0]
        if s.route[r, KIND] >= 0:
            refresh(g, s, r, s.type[s.route[r, KIND], CLASS])
    if t is not None:
        recount(t, s.saved, s.tally[SAVED], 1)


@inlined
def _undo(g: Ground, s: State, move: object) -> None:
    kind, x, p, r = move[0], move[1], move[2], move[3]  # type: ignore[index]
    node = s.node
    if kind == TAKEN:
        y = node[p, NEXT]
        node[p, NEXT], node[x, PREV], node[x, NEXT], node[y, PREV], node[x, OWNER] = x, p, y, x, r
        m = g.classes[s.type[s.route[r, KIND], CLASS], MATRIX]
        node[p, EDGE] = g.cost_back[m, node[x, PLACE], node[p, PLACE]]
        node[x, EDGE] = g.cost[m, node[x, PLACE], node[y, PLACE]]
    elif kind == PLACED:
        y = node[x, NEXT]
        node[p, NEXT], node[y, PREV], node[x, OWNER] = y, p, -1
        if s.route[r, KIND] >= 0:
            m = g.classes[s.type[s.route[r, KIND], CLASS], MATRIX]
            node[p, EDGE] = g.cost[m, node[p, PLACE], node[y, PLACE]]
    elif kind == SENT:
        node[x, OWNER] = -1
    elif kind == CALLED_BACK:
        node[x, OWNER] = r
    elif kind == CHOSE:
        s.client[x, CHOSEN] = p
    elif kind == WAITED:
        _out_of_bank(s, x)
    else:
        _into_bank(s, x)


@inlined
def _restore_route(g: Ground, s: State, i: int) -> None:
    r = s.saved[i, 0]
    kind, was = s.route[r, KIND], s.saved[i, 1 + KIND]
    if kind >= 0 and s.route[r, EARLIER] < 0:
        s.type[kind, USED] -= 1
    if kind < 0 <= was:
        take_slot(s, r)
    elif was < 0 <= kind:
        give_slot(s, r)
    for d in range(KIND, LATER + 1):
        s.route[r, d] = s.saved[i, 1 + d]
    for d in range(g.loads):
        s.route[r, LOAD + d] = s.saved[i, 1 + LOAD + d]
    if was >= 0:
        if s.route[r, EARLIER] < 0:
            s.type[was, USED] += 1
        k = s.type[was, CLASS]
        a = g.nodes + 2 * r
        s.node[a, PLACE], s.node[a + 1, PLACE] = g.classes[k, START], g.classes[k, FINISH]


@compiled
def drop(g: Ground, s: State, t: Week | None, x: int) -> None:
    """Take a node out of its route and bring the route up to date."""
    r = s.node[x, OWNER]
    unlink(g, s, t, x)
    if r < 0:
        return
    if t is not None:
        retime(g, s, t, r)
    if s.route[r, COUNT] == 0:
        stop_route(s, t, r)
    else:
        if g.chained:
            s.route[r, READY] = release_of(g, s, r)
        refresh(g, s, r, s.type[s.route[r, KIND], CLASS])
