"""From a plain instance to the search's arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from distribution.errors import EngineError
from solvers.routing.instance import UNLIMITED, Client, Instance, VehicleType
from solvers.routing.ours.choices import by_price, lone
from solvers.routing.ours.granular import around, least, legs, near_depot, nearest, proximity
from solvers.routing.ours.ground import DURATION, FAR, MEMBERS, NO_TIME, WINDOWS, Array, Ground
from solvers.routing.ours.state import (
    AVAILABLE,
    BY_DEPOT,
    CAPACITY,
    CLASS,
    CLIENT,
    DAY,
    EARLY,
    FAR_OFF,
    FIRST,
    FIXED,
    LAST,
    LATE,
    NODE_LOAD,
    OPTIONAL,
    PENALTY,
    PLACE,
    RELEASE,
    SERVICE,
    SINGLE,
    TRIPS,
    UNIT,
    WEEK_KIND,
    WIDTH,
)

WIDEST = 1 << 30  # a figure of travel that fits in 32 bits, sums of three included
MOST = 1 << 56  # a total that leaves room below FAR // 64


def dated(instance: Instance) -> bool:
    """Return whether all clients and vehicles have days, each pattern different ones, or none has any."""
    days = any(t.day is not None for t in instance.types)
    patterns = [p for c in instance.clients for p in c.patterns]
    return (
        all((t.day is not None) == days for t in instance.types)
        and all(bool(c.patterns) == days for c in instance.clients)
        and all(p and min(p) >= 0 and len(set(p)) == len(p) for p in patterns)
    )


def chained(instance: Instance) -> bool:
    """Return whether vehicles may make several trips."""
    return any(t.reloads for t in instance.types)


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A question in arrays: the ground, and the fixed columns of nodes, clients and types."""

    ground: Ground
    node: Array
    client: Array
    type: Array


def question(instance: Instance) -> Asked:
    """Return the arrays of an instance.

    Raises
    ------
    EngineError
        When a total could leave 64 bits.
    """
    nodes, classes = _Nodes(instance.clients), _Classes(instance.types)
    cost = _narrow(instance.distance)
    time = cost if np.array_equal(instance.distance, instance.duration) else _narrow(instance.duration)
    cost_back = _turned(cost)
    time_back = cost_back if time is cost else _turned(time)
    allowed = classes.allowed(nodes)
    penalties = _penalties(instance)
    prices = _alone(instance, classes, nodes, allowed)
    mode, places = _mode(instance), nodes.client_place
    apart = cost[0][np.ix_(places, places)].astype(float)
    depots = sorted({t.start for t in instance.types} | {t.end for t in instance.types})
    far_off = np.min([cost[0][places, d] for d in depots], axis=0) if depots else np.zeros(len(places))
    early, late, service = (_clients(instance, name) for name in ("early", "late", "service"))
    lasting = time[0][np.ix_(places, places)] if mode else np.zeros_like(apart)
    near = nearest(proximity(apart, lasting, service, early, late))
    ground = Ground(
        mode=mode,
        chained=chained(instance),
        nodes=len(nodes.client),
        routes=_routes(instance, len(nodes.client)),
        loads=len(instance.types[0].capacity) if instance.types else 1,
        cost=cost,
        cost_back=cost_back,
        time=time,
        time_back=time_back,
        classes=classes.rows(),
        allowed=allowed,
        alone=prices,
        alone_order=by_price(prices),
        alone_sorted=np.ascontiguousarray(np.sort(prices, axis=0).T),
        dearest=max((t.fixed for t in instance.types), default=0),
        lone=lone(len(nodes.client), nodes.pattern, nodes.pattern_nodes),
        near=near,
        one_matrix=len(cost) == 1,
        near_legs=legs(cost[0], places, near),
        least=least(cost[0], places, np.array(depots, np.int64)),
        least_rate=min((t.per_distance for t in instance.types), default=0),
        around=around(apart),
        pattern=nodes.pattern,
        pattern_nodes=nodes.pattern_nodes,
        day_rows=nodes.day_rows,
        day_nodes=nodes.day_nodes,
    )
    client = np.zeros((len(places), WIDTH + 3), np.int64)
    client[:, SINGLE], client[:, FIRST], client[:, LAST] = nodes.single, nodes.first, nodes.last
    client[:, PENALTY] = penalties
    client[:, OPTIONAL] = [c.prize is not None for c in instance.clients]
    client[:, BY_DEPOT], client[:, FAR_OFF] = near_depot(apart, far_off), far_off
    client[:, WIDTH:] = np.stack([late - early, early, np.where(late < UNLIMITED, late, 0)], axis=1)
    return Asked(ground, _node_rows(instance, nodes), client, _type_rows(instance, classes))


def _clients(instance: Instance, name: str) -> Array:
    return np.array([getattr(c, name) for c in instance.clients], np.int64)


def _node_rows(instance: Instance, nodes: _Nodes) -> Array:
    load = np.array([instance.clients[c].load for c in nodes.client], np.int64).reshape(len(nodes.client), -1)
    rows = np.zeros((len(nodes.client), NODE_LOAD + load.shape[1]), np.int64)
    named = ((PLACE, "place"), (SERVICE, "service"), (EARLY, "early"), (LATE, "late"), (RELEASE, "release"))
    for column, name in named:
        rows[:, column] = _clients(instance, name)[nodes.client]
    rows[:, DAY], rows[:, CLIENT], rows[:, NODE_LOAD:] = nodes.day, nodes.client, load
    return rows


def _type_rows(instance: Instance, classes: _Classes) -> Array:
    capacity = np.array([t.capacity for t in instance.types], np.int64).reshape(len(instance.types), -1)
    rows = np.zeros((len(instance.types), CAPACITY + capacity.shape[1]), np.int64)
    rows[:, CLASS], rows[:, WEEK_KIND], rows[:, CAPACITY:] = classes.of, -1, capacity
    for column, name in ((FIXED, "fixed"), (UNIT, "per_distance"), (AVAILABLE, "available")):
        rows[:, column] = [getattr(t, name) for t in instance.types]
    rows[:, TRIPS] = [t.reloads + 1 for t in instance.types]
    return rows


class _Nodes:
    """The visits of all clients, and which of them make a pattern."""

    def __init__(self, clients: tuple[Client, ...]) -> None:
        days = 1 + max((d for c in clients for p in c.patterns for d in p), default=0)
        rows: list[tuple[int, int]] = []
        patterns: list[tuple[int, int]] = []
        members: list[int] = []
        by_day: list[int] = []
        first: list[int] = []
        last: list[int] = []
        single: list[int] = []
        self.day_rows = np.zeros((len(clients), days, 2), np.int64)
        for c, client in enumerate(clients):
            begin = len(rows)
            wanted = sorted({d for p in client.patterns for d in p}) or [0]
            rows += [(c, d) for d in wanted]
            node = {d: begin + i for i, d in enumerate(wanted)}
            first.append(len(patterns))
            for pattern in client.patterns or ((0,),):
                patterns.append((len(members), len(members) + len(pattern)))
                members += [node[d] for d in pattern]
            last.append(len(patterns))
            single.append(begin if len(wanted) == 1 else -1)
            for d in range(days):
                begins = len(by_day)
                by_day += [node[d]] if d in node else []
                self.day_rows[c, d] = begins, len(by_day)
        self.client = np.array([c for c, _ in rows], np.int64)
        self.day = np.array([d for _, d in rows], np.int64)
        self.client_place = np.array([c.place for c in clients], np.int64)
        self.first, self.last = np.array(first, np.int64), np.array(last, np.int64)
        self.single = np.array(single, np.int64)
        self.pattern = np.array([(a, b, 0) for a, b in patterns], np.int64).reshape(-1, 3)
        self.pattern_nodes = np.array(members, np.int64)
        self.day_nodes = np.array(by_day, np.int64)
        self.early = np.array([clients[c].early for c in self.client], np.int64)
        self.late = np.array([clients[c].late for c in self.client], np.int64)


class _Classes:
    """Vehicle types by what decides when and where they drive."""

    def __init__(self, types: tuple[VehicleType, ...]) -> None:
        keys: dict[tuple[int | None, ...], int] = {}
        of = [keys.setdefault(_class_key(t), len(keys)) for t in types]
        self.of = np.array(of, np.int64)
        self.first = [types[of.index(k)] for k in range(len(keys))]

    def rows(self) -> Array:
        """Return the columns of every class and the types in it."""
        sizes = np.bincount(self.of, minlength=len(self.first))
        rows = np.full((len(self.first), MEMBERS + int(sizes.max(initial=0))), -1, np.int64)
        for k, t in enumerate(self.first):
            rows[k, :MEMBERS] = (
                t.start,
                t.end,
                t.early,
                t.late,
                t.longest,
                t.profile,
                t.profile,
                t.day or 0,
                sizes[k],
            )
            rows[k, MEMBERS : MEMBERS + sizes[k]] = np.flatnonzero(self.of == k)
        return rows

    def allowed(self, nodes: _Nodes) -> Array:
        """Return whether a class may visit a node at all: the same day, and windows that meet."""
        rows = [
            (nodes.early <= t.late)
            & (nodes.late >= t.early)
            & ((t.day is None) | (nodes.day == (t.day or 0)))
            for t in self.first
        ]
        return np.array(rows, np.bool_)


def _class_key(t: VehicleType) -> tuple[int | None, ...]:
    return (t.start, t.end, t.early, t.late, t.longest, t.profile, t.day)


def _mode(instance: Instance) -> int:
    if any(t.longest < UNLIMITED for t in instance.types):
        return DURATION
    windows = any(c.late < UNLIMITED or c.early > 0 for c in instance.clients)
    hours = any(t.late < UNLIMITED for t in instance.types)
    return WINDOWS if windows or hours or chained(instance) else NO_TIME


def _narrow(matrix: Array) -> Array:
    return np.ascontiguousarray(matrix, np.int32 if matrix.max(initial=0) < WIDEST else np.int64)


def _turned(matrix: Array) -> Array:
    """Return the way back; the same array where there is no difference, so that it stays in the cache."""
    back = np.ascontiguousarray(matrix.transpose(0, 2, 1))
    return matrix if np.array_equal(matrix, back) else back


def _routes(instance: Instance, nodes: int) -> int:
    trips = sum(t.available * min(t.reloads + 1, nodes) for t in instance.types)
    return max(1, min(trips, nodes))


def _penalties(instance: Instance) -> Array:
    """Return what leaving a client out costs: its prize, or more than any way to serve anybody.

    All who must be visited have the same price, so that the search may freely change who waits.
    """
    fixed = max((t.fixed for t in instance.types), default=0)
    unit = max((t.per_distance for t in instance.types), default=1)
    visits = max((len(p) for c in instance.clients for p in c.patterns), default=1)
    must = 4 * (2 * int(instance.distance.max(initial=0)) * unit + fixed) * visits + 1
    prices = [must if c.prize is None else c.prize for c in instance.clients]
    if max(sum(prices), must * len(prices)) > MOST:
        raise EngineError("the costs of this instance are too large for 64-bit sums")
    return np.array(prices, np.int64)


def _alone(instance: Instance, classes: _Classes, nodes: _Nodes, allowed: Array) -> Array:
    """Return (types, nodes): the price of a route with one node, FAR where a rule forbids it."""
    place = nodes.client_place[nodes.client]
    load = np.array([instance.clients[c].load for c in nodes.client], np.int64)
    service = np.array([instance.clients[c].service for c in nodes.client], np.int64)
    release = np.array([instance.clients[c].release for c in nodes.client], np.int64)
    rows = []
    for y, t in enumerate(instance.types):
        distance, duration = instance.distance[t.profile], instance.duration[t.profile]
        out, home = duration[t.start, place], duration[place, t.end]
        begin = np.maximum(np.maximum(t.early, release) + out, nodes.early)
        possible = (load <= np.array(t.capacity)).all(axis=1) & allowed[classes.of[y]]
        possible &= (begin <= nodes.late) & (begin + service + home <= t.late)
        possible &= out + service + home <= t.longest
        price = t.fixed + t.per_distance * (distance[t.start, place] + distance[place, t.end])
        rows.append(np.where(possible, price, FAR))
    return np.array(rows, np.int64)
