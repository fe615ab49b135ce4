"""What centres send back: recalled lots, and whole packs that they will not use before their use-by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import timedelta

import numpy as np

from distribution.inputs import WeekInputs
from distribution.quarter import Horizon, Movement
from distribution.quarter_calendar import open_for_centres, received_period
from distribution.quarter_need import forecast_over
from distribution.stock import StockLine
from distribution.units import ceil_div
from distribution.vaccines import LotStatus


def returns(inputs: WeekInputs, homes: Mapping[str, str], horizon: Horizon) -> tuple[Movement, ...]:
    """Return the movements from centres to their depots, with the first round that calls.

    A recalled lot goes back whole, opened packs too.  Of a lot that ends within the horizon go the whole
    packs that expected use, the earliest use-by first, leaves over.
    """
    receives = open_for_centres(inputs, horizon)
    row = {c: i for i, c in enumerate(inputs.forecast.centre_ids)}
    found = []
    for line, doses in (*_recalled(inputs, row), *_unused(inputs, row, horizon)):
        periods = np.flatnonzero(receives[row[line.place_id]])
        period = int(periods[0]) if len(periods) else None
        ready = None
        if period is not None:
            ready = received_period(horizon, period, inputs.parameters.receiving_days)
        if period is None or ready is None or line.place_id not in homes:
            continue
        found.append(
            Movement(
                period=period,
                received_period=ready,
                lane_id="",
                origin_id=line.place_id,
                destination_id=homes[line.place_id],
                product_id=line.product_id,
                lot_id=line.lot_id,
                packs=ceil_div(doses, inputs.vaccines[line.product_id].pack_doses),
                doses=doses,
                use_by=line.use_by,
            )
        )
    return tuple(sorted(found, key=lambda m: (m.product_id, m.period, m.origin_id, m.lot_id, m.use_by)))


def _recalled(inputs: WeekInputs, row: Mapping[str, int]) -> Iterator[tuple[StockLine, int]]:
    for line in inputs.stock:
        if line.place_id in row and inputs.lots[line.lot_id].status is LotStatus.RECALLED:
            yield line, line.doses


def _unused(inputs: WeekInputs, row: Mapping[str, int], horizon: Horizon) -> Iterator[tuple[StockLine, int]]:
    forecast, _ = forecast_over(inputs.forecast, horizon)
    used = np.cumsum(forecast.doses, axis=2)
    column = {p: i for i, p in enumerate(forecast.product_ids)}
    cells: dict[tuple[str, str], list[StockLine]] = defaultdict(list)
    for line in inputs.stock:
        if line.place_id in row and inputs.lots[line.lot_id].status is LotStatus.RELEASED:
            cells[line.place_id, line.product_id].append(line)
    for (place, product), lines in sorted(cells.items()):
        taken, pack = 0, inputs.vaccines[product].pack_doses
        for line in sorted(lines, key=lambda s: (s.use_by, s.lot_id)):
            if line.use_by >= horizon.end - timedelta(days=1):
                break
            day = (line.use_by - horizon.starts[0]).days
            until = int(used[row[place], column[product], day]) if product in column and day >= 0 else 0
            before, taken = taken, max(taken, min(taken + line.doses, until))
            packs = (line.doses - (taken - before)) // pack
            if packs:
                yield line, packs * pack
