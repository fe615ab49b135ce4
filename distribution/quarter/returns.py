"""What centres send back: recalled lots, and whole packs that they will not use before their use-by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

import numpy as np

from distribution.inputs import WeekInputs
from distribution.quarter.answer import Horizon, Movement
from distribution.quarter.calendar import open_for_centres, received_period
from distribution.quarter.unused import unused_lines
from distribution.stock import StockLine
from distribution.units import ceil_div
from distribution.vaccines import LotStatus


def returns(
    inputs: WeekInputs, homes: Mapping[str, str], horizon: Horizon, passed: Sequence[Movement] = ()
) -> tuple[Movement, ...]:
    """Return the movements from centres to their depots, with the first round that calls.

    A recalled lot goes back whole, opened packs too.  Of a lot that ends within the horizon go the whole
    packs that expected use, the earliest use-by first, leaves over, but for those that are ``passed`` on.
    """
    gone: Counter[tuple[str, str, date | None]] = Counter()
    for movement in passed:
        gone[movement.origin_id, movement.lot_id, movement.use_by] += movement.doses
    receives = open_for_centres(inputs, horizon)
    row = {c: i for i, c in enumerate(inputs.forecast.centre_ids)}
    found = []
    for line, held in (*_recalled(inputs, row), *_unused(inputs, horizon)):
        doses = held - gone[line.place_id, line.lot_id, line.use_by]
        periods = np.flatnonzero(receives[row[line.place_id]])
        period = int(periods[0]) if len(periods) else None
        ready = None
        if period is not None:
            ready = received_period(horizon, period, inputs.parameters.receiving_days)
        if doses <= 0 or period is None or ready is None or line.place_id not in homes:
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


def _unused(inputs: WeekInputs, horizon: Horizon) -> Iterator[tuple[StockLine, int]]:
    """Yield the whole packs of lots that lapse within the horizon and are not used before."""
    for unused in unused_lines(inputs, horizon):
        line, pack = unused.line, inputs.vaccines[unused.line.product_id].pack_doses
        if line.use_by < horizon.end - timedelta(days=1) and unused.doses >= pack:
            yield line, unused.doses // pack * pack
