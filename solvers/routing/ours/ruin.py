"""Strings of neighbouring stops taken out of nearby routes (compiled).

Slack induction by string removals after Christiaens and Vanden Berghe (2020); now and then whole
routes, or all trips of a vehicle's day, so that the fleet's mix can change.
"""
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from solvers.routing.compiled import compiled
from solvers.routing.ours.chance import draw
from solvers.routing.ours.ground import FIRST_NODE, LAST_NODE, Array, Ground
from solvers.routing.ours.links import release_of, take_client
from solvers.routing.ours.segments import refresh
from solvers.routing.ours.state import (
    BANKED,
    CHOSEN,
    CLASS,
    CLIENT,
    COUNT,
    COURIER,
    KIND,
    NEXT,
    OPEN,
    OPTIONAL,
    OWNER,
    PREV,
    READY,
    REMOVED,
    ROUNDS,
    RUINED,
    SAVED,
    SINGLE,
    State,
)
from solvers.routing.ours.trial import retime
from solvers.routing.ours.vehicles import retype, stop_route, touch
from solvers.routing.ours.week import Week
from solvers.routing.tables import DAYS

# positions in the settings of a search
STRINGS, LONGEST_STRING, BLINK, SPLIT, DISCOUNTS, WHOLE, FIXED_ONLY, OUTINGS = range(8)
DEEPER = 0.01  # chance that the part kept inside a split string grows by one more (beta)
FOR_WAITING = 0.3  # share of the ruins around a client that waits though it must be visited
REMOVABLE = 400  # clients taken out at once, at most


@compiled
def a_visit(g: Ground, s: State, c: int) -> int:
    """Return a node of a client that is served, one at random where it has several; -1 when it waits."""
    chosen = s.client[c, CHOSEN]
    if chosen < 0 or s.client[c, SINGLE] >= 0:
        return s.client[c, SINGLE] if chosen >= 0 else -1
    first, last = g.pattern[chosen, FIRST_NODE], g.pattern[chosen, LAST_NODE]
    return g.pattern_nodes[first + int(draw(s) * (last - first))]


@compiled
def take_string(g: Ground, s: State, t: Week | None, x: int, r: int, length: int, kept: int) -> None:
    """Take ``length`` stops around x out, leaving ``kept`` of them in the middle where they are."""
    node, total = s.node, length + kept
    before, y = 0, x
    while before < total - 1 and node[y, PREV] < g.nodes:
        y = node[y, PREV]
        before += 1
    after, y = 0, x
    while after < total - 1 and node[y, NEXT] < g.nodes:
        y = node[y, NEXT]
        after += 1
    low, high = max(0, total - 1 - after), min(before, total - 1)
    y = x
    for _ in range(low + int(draw(s) * (high - low + 1))):
        y = node[y, PREV]
    gap = total
    if kept > 0:
        gap = 1 + int(draw(s) * (length - 1))
    for z in range(total):
        if y >= g.nodes or node[y, OWNER] != r:
            return  # a client with two visits on this route took its other one along
        following = node[y, NEXT]
        if not gap <= z < gap + kept:
            take_client(g, s, t, node[y, CLIENT])
        y = following


@compiled
def middle(s: State) -> int:
    """Return the client around whom to ruin: any, and often one that waits though it must be visited."""
    if s.tally[BANKED] > 0 and draw(s) < FOR_WAITING:
        waiting = s.bank[int(draw(s) * s.tally[BANKED])]
        if s.client[waiting, OPTIONAL] == 0:
            return waiting
    return int(draw(s) * s.client.shape[0])


@compiled
def ruin(g: Ground, s: State, t: Week | None, settings: Array) -> None:
    """Take clients out of the routes around a random one."""
    clients = s.client.shape[0]
    mean = max(1, clients - s.tally[BANKED]) / max(1, s.tally[OPEN])
    longest = max(1.0, min(settings[LONGEST_STRING], mean))
    strings = max(1, int(draw(s) * (4.0 * settings[STRINGS] / (1.0 + longest) - 1.0) + 1.0))
    whole = draw(s) < settings[WHOLE]
    outings = t is not None and draw(s) < settings[OUTINGS]
    if whole or outings:
        strings = 1 + int(draw(s) * 2.0)
    seed, done = middle(s), 0
    for j in range(-1, g.around.shape[1]):
        if done >= strings or s.tally[REMOVED] > REMOVABLE:
            break
        c = seed if j < 0 else g.around[seed, j]
        x = a_visit(g, s, c)
        if x < 0:
            continue
        r = s.node[x, OWNER]
        if r <= COURIER:
            take_client(g, s, t, c)
            continue
        if s.route[r, RUINED] == s.tally[ROUNDS]:
            continue
        s.route[r, RUINED] = s.tally[ROUNDS]
        done += 1
        if t is not None and outings:
            take_outing(g, s, t, r)
            continue
        take_some(g, s, t, x, r, s.route[r, COUNT] if whole else 0, longest, settings)
    tidy(g, s, t)


@compiled
def take_some(
    g: Ground, s: State, t: Week | None, x: int, r: int, whole: int, longest: float, settings: Array
) -> None:
    """Take a string around x out of route r, at random and at most ``longest``, or ``whole`` stops."""
    stops = s.route[r, COUNT]
    length = min(stops, int(draw(s) * min(float(stops), longest) + 1.0))
    if whole > 0:
        length = whole
    kept = 0
    if 1 < length < stops and draw(s) < settings[SPLIT]:
        kept = 1
        while length + kept < stops and draw(s) < DEEPER:
            kept += 1
    take_string(g, s, t, x, r, length, kept)


@compiled
def take_outing(g: Ground, s: State, t: Week, r: int) -> None:
    """Take out all trips that the vehicle of route r makes on its day."""
    body, row = t.tables.body[r // DAYS], t.tables.body[r // DAYS]
    while row < t.tables.body.shape[0] and t.tables.body[row] == body:
        other = row * DAYS + r % DAYS
        if s.route[other, KIND] >= 0:
            s.route[other, RUINED] = s.tally[ROUNDS]
            empty(g, s, t, other)
        row += 1


@compiled
def tidy(g: Ground, s: State, t: Week | None) -> None:
    """Close emptied routes, re-time the others; a route of the week that no longer works is emptied."""
    i = 0
    while i < s.tally[SAVED]:
        r = s.saved[i, 0]
        i += 1
        if s.route[r, KIND] < 0:
            continue
        if t is not None and not retime(g, s, t, r):
            empty(g, s, t, r)
            i = 0
            continue
        if s.route[r, COUNT] == 0:
            stop_route(s, t, r)
            continue
        if g.chained:
            s.route[r, READY] = release_of(g, s, r)
        retype(g, s, r)
        refresh(g, s, r, s.type[s.route[r, KIND], CLASS])


@compiled
def empty(g: Ground, s: State, t: Week | None, r: int) -> None:
    """Take every client of a route out."""
    touch(s, t, r)
    x = s.node[g.nodes + 2 * r, NEXT]
    while x < g.nodes:
        take_client(g, s, t, s.node[x, CLIENT])
        x = s.node[g.nodes + 2 * r, NEXT]
