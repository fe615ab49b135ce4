"""Where a courier costs less than the detour, or than a whole route, it carries the visit."""

from __future__ import annotations

import numpy as np

from solvers.routing.cheapest import courier
from solvers.routing.placing import clear, put, take
from solvers.routing.tables import COURIER, State, Tables, new_work


def by_courier_where_cheaper(t: Tables, state: State) -> int:
    """Hand visits, and whole routes, to couriers while that saves money; returns đồng saved."""
    saved = 0
    while gain := _whole_routes(t, state) + _single_visits(t, state):
        saved += gain
    return saved


def _whole_routes(t: Tables, state: State) -> int:
    saved = 0
    for slot in np.flatnonzero(state.route["size"]).tolist():
        visits = [int(v) for v in state.seq[slot, : state.route["size"][slot]]]
        offers = [courier(t, v) for v in visits]
        gain = int(state.route["cost"][slot]) - sum(cost for cost, _ in offers)
        if gain <= 0 or any(t.client["vehicle"][t.visit["client"][v]] >= 0 for v in visits):
            continue
        clear(t, state, slot)
        for visit, (_, depot) in zip(visits, offers, strict=True):
            state.visit_slot[visit] = COURIER - depot
        saved += gain
    return saved


def _single_visits(t: Tables, state: State) -> int:
    saved, work = 0, new_work()
    for visit in np.flatnonzero(state.visit_slot >= 0).tolist():
        slot = int(state.visit_slot[visit])
        price, depot = courier(t, visit)
        before = int(state.route["cost"][slot])
        if depot < 0 or price >= before or t.client["vehicle"][t.visit["client"][visit]] >= 0:
            continue
        at = int(np.flatnonzero(state.seq[slot, : state.route["size"][slot]] == visit)[0])
        depart = int(state.route["depart"][slot])
        if not take(t, state, work, int(visit)):
            continue
        gain = before - int(state.route["cost"][slot]) - price
        if gain > 0:
            state.visit_slot[visit] = COURIER - depot
            saved += gain
        else:
            put(t, state, work, int(visit), slot, at, depart)
    return saved
