"""Who gets how many packs of what and of which lots, so that two nights can be compared.

Two horizons seldom have the same periods.  Packs are counted by period where no other period of the other
night overlaps it, and otherwise as one sum (``None``) of all such periods; days that only one of the nights
covers are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from distribution.quarter import Horizon, QuarterAllocation
from operations.history import tables
from operations.history.spans import held_in

Period = tuple[date, date]
Cell = tuple[Period | None, str, str]  # period, centre, product
_Cells = dict[Cell, Counter[str]]
Given = tuple[Period, str, str, str, int]  # period, centre, product, lot, packs


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
    """What a night gives to centres, from its first day up to, not including, its end."""

    first: date
    end: date
    given: tuple[Given, ...]


def night_of(allocation: QuarterAllocation) -> Night:
    """Return what an allocation gives to centres."""
    periods = periods_of(allocation.horizon)
    given = [(periods[i.period], i.centre_id, i.product_id, i.lot_id, i.packs) for i in allocation.issues]
    return Night(first=periods[0][0], end=allocation.horizon.end, given=tuple(given))


def recorded_night(connection: Connection, run_id: str) -> Night:
    """Return what a recorded night gave to centres."""
    issues, runs = tables.issues, tables.runs
    night = connection.execute(select(runs).where(runs.c.run_id == run_id)).one()
    rows = connection.execute(select(issues).where(held_in(issues, night.run)))
    given = [((r.start_day, r.end_day), r.centre_id, r.product_id, r.lot_id, r.packs) for r in rows]
    return Night(first=night.day, end=night.end_day, given=tuple(given))


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
    sides = [
        [row for row in night.given if row[0][0] >= first and row[0][0] < end] for night in (before, after)
    ]
    periods = [{row[0] for row in side} for side in sides]
    plain = _without_overlap(periods[0], periods[1]) & _without_overlap(periods[1], periods[0])
    return _cells(sides[0], plain), _cells(sides[1], plain)


def _without_overlap(mine: set[Period], theirs: set[Period]) -> set[Period]:
    """Return the periods of either night that no other period of the second overlaps."""
    return {
        period
        for period in mine | theirs
        if not any(other != period and other[0] < period[1] and period[0] < other[1] for other in theirs)
    }


def _cells(rows: Iterable[Given], plain: set[Period]) -> _Cells:
    """Return packs by lot of each cell."""
    cells: _Cells = {}
    for period, centre_id, product_id, lot_id, packs in rows:
        key = (period if period in plain else None, centre_id, product_id)
        cells.setdefault(key, Counter())[lot_id] += packs
    return cells


def _order(cell: Cell) -> tuple[str, str, date, date]:
    period, centre_id, product_id = cell
    start, end = period or (date.max, date.max)
    return (centre_id, product_id, start, end)
