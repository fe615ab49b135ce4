"""Flows that fit, made cheaper: a product says what it would carry more of, and gets of that what fits.

A wish is the cheapest flow at true cost when every arc by itself may take all that its rows have left.  Two
products wish at a time, the others held fast.  A wish that counts no litre twice is granted as it stands.  Of
another, arcs get what rows have left in whole packs, in proportion to what they wish, and the product is
solved again within that.  The cost can only fall, and no litre is overrun.  A second round of
wishes brings a twenty-fifth of what the first does, in 12 s of the night (docs/allocation.md).
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from solvers.allocation.quarter_arcs import ENDLESS, ProductArcs
from solvers.allocation.quarter_flow import cheapest_flow
from solvers.allocation.quarter_problem import Frame, Ints
from solvers.allocation.quarter_repair import cost_of, half_ml_left, shares, within_rooms

TOGETHER = 2  # products that wish side by side
WORTH_SHARE = 5e-6  # of all cost: for less than this nothing is solved a second time


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Wish:
    """A flow that may overrun its rows, what it would save, and what its arcs take more of every row."""

    flow: Ints
    saves_vnd: int
    more_half_ml: Ints


def improved(
    frame: Frame,
    arcs: Sequence[ProductArcs],
    flows: Sequence[Ints],
    order: Sequence[int],
    until_s: float | None,
) -> tuple[Ints, ...]:
    """Return flows that cost no more.

    At ``until_s`` on the performance counter the products that are left stay as they are.
    """
    standing = _Standing(frame, arcs, flows)
    with ThreadPoolExecutor(TOGETHER) as threads:
        for first in range(0, len(order), TOGETHER):
            if until_s is not None and time.perf_counter() > until_s:
                break
            standing.improve(threads, order[first : first + TOGETHER])
    return tuple(standing.flows)


class _Standing:
    """The flows as they are now, and the litres that they leave."""

    def __init__(self, frame: Frame, arcs: Sequence[ProductArcs], flows: Sequence[Ints]) -> None:
        self.arcs = arcs
        self.flows = list(flows)
        self.left = half_ml_left(frame, arcs, flows)
        cost = sum(abs(int(flow @ a.cost)) for a, flow in zip(arcs, flows, strict=True))
        self.worth_vnd = WORTH_SHARE * cost

    def improve(self, threads: ThreadPoolExecutor, batch: Sequence[int]) -> None:
        """Let products wish side by side, and give each what fits."""
        mine, before = [self.arcs[n] for n in batch], [self.flows[n] for n in batch]
        wishes = list(threads.map(_wish, mine, before, [self.left] * len(batch)))
        more, worth = _divided(self.left, wishes), [self.worth_vnd] * len(batch)
        after = threads.map(_granted, mine, before, wishes, more, worth)
        for number, old, new in zip(batch, before, after, strict=True):
            product = self.arcs[number]
            self.flows[number] = new
            self.left = self.left + product.used_half_ml(old, len(self.left))
            self.left = self.left - product.used_half_ml(new, len(self.left))


def _wish(arcs: ProductArcs, flow: Ints, left_half_ml: Ints) -> _Wish:
    """Return the cheapest flow when each arc by itself may take all that its rows have left."""
    room = np.full(len(flow), ENDLESS)
    for row, size in arcs.rows():
        on = np.flatnonzero(row >= 0)
        slack = np.maximum(left_half_ml[row[on]], 0)
        room[on] = np.minimum(room[on], flow[on] + slack // size[on])
    wished = cheapest_flow(arcs, np.minimum(arcs.room, room))
    more = arcs.used_half_ml(np.maximum(wished - flow, 0), len(left_half_ml))
    return _Wish(flow=wished, saves_vnd=int((flow - wished) @ arcs.cost), more_half_ml=more)


def _divided(left_half_ml: Ints, wishes: Sequence[_Wish]) -> list[Ints]:
    """Return what each may take more of every row: its wish where all fit, else its part of what is left."""
    all_more = np.sum([wish.more_half_ml for wish in wishes], axis=0)
    wishers = np.maximum(np.sum([wish.more_half_ml > 0 for wish in wishes], axis=0), 1)
    fits = all_more <= left_half_ml
    even = np.where(left_half_ml > 0, left_half_ml // wishers, left_half_ml)
    return [np.where(fits, wish.more_half_ml, even) for wish in wishes]


def _granted(arcs: ProductArcs, flow: Ints, wish: _Wish, more_half_ml: Ints, worth_vnd: float) -> Ints:
    """Return the wish where it fits, else the cheapest flow within what fits of it; no dearer than now.

    A wish that saves too little to be worth another solution is left, unless a row is over.
    """
    used = arcs.used_half_ml(flow, len(more_half_ml))
    own = more_half_ml + used
    if (arcs.used_half_ml(wish.flow, len(own)) <= own).all():
        return wish.flow
    if wish.saves_vnd < worth_vnd and (used <= np.maximum(own, 0)).all():
        return flow
    better = within_rooms(arcs, granted_rooms(arcs, flow, wish.flow, np.maximum(own, 0)))
    return better if cost_of(arcs, better, own) <= cost_of(arcs, flow, own) else flow


def granted_rooms(arcs: ProductArcs, flow: Ints, wished: Ints, left_half_ml: Ints) -> Ints:
    """Return the room of every arc: what it carries, and what fits of its wish in its rows.

    Where a row is over, what it carries is cut.
    """
    nobody = np.zeros(len(flow), np.bool_)
    room = shares(arcs, flow, left_half_ml, in_stores=nobody, on_lanes=nobody)
    slack = left_half_ml - arcs.used_half_ml(flow, len(left_half_ml))
    more = np.maximum(wished - flow, 0)
    for row, size in arcs.rows():
        more = np.minimum(more, _fitting(row, size, more, slack))
    shared = (arcs.row >= 0) | (arcs.lane_row >= 0)
    return np.where(shared, np.minimum(arcs.room, room + more), arcs.room)


def _fitting(row: Ints, size: Ints, more: Ints, slack: Ints) -> Ints:
    """Return what fits of the packs that arcs wish more, in proportion; odd packs to the largest parts."""
    on = np.flatnonzero((row >= 0) & (more > 0))
    fitting, at = more.copy(), row[on]
    wanted = np.bincount(at, more[on] * size[on], minlength=len(slack)).astype(np.int64)
    free = np.clip(slack, 0, wanted)
    part, rest = np.divmod(more[on] * free[at], np.maximum(wanted[at], 1))
    odd = free - np.bincount(at, part * size[on], minlength=len(slack)).astype(np.int64)
    ordered = np.lexsort((-rest, at))
    taken = np.cumsum(size[on][ordered])
    starts = np.flatnonzero(np.diff(at[ordered], prepend=-1))
    before = np.repeat((taken - size[on][ordered])[starts], np.diff(np.append(starts, len(on))))
    extra = np.zeros(len(on), np.int64)
    extra[ordered] = taken - before <= odd[at[ordered]]
    fitting[on] = np.minimum(part + extra, more[on])
    return fitting
