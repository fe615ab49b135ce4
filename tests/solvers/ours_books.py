"""What the search's arrays say against what the linked lists say: every figure counted again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from solvers.routing.instance import Instance, InstanceRoute, InstanceSolution
from solvers.routing.ours import state as at
from solvers.routing.ours.from_instance import Asked
from solvers.routing.ours.ground import (
    DURATION,
    FINISH,
    FIRST_NODE,
    LAST_NODE,
    MATRIX,
    PROFILE,
    START,
    WINDOWS,
)
from solvers.routing.ours.state import State
from solvers.routing.plain.referee import judge, route_cost
from solvers.routing.plain.schedule import (
    calls_of,
    earliest_starts,
    latest_starts,
    legs_of,
    minimal_duration,
)


def opened(s: State) -> list[int]:
    """Return the routes that are open."""
    return [int(r) for r in np.flatnonzero(s.route[:, at.KIND] >= 0)]


def stops(q: Asked, s: State, r: int) -> list[int]:
    """Return the nodes of a route in order, as the forward links tell."""
    found, x = [], int(s.node[q.ground.nodes + 2 * r, at.NEXT])
    while x < q.ground.nodes and len(found) <= q.ground.nodes:
        found.append(x)
        x = int(s.node[x, at.NEXT])
    return found


def present(q: Asked, s: State) -> tuple[InstanceSolution, list[list[int]]]:
    """Return the present solution of a plain instance, and the routes of the state that make each of its."""
    routes, made = [], []
    for head in (r for r in opened(s) if s.route[r, at.EARLIER] < 0):
        chain = [head]
        while s.route[chain[-1], at.LATER] >= 0 and len(chain) <= len(s.route):
            chain.append(int(s.route[chain[-1], at.LATER]))
        trips = tuple(tuple(int(q.node[x, at.CLIENT]) for x in stops(q, s, r)) for r in chain)
        routes.append(InstanceRoute(type=int(s.route[head, at.KIND]), trips=trips))
        made.append(chain)
    return InstanceSolution(routes=tuple(routes)), made


def faults(q: Asked, s: State) -> list[str]:
    """Return every figure that is not what the links give; the same for the week and for plain instances."""
    return [
        *_links(q, s),
        *(fault for r in opened(s) for fault in _figures(q, s, r)),
        *_free(s),
        *_types(s),
        *_served(q, s),
        *_bank(s),
    ]


def plain_faults(instance: Instance, q: Asked, s: State) -> list[str]:
    """Return what a plain instance's state has wrong besides: trips, segments of time, cost, law."""
    solution, chains = present(q, s)
    judgement = judge(instance, solution)
    waiting = [int(c) for c in np.flatnonzero(s.client[:, at.CHOSEN] < 0)]
    prizes = sum(instance.clients[c].prize or 0 for c in waiting)
    now = judgement.cost - prizes + int(s.client[waiting, at.PENALTY].sum())
    found = [v for v in judgement.violations if not v.startswith("missing")]
    found += [] if now == s.tally[at.NOW] else [f"the objective is {now}, the tally {s.tally[at.NOW]}"]
    for route, chain in zip(solution.routes, chains, strict=True):
        found += _trips(instance, s, route, chain)
        found += _segments(instance, q, s, route, chain)
    return found


def _links(q: Asked, s: State) -> Iterator[str]:
    n, where = q.ground.nodes, {}
    for r in opened(s):
        walked = [n + 2 * r, *stops(q, s, r), n + 2 * r + 1]
        for x, y in pairwise(walked):
            if s.node[x, at.NEXT] != y or s.node[y, at.PREV] != x:
                yield f"route {r}: {x} and {y} are not linked both ways"
        where.update((x, r) for x in walked[1:-1])
    for x in range(n):
        owner = int(s.node[x, at.OWNER])
        if owner > at.COURIER and owner != where.get(x, -1):
            yield f"node {x} says route {owner}, the links {where.get(x, -1)}"


def _figures(q: Asked, s: State, r: int) -> Iterator[str]:
    g, row, nodes = q.ground, s.route[r], stops(q, s, r)
    classed = g.classes[s.type[row[at.KIND], at.CLASS]]
    a = g.nodes + 2 * r
    if (s.node[a, at.PLACE], s.node[a + 1, at.PLACE]) != (classed[START], classed[FINISH]):
        yield f"route {r} begins or ends elsewhere than its class"
    edges = [
        int(g.cost[classed[MATRIX], s.node[x, at.PLACE], s.node[y, at.PLACE]])
        for x, y in pairwise([a, *nodes, a + 1])
    ]
    if [int(s.node[x, at.EDGE]) for x in (a, *nodes)] != edges:
        yield f"route {r}: edges {[int(s.node[x, at.EDGE]) for x in (a, *nodes)]}, counted {edges}"
    if row[at.COST] != sum(edges):
        yield f"route {r} costs {row[at.COST]}, counted {sum(edges)}"
    if row[at.COUNT] != len(nodes) or not nodes:
        yield f"route {r} has {row[at.COUNT]} stops, counted {len(nodes)}"
    load = q.node[nodes, at.NODE_LOAD :].sum(axis=0)
    if (row[at.LOAD :] != load).any():
        yield f"route {r} carries {row[at.LOAD :]}, counted {load}"
    if (load > s.type[row[at.KIND], at.CAPACITY :]).any():
        yield f"route {r} carries {load}, its type holds {s.type[row[at.KIND], at.CAPACITY :]}"
    if not g.allowed[s.type[row[at.KIND], at.CLASS], nodes].all():
        yield f"route {r} calls where its class may not"


def _free(s: State) -> Iterator[str]:
    free = s.free[: s.tally[at.FREE]]
    if sorted(free) != [r for r in range(len(s.route)) if s.route[r, at.KIND] < 0]:
        yield "the stack of unused routes is wrong"
    if [int(x) for x in s.route[free, at.FREE_AT]] != list(range(len(free))):
        yield "an unused route does not know where it lies in the stack"
    if s.tally[at.OPEN] != len(opened(s)) or s.tally[at.HIGHEST] <= max(opened(s), default=-1):
        yield "the tally of open routes is wrong"


def _types(s: State) -> Iterator[str]:
    used = Counter(int(s.route[r, at.KIND]) for r in opened(s) if s.route[r, at.EARLIER] < 0)
    for y, row in enumerate(s.type):
        if row[at.USED] != used[y] or used[y] > row[at.AVAILABLE]:
            yield f"type {y}: {row[at.USED]} said to be used, {used[y]} are, {row[at.AVAILABLE]} there are"


def _served(q: Asked, s: State) -> Iterator[str]:
    wanted: set[int] = set()
    for chosen in s.client[:, at.CHOSEN]:
        if chosen >= 0:
            first, last = q.ground.pattern[chosen, FIRST_NODE], q.ground.pattern[chosen, LAST_NODE]
            wanted |= {int(x) for x in q.ground.pattern_nodes[first:last]}
    if {int(x) for x in np.flatnonzero(s.node[: q.ground.nodes, at.OWNER] != -1)} != wanted:
        yield "not the visits of the patterns chosen are made"


def _bank(s: State) -> Iterator[str]:
    bank = s.bank[: s.tally[at.BANKED]]
    if sorted(bank) != list(np.flatnonzero(s.client[:, at.CHOSEN] < 0)):
        yield "the bank does not hold who is not served"
    if [int(x) for x in s.client[bank, at.BANK_AT]] != list(range(len(bank))):
        yield "a waiting client does not know where it lies in the bank"


def _trips(instance: Instance, s: State, route: InstanceRoute, chain: list[int]) -> Iterator[str]:
    rows = s.route[chain]
    if [int(r) for r in rows[:, at.EARLIER]] != [-1, *chain[:-1]] or (rows[:, at.KIND] != route.type).any():
        yield f"the trips {chain} are not linked both ways, or of several types"
    cost = int(s.type[route.type, at.FIXED] + s.type[route.type, at.UNIT] * rows[:, at.COST].sum())
    if cost != route_cost(instance, route):
        yield f"the trips {chain} cost {cost}, the referee says {route_cost(instance, route)}"
    for r, trip in zip(chain, route.trips, strict=True):
        release = max(instance.clients[c].release for c in trip)
        if s.route[r, at.READY] != release:
            yield f"trip {r} is ready at {s.route[r, at.READY]}, its clients at {release}"


def _segments(
    instance: Instance, q: Asked, s: State, route: InstanceRoute, chain: list[int]
) -> Iterator[str]:
    nodes = [x for r in chain for x in (q.ground.nodes + 2 * r, *stops(q, s, r))]
    calls = calls_of(instance, route)
    legs = legs_of(instance, route, calls)
    if q.ground.mode == WINDOWS:
        ends = [
            start + call.service
            for start, call in zip(earliest_starts(calls, legs, calls[0].early), calls, strict=True)
        ]
        if [int(s.node[x, at.BEGIN]) for x in nodes] != ends[:-1]:
            yield f"trips {chain}: ends {[int(s.node[x, at.BEGIN]) for x in nodes]}, counted {ends[:-1]}"
        latest = latest_starts(calls, legs)
        inner = [i for i, x in enumerate(nodes) if x < q.ground.nodes]
        if [int(s.node[nodes[i], at.END_ON]) for i in inner] != [latest[i] for i in inner]:
            yield f"trips {chain}: latest starts are wrong"
    elif q.ground.mode == DURATION:
        for x in nodes[1:]:
            if _whole_duration(q, s, x) != minimal_duration(instance, route):
                yield f"route {chain[0]}: its parts joined at {x} do not last as long as the whole"


def _whole_duration(q: Asked, s: State, x: int) -> int:
    """Return how long a route lasts by the part up to node x and the part after it (Vidal et al. 2013)."""
    y, row = int(s.node[x, at.NEXT]), s.node[x]
    kind = s.route[row[at.OWNER], at.KIND]
    time = q.ground.time[q.ground.classes[s.type[kind, at.CLASS], PROFILE]]
    drive = int(row[at.DRIVE]) + int(time[row[at.PLACE], s.node[y, at.PLACE]])
    wait = max(int(s.node[y, at.BEGIN_ON]) - drive - int(row[at.END]), 0)
    return drive + int(s.node[y, at.DRIVE_ON]) + wait
