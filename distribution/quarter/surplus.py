"""Packs at a centre that it will not use in time and that another centre still may: what can be passed on.

A lot is passed on in the quarter in which it becomes too short-dated for anybody else, and only what
expected use and the centre's safety stock leave over: its own need stays what it was.  A round collects it;
at the depot it is looked at, and is at hand from the next week on, since a week's plan ships what lies in its
stores.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from distribution.feasibility.rule_lots import THAWED_MIN_DAYS
from distribution.inputs import WeekInputs
from distribution.projection import project
from distribution.quarter.answer import Horizon
from distribution.quarter.calendar import open_for_centres, received_period
from distribution.quarter.need import forecast_over, safety_doses
from distribution.quarter.unused import Unused, unused_lines
from distribution.stock import StockLine
from distribution.units import WEEK_DAYS
from distribution.vaccines import LotStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Surplus:
    """Whole packs of a lot that a centre can spare, and when they can be at hand at its depot."""

    centre_id: str
    product_id: str
    lot_id: str
    use_by: date
    packs: int
    site_id: str
    period: int
    received_period: int


def surpluses(inputs: WeekInputs, homes: Mapping[str, str], horizon: Horizon) -> tuple[Surplus, ...]:
    """Return what every centre can spare, in a fixed order; ``homes`` is the depot of each centre."""
    calls = _calls(inputs, horizon)
    cells: dict[tuple[str, str], list[Unused]] = {}
    for unused in unused_lines(inputs, horizon):
        line = unused.line
        if line.product_id not in inputs.forecast.product_ids or line.place_id not in homes:
            continue
        if line.place_id in calls and _window(inputs, horizon, line, calls):
            cells.setdefault((line.place_id, line.product_id), []).append(unused)
    room = _room(inputs, horizon, cells)
    found = []
    for cell, unused_of in cells.items():
        pack = inputs.vaccines[cell[1]].pack_doses
        for unused in unused_of:
            last = (unused.line.use_by - horizon.starts[0]).days + 1
            packs = min(unused.doses, int(room[cell][:last].min())) // pack
            if packs <= 0:
                continue
            room[cell][:last] -= packs * pack
            leaves, ready = calls[cell[0]]
            found.append(
                Surplus(
                    centre_id=cell[0],
                    product_id=cell[1],
                    lot_id=unused.line.lot_id,
                    use_by=unused.line.use_by,
                    packs=packs,
                    site_id=homes[cell[0]],
                    period=leaves,
                    received_period=ready,
                )
            )
    return tuple(sorted(found, key=lambda s: (s.product_id, s.centre_id, s.use_by, s.lot_id)))


def earliest_at_hand(inputs: WeekInputs, horizon: Horizon, period: int) -> int | None:
    """Return when what a round collects in a period can be sent on: in a later week, once received."""
    ready = received_period(horizon, period, inputs.parameters.receiving_days)
    start = horizon.starts[period]
    monday = start + timedelta(days=WEEK_DAYS - start.weekday())
    later = (t for t, day in enumerate(horizon.starts) if ready is not None and t >= ready and day >= monday)
    return next(later, None)


def _calls(inputs: WeekInputs, horizon: Horizon) -> dict[str, tuple[int, int]]:
    """Return when the first round calls at each centre, and when what it collects is at hand."""
    receives = open_for_centres(inputs, horizon)
    found = {}
    for row, centre_id in enumerate(inputs.forecast.centre_ids):
        periods = np.flatnonzero(receives[row])
        if len(periods):
            ready = earliest_at_hand(inputs, horizon, int(periods[0]))
            if ready is not None:
                found[centre_id] = (int(periods[0]), ready)
    return found


def _window(
    inputs: WeekInputs, horizon: Horizon, line: StockLine, calls: Mapping[str, tuple[int, int]]
) -> bool:
    """Whether a lot can still go to others when it is at hand, and no longer at the end of the horizon."""
    vaccine, lot = inputs.vaccines[line.product_id], inputs.lots[line.lot_id]
    thawed = vaccine.band is not vaccine.delivered_band and line.use_by != lot.expiry
    least = THAWED_MIN_DAYS if thawed else vaccine.min_remaining_days
    leaves, ready = calls[line.place_id]
    last = line.use_by - timedelta(days=least)
    return lot.usable(horizon.starts[leaves]) and horizon.starts[ready] <= last < horizon.end


def _room(
    inputs: WeekInputs, horizon: Horizon, cells: Mapping[tuple[str, str], list[Unused]]
) -> dict[tuple[str, str], NDArray[np.int64]]:
    """Return, for each cell, the doses over its safety stock at the start of every day."""
    forecast, _ = forecast_over(inputs.forecast, horizon)
    mine = tuple(
        line
        for line in inputs.stock
        if (line.place_id, line.product_id) in cells and inputs.lots[line.lot_id].status is LotStatus.RELEASED
    )
    on_hand = project(replace(inputs, forecast=forecast, stock=mine)).on_hand
    safety = safety_doses(inputs, forecast)
    row = {c: i for i, c in enumerate(forecast.centre_ids)}
    column = {p: i for i, p in enumerate(forecast.product_ids)}
    return {(c, p): on_hand[row[c], column[p]] - safety[row[c], column[p]] for c, p in cells}
