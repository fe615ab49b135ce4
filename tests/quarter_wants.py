"""A need written by hand: who wants how many packs of what, and when; nobody else wants anything."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from distribution.inputs import WeekInputs
from distribution.quarter.answer import Horizon
from distribution.quarter.need import QuarterNeed, quarter_need

Want = tuple[str, str, int, int]  # centre, product, packs, period


def need_of(inputs: WeekInputs, horizon: Horizon, *wants: Want) -> QuarterNeed:
    """Return the need of a quarter in which only some centres want something."""
    need = quarter_need(inputs, horizon)
    packs = np.zeros_like(need.packs)
    for centre_id, product_id, number, period in wants:
        row = inputs.forecast.centre_ids.index(centre_id)
        packs[row, inputs.forecast.product_ids.index(product_id), period] = number
    return replace(need, packs=packs)
