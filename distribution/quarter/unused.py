"""What centres hold that expected use, the earliest use-by first, leaves over until it lapses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from distribution.inputs import WeekInputs
from distribution.quarter.answer import Horizon
from distribution.quarter.need import PATTERN_DAYS, forecast_over
from distribution.stock import StockLine
from distribution.units import ceil_div
from distribution.vaccines import LotStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Unused:
    """A line of stock at a centre, and its doses that will not be used in time."""

    line: StockLine
    doses: int


def unused_lines(inputs: WeekInputs, horizon: Horizon) -> Iterator[Unused]:
    """Yield the released lines of centres of which something will not be used; use-by first in each cell.

    Beyond the horizon use goes on as in its last four weeks.
    """
    forecast, _ = forecast_over(inputs.forecast, horizon)
    used = np.cumsum(forecast.doses, axis=2)
    row = {c: i for i, c in enumerate(forecast.centre_ids)}
    column = {p: i for i, p in enumerate(forecast.product_ids)}
    cells: dict[tuple[str, str], list[StockLine]] = defaultdict(list)
    for line in inputs.stock:
        if line.place_id in row and inputs.lots[line.lot_id].status is LotStatus.RELEASED:
            cells[line.place_id, line.product_id].append(line)
    for (place, product), lines in sorted(cells.items()):
        taken = 0
        for line in sorted(lines, key=lambda s: (s.use_by, s.lot_id)):
            day = (line.use_by - horizon.starts[0]).days
            until = _used_until(used[row[place], column[product]], day) if product in column else 0
            before, taken = taken, max(taken, min(taken + line.doses, until))
            if left := line.doses - (taken - before):
                yield Unused(line=line, doses=left)


def _used_until(used: NDArray[np.int64], day: int) -> int:
    """Return the doses expected to be used up to the end of a day (negative: before the first)."""
    if day < 0:
        return 0
    last = len(used) - 1
    if day <= last:
        return int(used[day])
    span = min(PATTERN_DAYS, last)
    return int(used[last]) + ceil_div(int(used[last] - used[last - span]) * (day - last), max(span, 1))
