"""From priced flows to whole packs that fit: products in order of priority, each within what is left.

The flows at the best prices overrun some rows.  Product by product, the one whose safety stock is worth most
a litre first, a flow that fits into the litres that the others leave is kept; one that does not is solved
again within them, at the same prices.  Then every product is solved once more at its true cost, two at a time
with half of the room each and the others held fast: the cost can only fall, and no litre is overrun.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np

from distribution.progress import OnProgress, Progress
from distribution.quarter.prices import OVERFLOW_VND_ML
from solvers.allocation.quarter_arcs import ENDLESS, ProductArcs
from solvers.allocation.quarter_flow import Floats, cheapest_flow, priced_costs
from solvers.allocation.quarter_problem import Bools, Frame, Ints
from solvers.allocation.quarter_reserve import reserved_half_ml

FORCED = ("wait", "end")  # stock that is there must stand somewhere: over the litres at a price, if it must
TOGETHER = 2  # products improved side by side
CUT_LAST = ("use", "use_late", "pour", "ride")  # what stays in a store is cut before what leaves it


def repaired(
    frame: Frame,
    arcs: Sequence[ProductArcs],
    flows: Sequence[Ints],
    prices: Floats,
    order: Sequence[int],
    on_progress: OnProgress,
) -> tuple[Ints, ...]:
    """Return flows that keep within the litres, where that can be.

    What later products need for their way and their use keeps its place, so that safety stock makes room
    first.
    """
    found = list(flows)
    left = 2 * frame.capacity_ml
    reserved = [reserved_half_ml(a, flow, len(left)) for a, flow in zip(arcs, flows, strict=True)]
    left = left - np.sum(reserved, axis=0)
    for done, number in enumerate(order):
        on_progress(Progress(phase="quarter_repair", done=done, total=len(order)))
        left += reserved[number]
        used = arcs[number].used_half_ml(found[number], len(left))
        if (used > np.maximum(left, 0)).any():
            product = replace(arcs[number], cost=priced_costs(arcs[number], prices))
            found[number] = within(product, found[number], np.maximum(left, 0))
            used = arcs[number].used_half_ml(found[number], len(left))
        left -= used
    return tuple(found)


def improved(
    frame: Frame,
    arcs: Sequence[ProductArcs],
    flows: Sequence[Ints],
    order: Sequence[int],
    until_s: float | None,
) -> tuple[Ints, ...]:
    """Return flows that cost no more, products solved two at a time with the others held fast.

    At ``until_s`` on the performance counter the products that are left stay as they are.
    """
    found = list(flows)
    left = 2 * frame.capacity_ml
    for number, flow in enumerate(found):
        left = left - arcs[number].used_half_ml(flow, len(left))
    with ThreadPoolExecutor(TOGETHER) as threads:
        for first in range(0, len(order), TOGETHER):
            if until_s is not None and time.perf_counter() > until_s:
                break
            batch = order[first : first + TOGETHER]
            each = np.where(left > 0, left // len(batch), left)
            before = [found[number] for number in batch]
            after = threads.map(_cheaper, [arcs[n] for n in batch], before, [each] * len(batch))
            for number, old, new in zip(batch, before, after, strict=True):
                found[number] = new
                left = left + arcs[number].used_half_ml(old, len(left))
                left = left - arcs[number].used_half_ml(new, len(left))
    return tuple(found)


def _cheaper(arcs: ProductArcs, flow: Ints, free_half_ml: Ints) -> Ints:
    """Return a flow that costs no more and takes no more than its own and the free litres."""
    left = free_half_ml + arcs.used_half_ml(flow, len(free_half_ml))
    better = within(arcs, flow, np.maximum(left, 0))
    return better if cost_of(arcs, better, left) <= cost_of(arcs, flow, left) else flow


def cost_of(arcs: ProductArcs, flow: Ints, left_half_ml: Ints) -> int:
    """Return what a flow costs, its volume over the litres that are left included."""
    over = np.maximum(arcs.used_half_ml(flow, len(left_half_ml)) - np.maximum(left_half_ml, 0), 0)
    return int(flow @ arcs.cost) + int(over.sum()) * OVERFLOW_VND_ML // 2


def within(arcs: ProductArcs, flow: Ints, left_half_ml: Ints, first: Bools | None = None) -> Ints:
    """Return the cheapest flow whose arcs stay within shares of the litres that are left.

    Each arc of a row may carry what it carries now and a part of the row's slack; where the row is
    over, what stays in the store is cut first, then what leaves it.  Arcs that come ``first`` take all the
    slack of their lanes.
    """
    room = shares(arcs, flow, left_half_ml, first)
    forced = np.concatenate(
        [np.arange(f.first, f.last) for name, f in arcs.families.items() if name in FORCED]
    )
    forced = forced[room[forced] < arcs.room[forced]]
    price = OVERFLOW_VND_ML * arcs.half[forced] * arcs.pack_ml // 2
    doubled = replace(
        arcs,
        tail=np.concatenate([arcs.tail, arcs.tail[forced]]),
        head=np.concatenate([arcs.head, arcs.head[forced]]),
        cost=np.concatenate([arcs.cost, arcs.cost[forced] + price]),
    )
    both = np.concatenate([room, np.full(len(forced), ENDLESS)])
    solved = cheapest_flow(doubled, both)
    merged = solved[: len(arcs.tail)].copy()
    merged[forced] += solved[len(arcs.tail) :]
    return merged


def shares(arcs: ProductArcs, flow: Ints, left_half_ml: Ints, first: Bools | None = None) -> Ints:
    """Return the room of every arc: its own, or its share of the litres of its rows."""
    room = arcs.room.copy()
    late = np.zeros(len(room), np.bool_)
    for name, family in arcs.families.items():
        late[family.first : family.last] = name in CUT_LAST
    whole, everyone = np.full_like(arcs.half, 2), np.ones(len(room), np.bool_)
    takes = everyone if first is None else first
    for row, half, some in ((arcs.row, arcs.half, everyone), (arcs.lane_row, whole, takes)):
        room = np.minimum(room, _row_shares(row, half * arcs.pack_ml, flow, left_half_ml, late, some))
    return room


def _row_shares(row: Ints, size: Ints, flow: Ints, left: Ints, late: Bools, takes: Bools) -> Ints:
    """Return the packs that each arc of a row may carry; what is left goes to those that take of it."""
    share = np.full(len(row), ENDLESS, np.int64)
    on = np.flatnonzero(row >= 0)
    on = on[np.lexsort((on, late[on], row[on]))]  # row by row, what stays first
    if not len(on):
        return share
    starts = np.flatnonzero(np.diff(row[on], prepend=-1))
    sizes = np.diff(np.append(starts, len(on)))
    load = flow[on] * size[on]
    slack = left[row[on][starts]] - np.add.reduceat(load, starts)
    group = np.repeat(np.arange(len(starts)), sizes)
    kind = 2 * group + late[on]  # of the slack one half is for what stays, one for what leaves
    weights = np.bincount(kind, size[on] * takes[on], minlength=2 * len(starts)).astype(np.int64)
    kinds = np.count_nonzero(weights.reshape(-1, 2), axis=1)[group]
    slack_each = np.maximum(slack, 0)[group] // np.maximum(kinds * weights[kind], 1)
    extra = np.where(takes[on], slack_each, 0)
    cut = np.repeat(np.maximum(-slack, 0), sizes)
    before = np.cumsum(load) - load
    before -= np.repeat(before[starts], sizes)
    off = np.clip(cut - before, 0, load)
    share[on] = np.where(off > 0, flow[on] - -(-off // size[on]), flow[on] + extra)
    return np.maximum(share, 0)


def unfair_packs(arcs: ProductArcs, flow: Ints) -> int:
    """Return the packs that lack of the fair levels."""
    family = arcs.families["unfair"]
    return int(flow[family.first : family.last].sum())


def overflow_vnd(frame: Frame, arcs: Sequence[ProductArcs], flows: Sequence[Ints]) -> int:
    """Return the price of all volume over the litres."""
    left = 2 * frame.capacity_ml
    for product, flow in zip(arcs, flows, strict=True):
        left = left - product.used_half_ml(flow, len(left))
    return int(np.maximum(-left, 0).sum()) * OVERFLOW_VND_ML // 2
