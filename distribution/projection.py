"""What is left of each centre's own stock as the days pass, if nothing came.

Expected use takes the earliest use-by first; what is not used by its use-by is lost.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from distribution.inputs import WeekInputs
from distribution.vaccines import TemperatureBand


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Projection:
    """Doses by centre, product and day, in the order of the forecast.

    ``on_hand[c, p, d]`` is at the start of day ``d`` (0: the Monday), ``missed[c, p, d]`` what could
    not be given on the days before; both have one day more than the forecast.
    """

    on_hand: NDArray[np.int64]
    missed: NDArray[np.int64]


def project(inputs: WeekInputs) -> Projection:
    """Return the projection of every centre's stock over the days of the forecast."""
    forecast = inputs.forecast
    centres, products, days = forecast.doses.shape
    on_hand = np.zeros((centres, products, days + 1), np.int64)
    missed = np.zeros_like(on_hand)
    missed[:, :, 1:] = np.cumsum(forecast.doses, axis=2)
    for (c, p), by_date in _stock_by_cell(inputs).items():
        on_hand[c, p], missed[c, p] = _left(by_date, forecast.doses[c, p], forecast.days)
    return Projection(on_hand=on_hand, missed=missed)


def volume_ml(inputs: WeekInputs, doses: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the 2–8 °C packed volume of doses, summed over products (axis 1), rounded up."""
    size = np.zeros(len(inputs.forecast.product_ids))
    for p, product_id in enumerate(inputs.forecast.product_ids):
        vaccine = inputs.vaccines[product_id]
        if vaccine.delivered_band is TemperatureBand.COLD:
            size[p] = vaccine.pack_ml / vaccine.pack_doses
    return np.ceil(np.tensordot(doses, size, axes=(1, 0)) - 1e-9).astype(np.int64)


def _stock_by_cell(inputs: WeekInputs) -> dict[tuple[int, int], dict[date, int]]:
    rows = {c: i for i, c in enumerate(inputs.forecast.centre_ids)}
    columns = {p: i for i, p in enumerate(inputs.forecast.product_ids)}
    cells: dict[tuple[int, int], dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for line in inputs.stock:
        if line.place_id in rows and line.product_id in columns:
            cells[rows[line.place_id], columns[line.product_id]][line.use_by] += line.doses
    return cells


def _left(
    by_date: dict[date, int], use: NDArray[np.int32], days: tuple[date, ...]
) -> tuple[list[int], list[int]]:
    """Return what is left at the start of every day, and what could not be given before it."""
    lots = sorted(by_date.items())
    left = [doses for _, doses in lots]
    line, missed = [sum(left)], [0]
    for day, wanted in zip(days, use.tolist(), strict=True):
        open_doses = wanted
        for i, (use_by, _) in enumerate(lots):
            taken = min(open_doses, left[i]) if use_by >= day else 0
            open_doses -= taken
            left[i] = left[i] - taken if use_by > day else 0
        line.append(sum(left))
        missed.append(missed[-1] + open_doses)
    return line, missed
