"""Begin a search from a solution: its routes are laid again, what no longer fits waits."""
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

import numpy as np

from solvers.routing.compiled import compiled
from solvers.routing.instance import InstanceSolution
from solvers.routing.ours.anneal import remember
from solvers.routing.ours.from_instance import Asked
from solvers.routing.ours.ground import CLASS_DAY, FIRST_NODE, LAST_NODE, Array, Ground
from solvers.routing.ours.links import choose, drop, fetch, link, release_of, send, unlink
from solvers.routing.ours.segments import refresh
from solvers.routing.ours.state import (
    ASIDE,
    BANKED,
    CHOSEN,
    CLASS,
    CLIENT,
    COUNT,
    DAY,
    FIRST,
    FREE,
    HIGHEST,
    KIND,
    LAST,
    MOVES,
    NOW,
    OWNER,
    PENALTY,
    READY,
    REMOVED,
    ROUNDS,
    SAVED,
    State,
)
from solvers.routing.ours.trial import retime
from solvers.routing.ours.vehicles import NO_TRIP, price, start_route, stop_route
from solvers.routing.ours.week import Week
from solvers.routing.problem import RoutingSolution
from solvers.routing.tables import DAYS


def adopt_week(q: Asked, s: State, t: Week, start: RoutingSolution) -> None:
    """Take over the routes and couriers of a week.

    Each leaves as late as is cheapest, so of the trips of a day the last is laid first.
    """
    for route in sorted(start.routes, key=lambda r: -r.depart_s):
        y = int(t.tables.vehicle_kind[route.vehicle]) * DAYS + route.day
        lay(q.ground, s, t, np.array(route.visits, np.int64), y, route.vehicle * DAYS + route.day, -1)
    for visit, depot in start.couriers:
        send(s, t, visit, depot)
    go_on(q.ground, s, t)


def adopt_instance(q: Asked, s: State, start: InstanceSolution) -> None:
    """Take over the routes of a plain instance."""
    node = {(int(row[CLIENT]), int(row[DAY])): x for x, row in enumerate(q.node)}
    for route in start.routes:
        day, before = int(q.ground.classes[q.type[route.type, CLASS], CLASS_DAY]), -1
        for trip in route.trips:
            nodes = np.array([node[c, day if (c, day) in node else 0] for c in trip], np.int64)
            r = int(s.free[s.tally[FREE] - 1])
            lay(q.ground, s, None, nodes, route.type, r, before)
            before = r if s.route[r, KIND] >= 0 else before
    go_on(q.ground, s, None)


@compiled
def lay(g: Ground, s: State, t: Week | None, nodes: Array, y: int, r: int, earlier: int) -> None:
    """Lay one route through its nodes; when the rules refuse it, it is given up."""
    start_route(g, s, t, r, y, earlier, NO_TRIP)
    p = g.nodes + 2 * r
    for i in range(nodes.shape[0]):
        link(g, s, t, nodes[i], p, r)
        p = nodes[i]
    s.route[r, READY] = release_of(g, s, r) if g.chained else 0
    lawful = s.route[r, COUNT] > 0 and (t is None or retime(g, s, t, r))
    if lawful:
        refresh(g, s, r, s.type[y, CLASS])
    else:
        for i in range(nodes.shape[0]):
            unlink(g, s, t, nodes[i])
        if t is not None:
            retime(g, s, t, r)
        stop_route(s, t, r)
    s.tally[MOVES], s.tally[SAVED] = 0, 0
    s.tally[ROUNDS] += 1  # so that the next change of the route is saved again


@compiled
def go_on(g: Ground, s: State, t: Week | None) -> None:
    """Let clients of whom every visit was laid be served, all others wait, and count what it costs."""
    for c in range(s.client.shape[0]):
        for pattern in range(s.client[c, FIRST], s.client[c, LAST]):
            if s.client[c, CHOSEN] < 0 and complete(g, s, pattern):
                choose(g, s, c, pattern)
                fetch(s, c)
    for x in range(g.nodes):
        if s.node[x, OWNER] != -1 and s.client[s.node[x, CLIENT], CHOSEN] < 0:
            drop(g, s, t, x)
    total = s.tally[ASIDE]
    for r in range(s.tally[HIGHEST]):
        total += price(s, t, r)
    for i in range(s.tally[BANKED]):
        total += s.client[s.bank[i], PENALTY]
    s.tally[NOW], s.tally[REMOVED], s.tally[MOVES], s.tally[SAVED] = total, 0, 0, 0
    s.tally[ROUNDS] += 1
    remember(s, t)


@compiled
def complete(g: Ground, s: State, pattern: int) -> bool:
    """Return whether every visit of a pattern is on a route or with a courier."""
    for row in range(g.pattern[pattern, FIRST_NODE], g.pattern[pattern, LAST_NODE]):
        if s.node[g.pattern_nodes[row], OWNER] == -1:
            return False
    return True
