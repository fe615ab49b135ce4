"""What every centre needs over the quarter beyond its own stock, in whole packs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from distribution.forecast import Forecast
from distribution.inputs import WeekInputs
from distribution.projection import project
from distribution.quarter.answer import Horizon
from distribution.quarter.calendar import reference_day
from distribution.stock import StockLine
from distribution.units import WEEK_DAYS
from distribution.vaccines import LotStatus, TemperatureBand

PATTERN_DAYS = 4 * WEEK_DAYS  # a forecast that ends early goes on as its last four weeks went

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class QuarterNeed:
    """Need by (centre, product, period), in the order of the forecast.

    ``packs`` are needed for use in the period that the centre's own usable stock cannot cover;
    ``safety`` are wanted on its shelves at the end of the period beside what is left of that stock.
    ``own_ml[band]``, shape (centres, periods), is the volume of the stock found there when the
    period's goods come.  ``extended_from`` is the first day beyond the forecast, None when it covers all.
    """

    packs: Ints
    safety: Ints
    own_ml: Mapping[TemperatureBand, Ints]
    extended_from: date | None


def quarter_need(inputs: WeekInputs, horizon: Horizon) -> QuarterNeed:
    """Return the need of every centre over a horizon.

    Recalled and quarantined lots at a centre cover nothing; they still fill its refrigerator.
    """
    forecast, extended_from = forecast_over(inputs.forecast, horizon)
    mine = set(forecast.centre_ids)
    usable = tuple(line for line in inputs.stock if line.place_id in mine and _is_usable(inputs, line))
    projection = project(replace(inputs, forecast=forecast, stock=usable))
    ends = np.array([_days_in(horizon, t) for t in range(1, len(horizon) + 1)])
    pack = np.array([inputs.vaccines[p].pack_doses for p in forecast.product_ids], np.int64)[None, :, None]
    wanted = -(-projection.missed[:, :, ends] // pack)
    first = np.zeros_like(wanted[:, :, :1])
    safety = safety_doses(inputs, forecast)[:, :, None]
    missing = np.maximum(safety - projection.on_hand[:, :, ends], 0)
    can_hold = _can_hold(inputs, forecast)[:, :, None]
    return QuarterNeed(
        packs=np.where(can_hold, np.diff(wanted, axis=2, prepend=first), 0),
        safety=np.where(can_hold, -(-missing // pack), 0),
        own_ml=_own_ml(inputs, forecast, projection.on_hand, horizon),
        extended_from=extended_from,
    )


def safety_doses(inputs: WeekInputs, forecast: Forecast) -> Ints:
    """Return the doses of safety stock of every centre and product: some days of mean use."""
    doses: Ints = np.ceil(forecast.doses.mean(axis=2) * inputs.parameters.safety_days).astype(np.int64)
    return doses


def _days_in(horizon: Horizon, period: int) -> int:
    """Return the days of the horizon before a period (or before its end)."""
    end = horizon.starts[period] if period < len(horizon) else horizon.end
    return (end - horizon.starts[0]).days


def _is_usable(inputs: WeekInputs, line: StockLine) -> bool:
    return inputs.lots[line.lot_id].status is LotStatus.RELEASED


def forecast_over(forecast: Forecast, horizon: Horizon) -> tuple[Forecast, date | None]:
    """Return the forecast over exactly the horizon, and from which day on its last weeks are repeated."""
    first, days = horizon.starts[0], (horizon.end - horizon.starts[0]).days
    skipped = (first - forecast.days[0]).days
    known = len(forecast.days)
    index = np.arange(skipped, skipped + days)
    late = index >= known
    index[late] = known - PATTERN_DAYS + (index[late] - known) % PATTERN_DAYS
    extended_from = forecast.days[-1] + timedelta(days=1) if late.any() else None
    span = tuple(first + timedelta(days=d) for d in range(days))
    return replace(forecast, days=span, doses=forecast.doses[:, :, index]), extended_from


def _can_hold(inputs: WeekInputs, forecast: Forecast) -> NDArray[np.bool_]:
    """Return which centre can hold which product at all: it needs a store of that band."""
    bands = [inputs.vaccines[p].delivered_band for p in forecast.product_ids]
    stores = [inputs.network.centre(c).stores_ml for c in forecast.centre_ids]
    return np.array([[b is TemperatureBand.AMBIENT or s.get(b, 0) > 0 for b in bands] for s in stores])


def _own_ml(
    inputs: WeekInputs, forecast: Forecast, on_hand: Ints, horizon: Horizon
) -> dict[TemperatureBand, Ints]:
    """Return the volume of the centres' own stock by band and period, opened packs by the dose."""
    at = [(reference_day(horizon, t) - horizon.starts[0]).days for t in range(len(horizon))]
    found = {}
    for band in (TemperatureBand.COLD, TemperatureBand.FROZEN, TemperatureBand.ULTRA):
        size = np.array(
            [
                v.pack_ml / v.pack_doses if v.delivered_band is band else 0.0
                for v in (inputs.vaccines[p] for p in forecast.product_ids)
            ]
        )
        held = np.einsum("cpt,p->ct", on_hand[:, :, at], size) + _idle_ml(inputs, forecast, band)[:, None]
        found[band] = np.ceil(held - 1e-9).astype(np.int64)
    return found


def _idle_ml(inputs: WeekInputs, forecast: Forecast, band: TemperatureBand) -> NDArray[np.float64]:
    """Return the volume of lots at centres that may not be used: they stand there all the same."""
    row = {c: i for i, c in enumerate(forecast.centre_ids)}
    idle = np.zeros(len(row))
    for line in inputs.stock:
        vaccine = inputs.vaccines[line.product_id]
        in_use = line.product_id in forecast.product_ids and _is_usable(inputs, line)
        if line.place_id in row and vaccine.delivered_band is band and not in_use:
            recalled = inputs.lots[line.lot_id].status is LotStatus.RECALLED
            idle[row[line.place_id]] += 0.0 if recalled else line.doses * vaccine.pack_ml / vaccine.pack_doses
    return idle
