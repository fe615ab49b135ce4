"""One product of the quarter as a min-cost flow in whole packs.

Upstream a batch stands at a site in a period, waits there, rides on lanes, or is issued: it is poured into
the depot's pool of a shelf, from which rounds carry packs to centres.  A pack on a centre's shelf waits, or
meets need.  The need of a day may be met later in the same week.  What is not met within its week is met in
a later week or never, at a price that rises with the share of the week's need that is missing.

What leaves or stays in a store in a day stood in it, whole; in a week, what leaves stood there for half.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from distribution.quarter.prices import EARLIER_LOT_DAY_VND, LEVEL_FACTOR, SHORT_SEGMENTS
from solvers.allocation.quarter_arcs import NO_ROW, ArcList, ProductArcs
from solvers.allocation.quarter_problem import UNLOCKED, UNRELEASED, Bools, Frame, Ints, ProductQuestion

SAFE_PERIODS = 2  # a shelf whose packs are good for two more periods counts as safety stock


def product_arcs(frame: Frame, product: ProductQuestion) -> ProductArcs:
    """Return the flow of one product."""
    nodes = _Nodes.of(frame, product)
    arcs = ArcList()
    reached = reachable(frame, product)
    _upstream(arcs, frame, product, nodes, reached)
    _rides(arcs, frame, product, nodes, reached)
    _issues(arcs, frame, product, nodes, reached)
    _shelves(arcs, frame, product, nodes)
    _weeks(arcs, frame, product, nodes)
    _spared(arcs, product, nodes)
    supply = np.zeros(nodes.sink + 1, np.int64)
    supply[nodes.site.ravel()] = (product.supply * product.alive[None]).ravel()
    supply[nodes.need.ravel()] = -product.need.ravel()
    supply[nodes.spared] = product.surplus[:, -1]
    supply[nodes.sink] = -supply.sum()
    return arcs.packed(supply, product.pack_ml)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Nodes:
    site: Ints  # site, batch, period
    pool: Ints  # site, shelf, period
    gate: Ints  # centre, shelf, period: where what is delivered is counted against locks and the released
    shelf: Ints
    need: Ints  # centre, period
    short: Ints  # centre, week
    unmet: Ints
    late: Ints
    spared: Ints  # row of the surplus
    sink: int

    @classmethod
    def of(cls, frame: Frame, product: ProductQuestion) -> _Nodes:
        sites, batches, periods = product.supply.shape
        shelves, week = len(product.shelf_ends), (frame.centres, int(frame.weeks[-1]) + 1)
        shelf = (frame.centres, shelves, periods)
        shapes = {
            "site": (sites, batches, periods),
            "pool": (sites, shelves, periods),
            "gate": shelf,
            "shelf": shelf,
            "need": (frame.centres, periods),
            "short": week,
            "unmet": week,
            "late": week,
            "spared": (len(product.surplus),),
        }
        numbered, start = {}, 0
        for name, shape in shapes.items():
            size = int(np.prod(shape))
            numbered[name] = np.arange(start, start + size, dtype=np.int64).reshape(shape)
            start += size
        return cls(**numbered, sink=start)


def reachable(frame: Frame, product: ProductQuestion) -> Bools:
    """Return which batch can stand at which site in which period at all."""
    reached: Bools = (product.supply > 0) & product.alive[None]
    _, k, s, _, t, _ = product.surplus.T
    reached[s, k, t] = True
    for period in range(frame.periods):
        if period:
            reached[:, :, period] |= reached[:, :, period - 1] & product.alive[:, period]
        for _ in range(3):  # several lanes may be ridden within one week
            for number, (origin, destination) in enumerate(frame.lanes):
                arrival = frame.lane_arrival[number, period]
                goes = reached[origin, :, period] & (product.lane_into[number, :, period] >= 0)
                if arrival >= 0 and goes.any():
                    into = product.lane_into[number, goes, period]
                    reached[destination, into, arrival] |= product.alive[into, arrival]
    return reached


def _wanted(product: ProductQuestion) -> Bools:
    """Return which centres need the product at all."""
    return np.asarray(product.need.any(axis=1), np.bool_)


def _halves(frame: Frame, period: Ints) -> Ints:
    """Return how many half volumes leaving a store takes of it: all in a day, one half in a week."""
    return np.where(frame.days[period] > 1, 1, 2)


def _site_row(frame: Frame, product: ProductQuestion, site: Ints, batch: Ints, period: Ints) -> Ints:
    band = product.batch_band[batch]
    first = np.array([frame.place_row(s, 0) for s in range(frame.sites)], np.int64)
    return np.where(band >= 0, first[site] + band * frame.periods + period, NO_ROW)


def _upstream(arcs: ArcList, frame: Frame, product: ProductQuestion, nodes: _Nodes, reached: Bools) -> None:
    """Batches wait at sites, and are left there at the end or past their use-by."""
    waits = np.zeros_like(reached)
    waits[:, :, :-1] = reached[:, :, :-1] & product.alive[None, :, 1:]
    s, k, t = np.nonzero(waits)
    later = (len(product.batches) - 1 - k) * EARLIER_LOT_DAY_VND
    hold = (product.hold_vnd[s] + later) * frame.days[t]
    row = _site_row(frame, product, s, k, t)
    arcs.add(
        "wait", nodes.site[s, k, t], nodes.site[s, k, t + 1], cost=hold, row=row, half=2, labels=(s, k, t)
    )
    s, k, t = np.nonzero(reached & ~waits)
    later = np.where(t == frame.periods - 1, len(product.batches) - 1 - k, 0) * EARLIER_LOT_DAY_VND
    lost = np.where(product.wasted[k], product.prices.waste_vnd, 0) + later * frame.days[t]
    row = _site_row(frame, product, s, k, t)
    gone = np.full(len(s), nodes.sink)
    arcs.add("end", nodes.site[s, k, t], gone, cost=lost, row=row, half=2, labels=(s, k, t))


def _rides(arcs: ArcList, frame: Frame, product: ProductQuestion, nodes: _Nodes, reached: Bools) -> None:
    """Batches ride on lanes, and are held for as long."""
    lane, k, t = np.nonzero(product.lane_into >= 0)
    origin, destination = (np.array([ends[i] for ends in frame.lanes], np.int64) for i in (0, 1))
    arrival, into = frame.lane_arrival[lane, t], product.lane_into[lane, k, t]
    goes = reached[origin[lane], k, t] & (arrival >= 0) & product.alive[into, arrival]
    lane, k, t, arrival, into = (x[goes] for x in (lane, k, t, arrival, into))
    before = np.concatenate([[0], np.cumsum(frame.days)])
    later = (len(product.batches) - 1 - k) * EARLIER_LOT_DAY_VND
    hold = (product.hold_vnd[origin[lane]] + later) * (before[arrival] - before[t])
    first = np.array([frame.lane_row(number) for number in range(len(frame.lanes))], np.int64)
    arcs.add(
        "ride",
        nodes.site[origin[lane], k, t],
        nodes.site[destination[lane], into, arrival],
        cost=product.lane_vnd[lane] + hold,
        row=_site_row(frame, product, origin[lane], k, t),
        half=_halves(frame, t),
        lane_row=first[lane] + t,
        labels=(lane, k, t, arrival, into),
    )


def _spared(arcs: ArcList, product: ProductQuestion, nodes: _Nodes) -> None:
    """Packs that a centre can spare lapse there, or go back to its depot for another centre.

    Staying costs what being left at the depot would: only use elsewhere is worth the way.
    """
    _, k, s, _, t, packs = product.surplus.T
    row, lapse = np.arange(len(k)), np.full(len(k), nodes.sink)
    lost = np.where(product.wasted[k], product.prices.waste_vnd, 0)
    arcs.add("stay", nodes.spared, lapse, cost=lost, labels=(row,))
    arcs.add("back", nodes.spared, nodes.site[s, k, t], cost=product.surplus_vnd, room=packs, labels=(row,))


def _issues(arcs: ArcList, frame: Frame, product: ProductQuestion, nodes: _Nodes, reached: Bools) -> None:
    """Batches are poured into their depot's pools, and rounds carry them to centres."""
    site, centre = frame.rounds[:, 0], frame.rounds[:, 1]
    serves = np.zeros(frame.sites, np.bool_)
    serves[site] = True
    s, k, t = np.nonzero(reached & serves[:, None, None] & (product.shelf >= 0)[None])
    g = product.shelf[k, t]
    row, half = _site_row(frame, product, s, k, t), _halves(frame, t)
    arcs.add("pour", nodes.site[s, k, t], nodes.pool[s, g, t], row=row, half=half, labels=(s, k, g, t))
    poured = np.zeros(nodes.pool.shape, np.bool_)
    poured[s, g, t] = True
    wanted = _wanted(product)
    calls = (frame.open & wanted[:, None])[centre]
    r, g, t = np.nonzero(poured[site] & calls[:, None, :])
    counted = _counted(product)[centre[r], g, t]
    end = np.where(counted, nodes.gate[centre[r], g, t], nodes.shelf[centre[r], g, t])
    cost = product.round_vnd[r] + frame.rush_vnd[centre[r], t]
    arcs.add("round", nodes.pool[site[r], g, t], end, cost=cost, labels=(r, g, t))
    given = np.zeros(nodes.gate.shape, np.bool_)
    given[centre[r], g, t] = True
    _gates(arcs, product, nodes, given & _counted(product))


def _counted(product: ProductQuestion) -> Bools:
    """Return where deliveries are counted: locked cells, and those priced against the released."""
    priced = (product.released != UNRELEASED) & (product.change_vnd > 0)
    counted: Bools = priced | (product.locked != UNLOCKED)[:, None, :]
    return counted


def released_vnd(product: ProductQuestion) -> int:
    """Return the price of changing everything that was released: what is kept is taken off it again."""
    priced = (product.released != UNRELEASED) & (product.locked == UNLOCKED)[:, None, :]
    return int(product.released[priced].sum()) * product.change_vnd


def _gates(arcs: ArcList, product: ProductQuestion, nodes: _Nodes, given: Bools) -> None:
    """What was released before is cheaper, more is dearer; a lock is worth any price, and more may not come.

    Where packs of several shelves could meet a lock, those that are good the longest do.
    """
    locked = given & (product.locked != UNLOCKED)[:, None, :]
    c, g, t = np.nonzero(given & ~locked)
    before, change = product.released[c, g, t], product.change_vnd
    arcs.add("kept", nodes.gate[c, g, t], nodes.shelf[c, g, t], room=before, cost=-change, labels=(c, g, t))
    arcs.add("moved", nodes.gate[c, g, t], nodes.shelf[c, g, t], cost=change, labels=(c, g, t))
    shelves = np.arange(given.shape[1])[None, :, None]
    longest = np.where(locked, shelves, -1).max(axis=1, keepdims=True)
    c, g, t = np.nonzero(locked & (shelves == longest))
    prize = -2 * LEVEL_FACTOR * product.prices.short_vnd
    room = product.locked[c, t]
    arcs.add("locked", nodes.gate[c, g, t], nodes.shelf[c, g, t], room=room, cost=prize, labels=(c, g, t))


def _shelves(arcs: ArcList, frame: Frame, product: ProductQuestion, nodes: _Nodes) -> None:
    """Packs on the centres' shelves wait, spoil, or meet need."""
    periods = np.arange(frame.periods)
    good: Bools = periods[None] <= product.shelf_ends[:, None]
    wanted = _wanted(product)
    c, g, t = np.nonzero(wanted[:, None, None] & good[None])
    first = np.array([frame.place_row(frame.sites + i, 0) for i in range(frame.centres)], np.int64)
    band = product.shelf_band
    row = first[c] + band * frame.periods + t if band >= 0 else np.full(len(c), NO_ROW)
    half = _halves(frame, t)
    on = nodes.shelf[c, g, t]
    arcs.add("use", on, nodes.need[c, t], row=row, half=half, labels=(c, g, t))
    if product.back_orderable:
        arcs.add("use_late", on, nodes.late[c, frame.weeks[t]], row=row, half=half, labels=(c, g, t))
    end = t == frame.periods - 1
    spoils = (t == product.shelf_ends[g]) & ~end
    lost = np.full(int(spoils.sum()), nodes.sink)
    arcs.add("spoil", on[spoils], lost, cost=product.prices.waste_vnd, row=row[spoils], half=2)
    c, g, t, row, on, end = (x[~spoils] for x in (c, g, t, row, on, end))
    after = np.where(end, nodes.sink, nodes.shelf[c, g, np.minimum(t + 1, frame.periods - 1)])
    hold = product.prices.hold_centre_day_vnd * frame.days[t]
    arcs.add("keep", on, after, cost=hold, row=row, half=2, labels=(c, g, t))
    safe = product.shelf_ends[None] >= np.minimum(periods + SAFE_PERIODS, frame.periods - 1)[:, None]
    earliest = np.where(safe.any(axis=1), np.argmax(safe, axis=1), NO_ROW)
    counts = (g == earliest[t]) & (product.safety[c, t] > 0)
    prize = product.prices.safety_day_vnd * frame.days[t]
    room = product.safety[c, t][counts]
    cost = (hold - prize)[counts]
    labels = (c[counts], g[counts], t[counts])
    arcs.add(
        "safety", on[counts], after[counts], cost=cost, room=room, row=row[counts], half=2, labels=labels
    )


def _weeks(arcs: ArcList, frame: Frame, product: ProductQuestion, nodes: _Nodes) -> None:
    """Need met later in its week, met in a later week, or never."""
    weekly = np.zeros(nodes.short.shape, np.int64)
    for period, week in enumerate(frame.weeks.tolist()):
        weekly[:, week] += product.need[:, period]
    c, t = np.nonzero(product.need)
    room = product.need[c, t]
    arcs.add("miss", nodes.short[c, frame.weeks[t]], nodes.need[c, t], room=room, labels=(c, t))
    _steps(arcs, product, nodes, weekly)
    c, w = np.nonzero(weekly)
    never = product.prices.short_vnd
    arcs.add("never", np.full(len(c), nodes.sink), nodes.unmet[c, w], cost=never, labels=(c, w))
    if product.back_orderable:
        _delays(arcs, frame, product, nodes)


def _delays(arcs: ArcList, frame: Frame, product: ProductQuestion, nodes: _Nodes) -> None:
    wanted = _wanted(product)
    c, t = np.nonzero(wanted[:, None] & (frame.weeks[1:] == frame.weeks[:-1])[None])
    delay = product.prices.late_day_vnd * frame.days[t]
    arcs.add("same_week", nodes.need[c, t + 1], nodes.need[c, t], cost=delay)
    c, w = np.nonzero(np.repeat(wanted[:, None], nodes.late.shape[1] - 1, axis=1))
    cost = product.prices.late_week_vnd
    arcs.add("later", nodes.late[c, w + 1], nodes.late[c, w], cost=cost)
    arcs.add("late", nodes.late[c, w + 1], nodes.unmet[c, w], cost=cost, labels=(c, w))


def _steps(arcs: ArcList, product: ProductQuestion, nodes: _Nodes, weekly: Ints) -> None:
    """The rising price of a week's shortage; beyond what fairness allows it is out of all proportion."""
    edges = weekly[:, :, None] * np.arange(SHORT_SEGMENTS + 1) // SHORT_SEGMENTS
    low, high = edges[:, :, :-1], edges[:, :, 1:]
    allowed = np.maximum(weekly - product.least_met, 0)[:, :, None]
    fair = np.clip(allowed, low, high) - low
    unfair_vnd = LEVEL_FACTOR * product.prices.short_vnd
    for name, room, extra in (("step", fair, 0), ("unfair", high - low - fair, unfair_vnd)):
        c, w, k = np.nonzero(room)
        cost = (k + 1) * product.prices.short_vnd // 2 + extra
        arcs.add(name, nodes.unmet[c, w], nodes.short[c, w], cost=cost, room=room[c, w, k])
