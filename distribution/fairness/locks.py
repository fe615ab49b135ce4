"""What a planner has locked is set apart before anything is shared, and has no fair level of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from distribution.fairness.shares import FAIR_WEEKS, FairCell
from distribution.inputs import WeekInputs
from distribution.quarter.answer import Horizon, PackLock
from distribution.quarter.calendar import open_for_centres, week_of

BEFORE_ALL = -1  # the urgency of what is locked
CellKey = tuple[int, str, str]


def cell_key(cell: FairCell) -> CellKey:
    """Return the week, centre and product of a cell."""
    return cell.week, cell.centre_id, cell.product_id


def locked_cells(
    inputs: WeekInputs, depots: Mapping[str, tuple[str, ...]], horizon: Horizon
) -> Iterator[FairCell]:
    """Yield a cell for every lock of the first weeks; its goods must be there by the last open day of it."""
    open_periods = open_for_centres(inputs, horizon)
    row = {centre_id: c for c, centre_id in enumerate(inputs.forecast.centre_ids)}
    for lock in inputs.pack_locks:
        span = _span(lock, horizon)
        receiving = [t for t in span if lock.centre_id in row and open_periods[row[lock.centre_id], t]]
        if receiving and lock.packs:
            yield FairCell(
                week=week_of(horizon, receiving[-1]),
                centre_id=lock.centre_id,
                product_id=lock.product_id,
                depots=tuple(sorted(depots[lock.centre_id])),
                need_packs=lock.packs,
                urgency=BEFORE_ALL,
                parts=((receiving[-1], lock.packs),),
                locked=True,
            )


def overruled_by_locks(inputs: WeekInputs, horizon: Horizon) -> frozenset[CellKey]:
    """Return the cells on which a planner's lock lies: it decides instead of fairness."""
    return frozenset(
        (week_of(horizon, period), lock.centre_id, lock.product_id)
        for lock in inputs.pack_locks
        for period in _span(lock, horizon)
    )


def _span(lock: PackLock, horizon: Horizon) -> list[int]:
    """Return the periods of the first weeks that begin within a lock."""
    starts = enumerate(horizon.starts)
    return [t for t, day in starts if week_of(horizon, t) < FAIR_WEEKS and lock.first <= day <= lock.last]
