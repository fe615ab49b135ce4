"""Who gets how many packs of what and of which lots, so that two nights can be compared.

Two horizons seldom have the same periods: packs are counted by period where both have it, and as one
sum (``None``) of all that both horizons cover otherwise.
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


def given_by(allocation: QuarterAllocation) -> list[Given]:
    """Return what an allocation gives to centres."""
    periods = periods_of(allocation.horizon)
    return [(periods[i.period], i.centre_id, i.product_id, i.lot_id, i.packs) for i in allocation.issues]


def recorded_given(connection: Connection, run: int) -> list[Given]:
    """Return what a recorded night gave to centres."""
    issues = tables.issues
    rows = connection.execute(select(issues).where(held_in(issues, run)))
    return [((r.start_day, r.end_day), r.centre_id, r.product_id, r.lot_id, r.packs) for r in rows]


def cell_moves(before: Iterable[Given], after: Iterable[Given]) -> tuple[CellMove, ...]:
    """Return the cells that differ, by centre, product and period; the sum over the rest last."""
    one, other = list(before), list(after)
    common = {row[0] for row in one} & {row[0] for row in other}
    first = max(min(row[0][0] for row in rows) for rows in (one, other)) if one and other else None
    old, new = _cells(one, common, first), _cells(other, common, first)
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


def cell_count(before: Iterable[Given], after: Iterable[Given]) -> int:
    """Return how many cells there are that could have moved."""
    one, other = list(before), list(after)
    common = {row[0] for row in one} & {row[0] for row in other}
    return len({*_cells(one, common, None), *_cells(other, common, None)})


def _cells(rows: Iterable[Given], common: set[Period], first: date | None) -> dict[Cell, Counter[str]]:
    """Return packs by lot of each cell; days before ``first`` lie behind the other night."""
    cells: dict[Cell, Counter[str]] = {}
    for period, centre_id, product_id, lot_id, packs in rows:
        if first is not None and period[0] < first:
            continue
        key = (period if period in common else None, centre_id, product_id)
        cells.setdefault(key, Counter())[lot_id] += packs
    return cells


def _order(cell: Cell) -> tuple[str, str, date, date]:
    period, centre_id, product_id = cell
    start, end = period or (date.max, date.max)
    return (centre_id, product_id, start, end)
