"""Stock of every centre and product replayed: what is used, what is missing before and after the visits.

The next visit is taken on the day up to which the planner's need reckons (``demand``), for every centre, so
that two plans are compared over the same days.  Days are gathered into spells between visits, use-by dates
and the next visit: what is drawn is the demand of a spell.  Within it the earliest use-by is used first, as
in ``projection``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from distribution.demand import LAST_DELIVERY_DAY, REFERENCE_DAY
from distribution.inputs import WeekInputs
from distribution.simulation.assumptions import Assumptions
from distribution.simulation.chance import Bools, Chance, Floats
from distribution.simulation.shelf import Shelf

MANY = 30.0  # doses of a spell from which the skewness of counts (0.18) no longer matters


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Receipt:
    """Goods of one call: on which day (0: Monday), doses and day of use-by of each product, by row.

    ``arrived[r, k]`` says in which replications line ``k`` can be used; ``lines`` are product column,
    doses, last day of use.
    """

    day: int
    lines: tuple[tuple[int, int, int], ...]
    arrived: Bools


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StockReplay:
    """Doses missing by replication, centre and product: before the first visit, and from it to the next.

    ``left`` are usable doses at the end.  Sums over replications, shape (centres, products); but
    ``missed[r, p]`` are doses by replication and product, ``cells[r]`` the cells that ever lack some.
    """

    out_before: NDArray[np.int64]
    out_after: NDArray[np.int64]
    missing: Floats
    left: Floats
    missed: Floats
    cells: Floats


class Stores:
    """The stock and the forecast of every centre, in the order of the forecast."""

    def __init__(self, inputs: WeekInputs, assumed: Assumptions) -> None:
        self._inputs, self._assumed = inputs, assumed
        self._column = {p: i for i, p in enumerate(inputs.forecast.product_ids)}
        self._lots: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for line in inputs.stock:
            if line.product_id in self._column:
                last = (line.use_by - inputs.forecast.days[0]).days
                self._lots[line.place_id].append((self._column[line.product_id], line.doses, last))

    def column(self, product_id: str) -> int:
        """Return the column of a product."""
        return self._column[product_id]

    def replay(self, receipts: Mapping[str, Sequence[Receipt]], chance: Chance) -> StockReplay:
        """Replay every centre with what it receives."""
        forecast, size = self._inputs.forecast, chance.size
        shape = (len(forecast.centre_ids), len(forecast.product_ids))
        before, after = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        missing, left = np.zeros(shape), np.zeros(shape)
        missed, cells = np.zeros((size, shape[1])), np.zeros(size)
        national = [
            chance.factor(self._assumed.demand_product_cv, "product", p) for p in forecast.product_ids
        ]
        factors = np.stack(national, axis=1)
        for row, centre_id in enumerate(forecast.centre_ids):
            own = chance.factor(self._assumed.demand_centre_cv, "centre", centre_id)
            short, rest = self._centre(
                row, centre_id, receipts.get(centre_id, ()), factors * own[:, None], chance
            )
            before[row], after[row] = (short[0] > 0).sum(axis=0), (short[1] > 0).sum(axis=0)
            both = short[0] + short[1]
            missing[row], left[row] = both.sum(axis=0), rest.sum(axis=0)
            missed += both
            cells += (both > 0).sum(axis=1)
        return StockReplay(
            out_before=before, out_after=after, missing=missing, left=left, missed=missed, cells=cells
        )

    def _centre(
        self, row: int, centre_id: str, receipts: Sequence[Receipt], factors: Floats, chance: Chance
    ) -> tuple[tuple[Floats, Floats], Floats]:
        """Return doses missing before the first visit and after it, and what is left at the end."""
        use = self._inputs.forecast.doses[row]
        visits = sorted(receipt.day for receipt in receipts)
        first = visits[0] if visits else LAST_DELIVERY_DAY + 1
        end = min(use.shape[1], REFERENCE_DAY + self._inputs.parameters.coverage_days)
        shelf = Shelf(factors.shape)
        dated = [lot for lot in self._lots[centre_id] if lot[2] >= 0]
        for column, doses, last in dated:
            shelf.add(column, doses, last if last < end else None)
        lasts = [last for _, _, last in dated] + [last for r in receipts for _, _, last in r.lines]
        marks = {0, min(first, end), end, *visits, *(last + 1 for last in lasts if 0 <= last < end)}
        short = (np.zeros(factors.shape), np.zeros(factors.shape))
        for start, stop in pairwise(sorted(marks)):
            for receipt in receipts:
                if receipt.day == start:
                    arrived = receipt.arrived.astype(np.float64)
                    for at, (column, doses, last) in enumerate(receipt.lines):
                        shelf.add(column, doses * arrived[:, at], last if last < end else None)
            mean = use[:, start:stop].sum(axis=1)
            wanted = mean * factors
            if self._assumed.demand_counts:
                wanted = _counts(wanted, mean >= MANY, chance, centre_id, start)
            target = short[0] if start < first else short[1]
            target += shelf.take(wanted, start)
        return short, shelf.usable(end)


def _counts(mean: Floats, many: Bools, chance: Chance, *names: object) -> Floats:
    """Return counts about their means: Poisson, in columns of many doses by its normal approximation."""
    counts, large = np.empty(mean.shape), mean[:, many]
    noise = chance.generator("many", *names).standard_normal(large.shape)
    counts[:, ~many] = chance.generator("few", *names).poisson(mean[:, ~many])
    counts[:, many] = np.maximum(np.rint(large + np.sqrt(large) * noise), 0.0)
    return counts
