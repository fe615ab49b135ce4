"""A route's time in segments, so that one more stop is judged without walking the route (compiled).

With windows only: the earliest end of service from the front, the latest arrival from the back.  With
a longest duration: duration, earliest and latest start of both parts (Vidal et al. 2013).
"""
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from solvers.routing.compiled import compiled, inlined
from solvers.routing.ours.ground import (
    CLOSES,
    FINISH,
    LONGEST,
    NO_TIME,
    OPENS,
    PROFILE,
    START,
    WINDOWS,
    Ground,
)
from solvers.routing.ours.state import (
    BEGIN,
    BEGIN_ON,
    DRIVE,
    DRIVE_ON,
    EARLIER,
    EARLY,
    END,
    END_ON,
    LATE,
    LATER,
    NEXT,
    PATH,
    PLACE,
    PREV,
    READY,
    RELEASE,
    SERVICE,
    State,
)


@inlined
def forward(g: Ground, s: State, x: int, k: int, whole: bool) -> None:
    """Recompute segments from the front, from node x on; stops where nothing changes unless ``whole``."""
    n, node, time = g.nodes, s.node, g.time[g.classes[k, PROFILE]]
    while x < n:
        p = node[x, PREV]
        t = time[node[p, PLACE], node[x, PLACE]]
        if g.mode == WINDOWS:
            end = max(node[p, BEGIN] + t, node[x, EARLY]) + node[x, SERVICE]
            node[x, PATH] = node[p, PATH] + t + node[x, SERVICE]
            if end == node[x, BEGIN] and not whole:
                return
            node[x, BEGIN] = end
        else:
            drive = node[p, DRIVE] + t
            wait = max(node[x, EARLY] - drive - node[p, END], 0)
            begin = max(node[x, EARLY] - drive, node[p, BEGIN]) - wait
            end = min(node[x, LATE] - drive, node[p, END])
            drive += node[x, SERVICE] + wait
            if drive == node[x, DRIVE] and begin == node[x, BEGIN] and end == node[x, END] and not whole:
                return
            node[x, DRIVE], node[x, BEGIN], node[x, END] = drive, begin, end
        x = node[x, NEXT]


@inlined
def backward(g: Ground, s: State, x: int, k: int, whole: bool) -> None:
    """Recompute segments from the back, from node x to the front."""
    n, node, time = g.nodes, s.node, g.time[g.classes[k, PROFILE]]
    while x < n:
        y = node[x, NEXT]
        t = node[x, SERVICE] + time[node[x, PLACE], node[y, PLACE]]
        end = min(node[y, END_ON] - t, node[x, LATE])
        if g.mode == WINDOWS:
            if end == node[x, END_ON] and not whole:
                return
            node[x, END_ON] = end
        else:
            wait = max(node[y, BEGIN_ON] - t - node[x, LATE], 0)
            begin = max(node[y, BEGIN_ON] - t, node[x, EARLY]) - wait
            drive = t + node[y, DRIVE_ON] + wait
            same = drive == node[x, DRIVE_ON] and begin == node[x, BEGIN_ON] and end == node[x, END_ON]
            if same and not whole:
                return
            node[x, DRIVE_ON], node[x, BEGIN_ON], node[x, END_ON] = drive, begin, end
        x = node[x, PREV]


@compiled
def bracket(g: Ground, s: State, r: int, k: int) -> None:
    """Set the sentinels of a route to its class; after an earlier and before a later trip of its vehicle."""
    a = g.nodes + 2 * r
    b, node, row = a + 1, s.node, g.classes[k]
    node[a, PLACE], node[b, PLACE] = row[START], row[FINISH]
    opens, closes = max(row[OPENS], s.route[r, READY]), row[CLOSES]
    if s.route[r, EARLIER] >= 0:
        opens = max(opens, node[g.nodes + 2 * s.route[r, EARLIER] + 1, BEGIN])
    if s.route[r, LATER] >= 0:
        closes = min(closes, node[g.nodes + 2 * s.route[r, LATER], END_ON])
    node[a, DRIVE], node[a, BEGIN], node[a, END], node[a, PATH] = 0, opens, row[CLOSES], 0
    node[b, DRIVE_ON], node[b, BEGIN_ON], node[b, END_ON] = 0, row[OPENS], closes


@compiled
def close_ends(g: Ground, s: State, r: int, k: int) -> None:
    """Write when a trip is back and when it must leave, for the trips that follow and precede it."""
    a, node, f = g.nodes + 2 * r, s.node, g.classes[k, PROFILE]
    b = a + 1
    last, first = node[b, PREV], node[a, NEXT]
    node[b, BEGIN] = node[last, BEGIN] + g.time[f, node[last, PLACE], node[b, PLACE]]
    node[a, END_ON] = node[first, END_ON] - g.time[f, node[a, PLACE], node[first, PLACE]]


@compiled
def refresh(g: Ground, s: State, r: int, k: int) -> None:
    """Recompute a route's segments; with several trips, of all trips of its vehicle."""
    if g.mode == NO_TIME:
        return
    head = r
    while s.route[head, EARLIER] >= 0:
        head = s.route[head, EARLIER]
    tail = head
    while True:
        bracket(g, s, tail, k)
        forward(g, s, s.node[g.nodes + 2 * tail, NEXT], k, True)
        if g.chained:
            close_ends(g, s, tail, k)
        if s.route[tail, LATER] < 0:
            break
        tail = s.route[tail, LATER]
    while tail >= 0:
        if g.chained:
            bracket(g, s, tail, k)
        backward(g, s, s.node[g.nodes + 2 * tail + 1, PREV], k, True)
        if g.chained:
            close_ends(g, s, tail, k)
        tail = s.route[tail, EARLIER]


@compiled
def extend(g: Ground, s: State, v: int, k: int) -> None:
    """Bring the segments of a route up to date after node v came in, as far as they change."""
    node = s.node
    node[v, BEGIN], node[v, END_ON], node[v, BEGIN_ON] = -1 << 60, -1 << 60, -1 << 60
    forward(g, s, v, k, False)
    backward(g, s, v, k, False)


@inlined
def in_time(g: Ground, s: State, r: int, k: int, v: int, p: int, y: int) -> bool:
    """Return whether node v between p and y keeps every window and the longest duration."""
    node, f, place = s.node, g.classes[k, PROFILE], s.node[v, PLACE]
    t = g.time_back[f, place, node[p, PLACE]]
    on = node[v, SERVICE] + g.time[f, place, node[y, PLACE]]
    if g.mode == WINDOWS:
        start = max(node[p, BEGIN] + t, node[v, EARLY])
        if g.chained:
            if node[v, RELEASE] > node[g.nodes + 2 * r, END_ON]:
                return False  # the trip would leave too late for those whom it carries already
            start = max(start, node[v, RELEASE] + node[p, PATH] + t)
        return start <= node[v, LATE] and start + on <= node[y, END_ON]
    drive = node[p, DRIVE] + t
    if node[p, BEGIN] + drive > node[v, LATE]:
        return False
    wait = max(node[v, EARLY] - drive - node[p, END], 0)
    begin = max(node[v, EARLY] - drive, node[p, BEGIN]) - wait
    end = min(node[v, LATE] - drive, node[p, END])
    drive += wait + on
    if begin + drive > node[y, END_ON]:
        return False
    wait = max(node[y, BEGIN_ON] - drive - end, 0)
    return drive + node[y, DRIVE_ON] + wait <= g.classes[k, LONGEST]
