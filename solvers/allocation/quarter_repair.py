"""From priced flows to whole packs that fit: products in order of priority, each within what is left.

The flows at the best prices overrun some rows.  Product by product, the one whose safety stock is worth most
a litre first, a flow that fits into the litres that the others leave is kept; one that does not is solved
again within them, at the same prices.  ``quarter_wishes`` then makes cheaper what fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from distribution.progress import OnProgress, Progress
from distribution.quarter.prices import OVERFLOW_VND_ML
from solvers.allocation.quarter_arcs import ENDLESS, ProductArcs
from solvers.allocation.quarter_flow import Floats, cheapest_flow, priced_costs
from solvers.allocation.quarter_problem import Bools, Frame, Ints
from solvers.allocation.quarter_reserve import reserved_half_ml

FORCED = ("wait", "end")  # stock that is there must stand somewhere: over the litres at a price, if it must
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


def cost_of(arcs: ProductArcs, flow: Ints, left_half_ml: Ints) -> int:
    """Return what a flow costs, its volume over the litres that are left included."""
    over = np.maximum(arcs.used_half_ml(flow, len(left_half_ml)) - np.maximum(left_half_ml, 0), 0)
    return int(flow @ arcs.cost) + int(over.sum()) * OVERFLOW_VND_ML // 2


def within(arcs: ProductArcs, flow: Ints, left_half_ml: Ints) -> Ints:
    """Return the cheapest flow whose arcs stay within shares of the litres that are left.

    Each arc of a row may carry what it carries now and a part of the row's slack; where the row is
    over, what stays in the store is cut first, then what leaves it.
    """
    return within_rooms(arcs, shares(arcs, flow, left_half_ml))


def within_rooms(arcs: ProductArcs, room: Ints) -> Ints:
    """Return the cheapest flow within the rooms of arcs; what must stand somewhere is over at a price."""
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


def shares(
    arcs: ProductArcs,
    flow: Ints,
    left_half_ml: Ints,
    *,
    in_stores: Bools | None = None,
    on_lanes: Bools | None = None,
) -> Ints:
    """Return the room of every arc: its own, or its share of the litres of its rows.

    ``in_stores`` and ``on_lanes`` say which arcs take of the slack; all when not said.
    """
    room = arcs.room.copy()
    late = np.zeros(len(room), np.bool_)
    for name, family in arcs.families.items():
        late[family.first : family.last] = name in CUT_LAST
    everyone = np.ones(len(room), np.bool_)
    for (row, size), takes in zip(arcs.rows(), (in_stores, on_lanes), strict=True):
        some = everyone if takes is None else takes
        room = np.minimum(room, _row_shares(row, size, flow, left_half_ml, late, some))
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


def half_ml_left(frame: Frame, arcs: Sequence[ProductArcs], flows: Sequence[Ints]) -> Ints:
    """Return the half millilitres that flows leave of every row; below 0 where it is over."""
    left: Ints = 2 * frame.capacity_ml
    for product, flow in zip(arcs, flows, strict=True):
        left = left - product.used_half_ml(flow, len(left))
    return left


def overflow_vnd(frame: Frame, arcs: Sequence[ProductArcs], flows: Sequence[Ints]) -> int:
    """Return the price of all volume over the litres."""
    over = np.maximum(-half_ml_left(frame, arcs, flows), 0)
    return int(over.sum()) * OVERFLOW_VND_ML // 2
