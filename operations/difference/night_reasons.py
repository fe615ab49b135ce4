"""Why a cell of the allocation moved: need, supply, a lot withdrawn, a lock, a level; else the prices."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from distribution.inputs import WeekInputs
from distribution.quarter.answer import QuarterAllocation
from distribution.vaccines import LotStatus
from operations.difference.cells import CellMove, Period, periods_of
from operations.difference.reasons import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two nights: what it was asked and what it answered."""

    allocation: QuarterAllocation
    inputs: WeekInputs


def cell_reasons(before: Side, after: Side) -> Callable[[CellMove], tuple[Reason, ...]]:
    """Return what tells of a move why it came."""
    need = [_need(side.allocation) for side in (before, after)]
    common = set(periods_of(before.allocation.horizon)) & set(periods_of(after.allocation.horizon))
    supply = [_supply(side.inputs) for side in (before, after)]
    levels = [_levels(side.allocation) for side in (before, after)]
    withdrawn = _withdrawn(before.inputs, after.inputs)
    locked = {(lock.centre_id, lock.product_id) for lock in after.allocation.locks} ^ {
        (lock.centre_id, lock.product_id) for lock in before.allocation.locks
    }

    def reasons(move: CellMove) -> tuple[Reason, ...]:
        pair = (move.centre_id, move.product_id)
        found = []
        if lots := sorted(lot for lot in move.before if (move.product_id, lot) in withdrawn):
            found.append(Reason("withdrawn", {"lots": ", ".join(lots)}))
        if pair in locked:
            found.append(Reason("lock"))
        wanted = [_over(side[pair], move.period, common) for side in need]
        if wanted[0] != wanted[1]:
            found.append(Reason("need_packs", {"before": str(wanted[0]), "after": str(wanted[1])}))
        if supply[0][move.product_id] != supply[1][move.product_id]:
            was, now = (side[move.product_id] for side in supply)
            found.append(Reason("supply", {"before": was, "after": now}))
        if levels[0].get(pair) != levels[1].get(pair):
            found.append(Reason("level"))
        return tuple(found) or (Reason("prices"),)

    return reasons


def _need(allocation: QuarterAllocation) -> dict[tuple[str, str], Counter[Period]]:
    periods = periods_of(allocation.horizon)
    need: dict[tuple[str, str], Counter[Period]] = defaultdict(Counter)
    for cell in allocation.wanted:
        need[cell.centre_id, cell.product_id][periods[cell.period]] += cell.packs
    return need


def _over(need: Counter[Period], period: Period | None, common: set[Period]) -> int:
    """Return the need up to the end of a period, as packs may come before they are needed.

    Only periods that both nights have are counted; all of them where the move is a sum over the rest.
    """
    if period is None:
        return sum(need.values())
    return sum(packs for key, packs in need.items() if key in common and key[1] <= period[1])


def _supply(inputs: WeekInputs) -> Counter[str]:
    """Return the released doses on hand and expected of every product."""
    doses: Counter[str] = Counter()
    lines = [(line.product_id, line.lot_id, line.doses) for line in inputs.stock]
    lines += [(arrival.product_id, arrival.lot_id, arrival.doses) for arrival in inputs.arrivals]
    for product_id, lot_id, amount in lines:
        if inputs.lots[lot_id].status is LotStatus.RELEASED:
            doses[product_id] += amount
    return doses


def _levels(allocation: QuarterAllocation) -> dict[tuple[str, str], tuple[tuple[int, int], ...]]:
    levels: dict[tuple[str, str], tuple[tuple[int, int], ...]] = {}
    for level in sorted(allocation.levels, key=lambda row: row.week):
        pair = (level.centre_id, level.product_id)
        levels[pair] = (*levels.get(pair, ()), (level.week, level.packs))
    return levels


def _withdrawn(before: WeekInputs, after: WeekInputs) -> set[tuple[str, str]]:
    """Return the lots that were good before and are not good, or not there, any more."""
    good = [
        {(lot.product_id, lot.lot_id) for lot in inputs.lots.values() if lot.status is LotStatus.RELEASED}
        for inputs in (before, after)
    ]
    return good[0] - good[1]
