"""From the week's problem to the search's arrays, and the best found back again."""

from __future__ import annotations

import numpy as np

from solvers.routing.ours.choices import by_price, lone
from solvers.routing.ours.from_instance import Asked
from solvers.routing.ours.granular import around, least, legs, near_depot, nearest
from solvers.routing.ours.ground import FAR, MEMBERS, WINDOWS, Array, Ground
from solvers.routing.ours.state import (
    AVAILABLE,
    BEST_DEPART,
    BEST_KIND,
    BY_DEPOT,
    CAPACITY,
    CLASS,
    CLIENT,
    COURIER,
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
    SERVICE,
    SINGLE,
    TOLL,
    TRIPS,
    UNIT,
    WEEK_KIND,
    WIDTH,
    State,
)
from solvers.routing.ours.stops import stops
from solvers.routing.problem import RouteChoice, RoutingProblem, RoutingSolution
from solvers.routing.tables import (
    CLOCK_DAYS,
    DAYS,
    LOADING_S,
    MAX_NIGHTS,
    NIGHT_VND,
    VALUE_CAP,
    Tables,
)

DAY_S = 86_400


def question(problem: RoutingProblem) -> Asked:
    """Return the arrays of a week: a class and a type for every kind of vehicle and day."""
    t = problem.tables
    cost = np.ascontiguousarray(t.leg_vnd, np.int32 if t.leg_vnd.max(initial=0) < 1 << 30 else np.int64)
    time = np.ascontiguousarray(t.travel["free_s"] + t.travel["ferry_s"], np.int32)
    places = t.client["place"]
    apart = (cost[0] + cost[0].T)[np.ix_(places, places)].astype(float)
    far_off = np.min([cost[0][places, d] for d in t.depot["place"]], axis=0)
    classes, allowed, alone = _classes(t), _allowed(t), _alone(t)
    day_rows, day_nodes = _by_day(t)
    near = nearest(_without_self(apart))
    pattern = np.stack([t.pattern["first"], t.pattern["last"], t.pattern["vnd"]], axis=1)
    ground = Ground(
        mode=WINDOWS,
        chained=False,
        nodes=len(t.visit),
        routes=len(t.vehicle_kind) * DAYS,
        loads=3,
        cost=cost,
        cost_back=np.ascontiguousarray(cost.transpose(0, 2, 1)),
        time=time,
        time_back=np.ascontiguousarray(time.transpose(0, 2, 1)),
        classes=classes,
        allowed=allowed,
        alone=alone,
        alone_order=by_price(alone),
        alone_sorted=np.ascontiguousarray(np.sort(alone, axis=0).T),
        dearest=int(t.kind["day_vnd"].max(initial=0)),
        lone=lone(len(t.visit), pattern, np.arange(len(t.visit))),
        near=near,
        one_matrix=len(cost) == 1,
        near_legs=legs(cost[0], places, near),
        least=least(cost[0], places, t.depot["place"]),
        least_rate=1,
        around=around(apart),
        pattern=pattern,
        pattern_nodes=np.arange(len(t.visit)),
        day_rows=day_rows,
        day_nodes=day_nodes,
    )
    return Asked(ground, _nodes(t), _client_rows(t, near_depot(apart, far_off), far_off), _types(t))


def _without_self(apart: Array) -> Array:
    made = apart.copy()
    np.fill_diagonal(made, np.inf)
    return made


def _classes(t: Tables) -> Array:
    """Return a class a kind and day; the last return is generous, the week's rules judge it exactly."""
    rows = np.zeros((len(t.kind) * DAYS, MEMBERS + 1), np.int64)
    for k, kind in enumerate(t.kind):
        depot = t.depot[kind["depot"]]
        for day in range(DAYS):
            opens = day * DAY_S + depot["opens_s"] + t.rules[LOADING_S]
            closes = (day + 1 + t.rules[MAX_NIGHTS]) * DAY_S
            y = k * DAYS + day
            place, typ, profile = depot["place"], kind["type"], kind["profile"]
            rows[y] = (place, place, opens, closes, FAR, typ, profile, day, 1, y)
    return rows


def _allowed(t: Tables) -> Array:
    """Return whether a kind on a day may call at a visit: its depot has the stock, nights suffice."""
    days = np.arange(DAYS)[None, :, None]
    ready = t.ready_day[t.visit["client"]][:, t.kind["depot"]].T[:, None, :] <= days
    visit = t.visit["day"][None, None, :]
    return np.ascontiguousarray(
        (ready & (visit >= days) & (visit <= days + t.rules[MAX_NIGHTS])).reshape(-1, len(t.visit))
    )


def _alone(t: Tables) -> Array:
    """Return what a route with one visit costs at least."""
    visit, place = t.visit, t.client["place"][t.visit["client"]]
    home = t.depot["place"][t.kind["depot"]]
    legs = np.array(
        [
            t.leg_vnd[k["type"], h, place] + t.leg_vnd[k["type"], place, h]
            for k, h in zip(t.kind, home, strict=True)
        ]
    ).reshape(len(t.kind), len(visit))
    nights = visit["day"][None, None, :] - np.arange(DAYS)[None, :, None]
    price = legs[:, None, :] + visit["avoid_vnd"] + t.kind["day_vnd"][:, None, None] * (1 + nights)
    price = price + np.where(nights > 0, t.rules[NIGHT_VND], 0) * t.kind["crew"][:, None, None]
    fits = (visit["boxes"] <= t.kind["boxes"][:, None]) & (visit["g"] <= t.kind["payload_g"][:, None])
    price = np.where(fits[:, None, :], price, FAR).reshape(-1, len(visit))
    return np.ascontiguousarray(np.where(_allowed(t), price, FAR))


def _by_day(t: Tables) -> tuple[Array, Array]:
    """Return each client's visits by day, as rows of one list."""
    rows = np.zeros((len(t.client), CLOCK_DAYS, 2), np.int64)
    order = np.lexsort((np.arange(len(t.visit)), t.visit["day"], t.visit["client"]))
    key = t.visit["client"][order] * CLOCK_DAYS + t.visit["day"][order]
    for day in range(CLOCK_DAYS):
        wanted = np.arange(len(t.client)) * CLOCK_DAYS + day
        rows[:, day, 0], rows[:, day, 1] = np.searchsorted(key, wanted), np.searchsorted(key, wanted, "right")
    return rows, order


def _nodes(t: Tables) -> Array:
    rows = np.zeros((len(t.visit), NODE_LOAD + 3), np.int64)
    service = t.visit["service_s"]
    closing = t.windows[:, :, 1] - service[:, None]
    real = closing >= t.windows[:, :, 0]
    rows[:, EARLY] = np.where(real, t.windows[:, :, 0], FAR).min(axis=1, initial=FAR)
    rows[:, LATE] = np.where(real, closing, -1).max(axis=1, initial=-1)
    rows[:, PLACE], rows[:, SERVICE] = t.client["place"][t.visit["client"]], service
    rows[:, DAY], rows[:, TOLL], rows[:, CLIENT] = t.visit["day"], t.visit["avoid_vnd"], t.visit["client"]
    for d, name in enumerate(("boxes", "g", "vnd")):
        rows[:, NODE_LOAD + d] = t.visit[name]
    return rows


def _client_rows(t: Tables, by_depot: Array, far_off: Array) -> Array:
    rows = np.zeros((len(t.client), WIDTH + 3), np.int64)
    rows[:, SINGLE], rows[:, FIRST], rows[:, LAST] = -1, t.client["first"], t.client["last"]
    rows[:, PENALTY], rows[:, OPTIONAL] = t.client["out_vnd"], 1
    rows[:, BY_DEPOT], rows[:, FAR_OFF] = by_depot, far_off
    rows[:, WIDTH] = t.client["last"] - t.client["first"]
    return rows


def _types(t: Tables) -> Array:
    kinds = np.repeat(t.kind, DAYS)
    rows = np.zeros((len(kinds), CAPACITY + 3), np.int64)
    rows[:, CLASS], rows[:, UNIT], rows[:, FIXED] = np.arange(len(kinds)), 1, kinds["day_vnd"]
    rows[:, AVAILABLE], rows[:, WEEK_KIND] = len(t.vehicle_kind), np.repeat(np.arange(len(t.kind)), DAYS)
    rows[:, TRIPS] = 1
    rows[:, CAPACITY], rows[:, CAPACITY + 1] = kinds["boxes"], kinds["payload_g"]
    rows[:, CAPACITY + 2] = t.rules[VALUE_CAP]
    return rows


def solution(q: Asked, s: State) -> RoutingSolution:
    """Return the best week found."""
    owner, routes = s.best_node[: q.ground.nodes, 1], []
    for r in np.flatnonzero(s.best_route[:, BEST_KIND] >= 0):
        visits = tuple(stops(q.ground.nodes, s, int(r)))
        if visits:
            depart = int(s.best_route[r, BEST_DEPART])
            routes.append(
                RouteChoice(vehicle=int(r) // DAYS, day=int(r) % DAYS, depart_s=depart, visits=visits)
            )
    return RoutingSolution(
        routes=tuple(routes),
        couriers=tuple((int(v), int(COURIER - owner[v])) for v in np.flatnonzero(owner <= COURIER)),
        unserved=tuple(int(c) for c in np.flatnonzero(s.best_chosen < 0)),
    )
