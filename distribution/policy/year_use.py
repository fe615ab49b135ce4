"""A week at the shelf: what arrives, what is given, what breaks, fails and dies."""

from __future__ import annotations

import numpy as np

from distribution.policy.compiled import compiled
from distribution.policy.question import CentreTables, Chance, DepotTables, Floats, ProductTables
from distribution.policy.year_chance import FAILURE, GOLD, LOW_BITS, MIX, mixed, uniform
from distribution.policy.year_state import (
    ARRIVED,
    ASKED,
    BROKEN,
    DIED,
    EXPIRED,
    GIVEN,
    LOST,
    MISSED,
    OPENED,
    OVER,
    PEAK_ML,
    RECEIVED,
    SHORT,
    SUM_ML,
    WANTED,
    WEEK_ASKED,
    WEEK_GIVEN,
    WEEK_ML,
    WEEK_SHORT,
    WEEK_WANTED,
    Counts,
    State,
)


@compiled
def arrive(t: int, state: State, products: ProductTables, counts: Counts) -> None:
    """Receive what reaches the chain, the depots and the centres at the start of the week."""
    weeks = state.dying.shape[0]
    slot = t % state.coming.shape[0]
    for p in range(products.pack.shape[0]):
        came = state.supply_coming[t, p]
        state.supply_stock[p] += came
        counts.supply[ARRIVED, p] += came
        die = t + products.supply_life[p] - 1
        if die < weeks:
            state.supply_dying[die, p] += came
        die = t + products.depot_life[p] - 1
        for d in range(state.depot_stock.shape[1]):
            came = state.depot_coming[t, p, d]
            state.depot_stock[p, d] += came
            counts.depot[ARRIVED, p, d] += came
            if die < weeks:
                state.depot_dying[die, p, d] += came
        die = t + products.centre_life[p] - 1
        for c in range(state.stock.shape[1]):
            came = state.coming[slot, p, c]
            if came > 0:
                state.coming[slot, p, c] = 0
                state.stock[p, c] += came
                counts.cell[RECEIVED, p, c] += came
                if die < weeks:
                    state.dying[die, p, c] += came


@compiled
def measure(
    t: int,
    state: State,
    centres: CentreTables,
    depots: DepotTables,
    products: ProductTables,
    counts: Counts,
) -> None:
    """Measure how full the stores are after the arrivals; what is on its way takes room at a centre too."""
    _measure_depots(state, depots, products, counts)
    for c in range(state.stock.shape[1]):
        state.position_ml[c] = 0.0
    for p in range(products.pack.shape[0]):
        for c in range(state.stock.shape[1]):
            state.position_ml[c] += state.stock[p, c] * products.dose_ml[p]
    for c in range(state.stock.shape[1]):
        kept = state.position_ml[c]
        counts.centre[c, SUM_ML] += kept
        counts.centre[c, PEAK_ML] = max(counts.centre[c, PEAK_ML], kept)
        counts.centre[c, OVER] += kept > centres.room_ml[c]
        counts.week[t, WEEK_ML] += np.int64(kept)
    for slot in range(state.coming.shape[0]):
        for p in range(products.pack.shape[0]):
            for c in range(state.stock.shape[1]):
                state.position_ml[c] += state.coming[slot, p, c] * products.dose_ml[p]


@compiled
def _measure_depots(state: State, depots: DepotTables, products: ProductTables, counts: Counts) -> None:
    for d in range(state.depot_stock.shape[1]):
        for band in range(counts.depot_peak_ml.shape[0]):
            kept = 0.0
            for p in range(state.stock.shape[0]):
                if depots.band[p, d] == band:
                    kept += state.depot_stock[p, d] * products.dose_ml[p]
            counts.depot_peak_ml[band, d] = max(counts.depot_peak_ml[band, d], kept)


@compiled
def vials_for(doses: int, vial: int, sessions: int) -> int:
    """Return how many vials are opened when these doses are spread evenly over the week's sessions."""
    if vial == 1:
        return doses
    each, more = doses // sessions, doses % sessions
    return more * ((each + vial) // vial) + (sessions - more) * ((each + vial - 1) // vial)


@compiled
def give(
    t: int,
    state: State,
    centres: CentreTables,
    products: ProductTables,
    chance: Chance,
    base: np.uint64,
    normal: Floats,
    counts: Counts,
) -> None:
    """Meet the week's demand and those who come again; count what is opened, broken and missed."""
    week = base + np.uint64(t) * GOLD
    for p in range(products.pack.shape[0]):
        vial, sessions, common = products.vial[p], products.sessions[p], state.common[t, p]
        for c in range(state.stock.shape[1]):
            new = centres.whole[t, p, c]
            if chance.on and centres.mean[t, p, c] > 0.0:
                bits = mixed(week + products.keys[p] + centres.keys[c] * MIX)
                s = centres.sigma[t, p, c]
                factor = np.exp(s * normal[bits & LOW_BITS] - np.float32(0.5) * s * s)
                new = np.int32(centres.mean[t, p, c] * common * factor + uniform(bits))
            want = new + state.waiting[p, c]
            if want == 0:
                continue
            stock = state.stock[p, c]
            vials = vials_for(want, vial, sessions)
            met = want
            if vials * vial > stock:
                vials = stock // vial
                met = min(want, vials * vial)
            missed, back = want - met, np.int32(0)
            if missed > 0:
                back = missed * products.return_percent[p] // 100
            state.waiting[p, c] = back
            crumbs, broken = state.crumbs[p, c] + np.int64(met) * chance.breakage_ppm, np.int64(0)
            if crumbs >= 1_000_000:
                broken = min(crumbs // 1_000_000, np.int64(stock - vials * vial))
                crumbs %= 1_000_000
            state.crumbs[p, c] = crumbs
            state.stock[p, c] = stock - vials * vial - broken
            state.gone[p, c] += vials * vial + broken
            counts.cell[WANTED, p, c] += new
            counts.cell[GIVEN, p, c] += met
            counts.cell[MISSED, p, c] += missed
            counts.cell[LOST, p, c] += missed - back
            counts.cell[OPENED, p, c] += vials * vial - met
            counts.cell[BROKEN, p, c] += broken
            counts.cell[ASKED, p, c] += 1
            counts.cell[SHORT, p, c] += missed > 0
            counts.week[t, WEEK_WANTED] += new
            counts.week[t, WEEK_GIVEN] += met
            counts.week[t, WEEK_ASKED] += 1
            counts.week[t, WEEK_SHORT] += missed > 0


@compiled
def lose(
    t: int,
    state: State,
    centres: CentreTables,
    chance: Chance,
    base: np.uint64,
    counts: Counts,
) -> None:
    """Take away what is in refrigerators that fail this week."""
    for c in range(state.stock.shape[1]):
        bits = mixed(base + centres.keys[c] + FAILURE + np.uint64(t) * GOLD)
        if not chance.on or uniform(bits) >= chance.failure:
            continue
        for p in range(state.stock.shape[0]):
            counts.cell[BROKEN, p, c] += state.stock[p, c]
            state.gone[p, c] += state.stock[p, c]
            state.stock[p, c] = 0


@compiled
def expire(t: int, state: State, counts: Counts) -> None:
    """Take away at every level what reaches its use-by at the end of the week."""
    for p in range(state.stock.shape[0]):
        for c in range(state.stock.shape[1]):
            dying = state.dying[t, p, c]
            if dying == 0:
                continue
            state.due[p, c] += dying
            over = max(state.due[p, c] - state.gone[p, c], 0)
            state.stock[p, c] -= over
            state.gone[p, c] += over
            counts.cell[EXPIRED, p, c] += over
        for d in range(state.depot_stock.shape[1]):
            state.depot_due[p, d] += state.depot_dying[t, p, d]
            over = max(state.depot_due[p, d] - state.depot_gone[p, d], 0)
            state.depot_stock[p, d] -= over
            state.depot_gone[p, d] += over
            counts.depot[DIED, p, d] += over
        state.supply_due[p] += state.supply_dying[t, p]
        over = max(state.supply_due[p] - state.supply_gone[p], 0)
        state.supply_stock[p] -= over
        state.supply_gone[p] += over
        counts.supply[DIED, p] += over
