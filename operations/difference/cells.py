"""Who gets how many packs of what and of which lots, so that two nights can be compared.

Two horizons seldom have the same periods.  Packs are counted by period where both nights have it, and as one
sum (``None``) of all other periods; days that only one of the nights covers are left out.  The history keeps
days, and one sum of what comes after them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, select

from distribution.quarter.answer import NEAR_DAYS, Horizon, QuarterAllocation
from operations.history import tables
from operations.history.spans import held_in

Period = tuple[date, date]
Cell = tuple[Period | None, str, str]  # period, centre, product
_Cells = dict[Cell, Counter[str]]
Given = tuple[Period | None, str, str, str, int]  # period, centre, product, lot, packs


@dataclass(frozen=True, slots=True, kw_only=True)
class CellMove:
    """A cell whose packs or lots differ: packs by lot before and after."""

    period: Period | None
    centre_id: str
    product_id: str
    before: Mapping[str, int]
    after: Mapping[str, int]

    @property
    def change(self) -> int:
        """Packs more (or, negative, fewer) than before."""
        return sum(self.after.values()) - sum(self.before.values())


def periods_of(horizon: Horizon) -> tuple[Period, ...]:
    """Return first day and day after the last of every period."""
    return tuple(zip(horizon.starts, (*horizon.starts[1:], horizon.end), strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """What a night gives to centres, from its first day up to, not including, its end.

    ``periods`` are those by which it tells what it gives.
    """

    first: date
    end: date
    given: tuple[Given, ...]
    periods: frozenset[Period]


def night_of(allocation: QuarterAllocation) -> Night:
    """Return what an allocation gives to centres."""
    periods = periods_of(allocation.horizon)
    given = [(periods[i.period], i.centre_id, i.product_id, i.lot_id, i.packs) for i in allocation.issues]
    return Night(
        first=periods[0][0], end=allocation.horizon.end, given=tuple(given), periods=frozenset(periods)
    )


def recorded_night(connection: Connection, run_id: str) -> Night:
    """Return what a recorded night gave to centres."""
    issues, runs = tables.issues, tables.runs
    night = connection.execute(select(runs).where(runs.c.run_id == run_id)).one()
    rows = connection.execute(select(issues).where(held_in(issues, night.run)))
    given = [
        ((r.start_day, r.end_day) if r.start_day else None, r.centre_id, r.product_id, r.lot_id, r.packs)
        for r in rows
    ]
    days = [night.day + timedelta(days=d) for d in range(NEAR_DAYS)]
    periods = frozenset((day, day + timedelta(days=1)) for day in days)
    return Night(first=night.day, end=night.end_day, given=tuple(given), periods=periods)


def cell_moves(before: Night, after: Night) -> tuple[CellMove, ...]:
    """Return the cells that differ, by centre, product and period; the sum over the rest last."""
    old, new = _both(before, after)
    moved = [key for key in old.keys() | new.keys() if old.get(key) != new.get(key)]
    return tuple(
        CellMove(
            period=period,
            centre_id=centre_id,
            product_id=product_id,
            before=dict(sorted(old.get((period, centre_id, product_id), {}).items())),
            after=dict(sorted(new.get((period, centre_id, product_id), {}).items())),
        )
        for period, centre_id, product_id in sorted(moved, key=_order)
    )


def cell_count(before: Night, after: Night) -> int:
    """Return how many cells there are that could have moved."""
    old, new = _both(before, after)
    return len(old.keys() | new.keys())


def _both(before: Night, after: Night) -> tuple[_Cells, _Cells]:
    first, end = max(before.first, after.first), min(before.end, after.end)
    common = before.periods & after.periods
    sides = []
    for night in (before, after):
        cells: _Cells = {}
        for period, centre_id, product_id, lot_id, packs in night.given:
            if period is None or first <= period[0] < end:
                key = (period if period in common else None, centre_id, product_id)
                cells.setdefault(key, Counter())[lot_id] += packs
        sides.append(cells)
    return sides[0], sides[1]


def _order(cell: Cell) -> tuple[str, str, date, date]:
    period, centre_id, product_id = cell
    start, end = period or (date.max, date.max)
    return (centre_id, product_id, start, end)
