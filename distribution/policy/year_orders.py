"""Orders and shipments of a week: centres from depots, depots from the chain, the chain from suppliers."""

from __future__ import annotations

import numpy as np

from distribution.policy.compiled import compiled
from distribution.policy.question import CentreTables, Chance, DepotTables, ProductTables, SupplyTables
from distribution.policy.year_chance import GOLD, LATE, mixed, uniform
from distribution.policy.year_state import (
    CUT,
    RECEIVED,
    SHIPPED,
    VISIT_ML,
    VISITS,
    Counts,
    State,
)

TURN = 7  # places by which the first in turn moves on from week to week


@compiled
def order_at_centres(
    t: int, state: State, centres: CentreTables, products: ProductTables, counts: Counts
) -> None:
    """Order up to the level, in whole packs; where the refrigerator is too small, priority 3 is cut first."""
    for p in range(products.pack.shape[0]):
        pack = products.pack[p]
        for c in range(state.stock.shape[1]):
            state.order[p, c] = 0
            if not centres.orders[t, c]:
                continue
            position = state.stock[p, c] - state.waiting[p, c]
            for slot in range(state.coming.shape[0]):
                position += state.coming[slot, p, c]
            lacking = centres.level[t, p, c] - position
            if lacking > 0:
                state.order[p, c] = (lacking + pack - 1) // pack * pack
    for priority in range(1, 4):
        _fit(priority, state, centres, products, counts)


@compiled
def _fit(priority: int, state: State, centres: CentreTables, products: ProductTables, counts: Counts) -> None:
    """Cut a priority's orders of each centre in equal parts to the room that is left, and take that room."""
    share = state.share
    for c in range(share.shape[0]):
        share[c] = 0.0
    for p in range(products.pack.shape[0]):
        if products.priority[p] == priority:
            for c in range(share.shape[0]):
                share[c] += state.order[p, c] * products.dose_ml[p]
    for c in range(share.shape[0]):
        room = max(centres.room_ml[c] - state.position_ml[c], 0.0)
        share[c] = 1.0 if share[c] <= room else room / share[c]
    for p in range(products.pack.shape[0]):
        if products.priority[p] != priority:
            continue
        pack = products.pack[p]
        for c in range(share.shape[0]):
            if share[c] < 1.0 and state.order[p, c] > 0:
                kept = np.int32(state.order[p, c] // pack * share[c]) * pack
                counts.cell[CUT, p, c] += state.order[p, c] - kept
                state.order[p, c] = kept
            state.position_ml[c] += state.order[p, c] * products.dose_ml[p]


@compiled
def ship_to_centres(
    t: int, lead: int, state: State, centres: CentreTables, products: ProductTables, counts: Counts
) -> None:
    """Ship from every depot what was ordered there, or equal parts of it in whole packs."""
    depots, slots = state.depot_stock.shape[1], state.coming.shape[0]
    slot = (t + lead) % slots
    for p in range(products.pack.shape[0]):
        for d in range(depots):
            state.depot_order[p, d] = 0
        for c in range(state.stock.shape[1]):
            state.depot_order[p, centres.depot[c]] += state.order[p, c]
        pack = products.pack[p]
        for d in range(depots):
            if state.depot_stock[p, d] < state.depot_order[p, d]:
                _share_out(t, p, d, state, centres, pack)
        for c in range(state.stock.shape[1]):
            sent = state.order[p, c]
            if sent > 0:
                d = centres.depot[c]
                state.depot_stock[p, d] -= sent
                state.depot_gone[p, d] += sent
                counts.depot[SHIPPED, p, d] += sent
                counts.depot_week_ml[t, d] += np.int64(sent * products.dose_ml[p])
                state.coming[slot, p, c] += sent
    if lead == 0:
        _arrive_at_once(t, slot, state, products, counts)
    _count_visits(state, products, counts)


@compiled
def _share_out(t: int, p: int, d: int, state: State, centres: CentreTables, pack: int) -> None:
    """Cut the orders at a depot to what it has: equal parts in whole packs, what these leave over in turn.

    Another centre is first every week, so that a pack for many is not kept for nobody.
    """
    there, asked = np.int64(state.depot_stock[p, d]), np.int64(state.depot_order[p, d])
    left, many = there, state.stock.shape[1]
    for c in range(many):
        if centres.depot[c] == d:
            state.depot_ask[c] = state.order[p, c]
            state.order[p, c] = np.int64(state.order[p, c]) * there // asked // pack * pack
            left -= state.order[p, c]
    for i in range(many):
        c = (i + t * TURN) % many
        if left >= pack and centres.depot[c] == d and state.order[p, c] < state.depot_ask[c]:
            state.order[p, c] += pack
            left -= pack


@compiled
def _arrive_at_once(t: int, slot: int, state: State, products: ProductTables, counts: Counts) -> None:
    weeks = state.dying.shape[0]
    for p in range(products.pack.shape[0]):
        die = t + products.centre_life[p] - 1
        for c in range(state.stock.shape[1]):
            came = state.coming[slot, p, c]
            state.coming[slot, p, c] = 0
            state.stock[p, c] += came
            counts.cell[RECEIVED, p, c] += came
            if die < weeks:
                state.dying[die, p, c] += came


@compiled
def _count_visits(state: State, products: ProductTables, counts: Counts) -> None:
    carried = state.share
    for c in range(carried.shape[0]):
        carried[c] = 0.0
    for p in range(products.pack.shape[0]):
        for c in range(carried.shape[0]):
            carried[c] += state.order[p, c] * products.dose_ml[p]
    for c in range(carried.shape[0]):
        counts.centre[c, VISITS] += carried[c] > 0.0
        counts.centre[c, VISIT_ML] += carried[c]


@compiled
def supply_depots(t: int, state: State, depots: DepotTables, products: ProductTables, counts: Counts) -> None:
    """Order at the depots up to their levels, and ship what the chain's own stock can give."""
    for p in range(products.pack.shape[0]):
        pack, asked = products.pack[p], np.int64(0)
        for d in range(state.depot_stock.shape[1]):
            state.depot_order[p, d] = 0
            if not depots.orders[t]:
                continue
            position = state.depot_stock[p, d]
            for later in range(t + 1, state.depot_coming.shape[0]):
                position += state.depot_coming[later, p, d]
            lacking = depots.level[t, p, d] - position
            if lacking > 0:
                state.depot_order[p, d] = (lacking + pack - 1) // pack * pack
                asked += state.depot_order[p, d]
        there = np.int64(state.supply_stock[p])
        if there < asked:
            _share_out_supply(t, p, state, there, asked, pack)
        for d in range(state.depot_stock.shape[1]):
            sent = state.depot_order[p, d]
            if sent > 0:
                state.supply_stock[p] -= sent
                state.supply_gone[p] += sent
                counts.supply[1, p] += sent
                state.depot_coming[t + depots.lead[t, p, d], p, d] += sent


@compiled
def _share_out_supply(t: int, p: int, state: State, there: np.int64, asked: np.int64, pack: int) -> None:
    """Cut the depots' orders to what the chain has, by the same rule as a depot its centres'."""
    left, many = there, state.depot_stock.shape[1]
    for d in range(many):
        state.depot_ask[d] = state.depot_order[p, d]
        state.depot_order[p, d] = np.int64(state.depot_order[p, d]) * there // asked // pack * pack
        left -= state.depot_order[p, d]
    for i in range(many):
        d = (i + t * TURN) % many
        if left >= pack and state.depot_order[p, d] < state.depot_ask[d]:
            state.depot_order[p, d] += pack
            left -= pack


@compiled
def order_supply(
    t: int, state: State, supply: SupplyTables, products: ProductTables, chance: Chance, base: np.uint64
) -> None:
    """Order from the suppliers up to the chain's levels; some orders are late."""
    if not supply.orders[t]:
        return
    last = state.supply_coming.shape[0]
    for p in range(products.pack.shape[0]):
        position = np.int64(state.supply_stock[p])
        for later in range(t + 1, last):
            position += state.supply_coming[later, p]
        lacking = supply.level[t, p] - position
        if lacking <= 0:
            continue
        pack = products.pack[p]
        arrival = t + supply.lead[t, p]
        bits = mixed(base + products.keys[p] + LATE + np.uint64(t) * GOLD)
        if chance.on and uniform(bits) < supply.late[t, p]:
            arrival += supply.late_weeks
        state.supply_coming[arrival, p] += (lacking + pack - 1) // pack * pack
