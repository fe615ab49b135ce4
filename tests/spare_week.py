"""The tiny week with a lot at centre-near that it will not use up before nobody else may have it.

HEXA-2 lapses on 30 June 2027, 219 days after the Monday; with 180 days of least life it may reach others
until 1 January.  300 doses lie at centre-near, which uses one a day: 220 until it lapses, so that 80 doses,
eight packs, are left over.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tiny_places import COLD

from distribution.inputs import WeekInputs
from distribution.stock import StockLine

LAPSES = date(2027, 6, 30)
SPARE_PACKS = 8
HOMES = {"centre-near": "depot-north", "centre-mid": "depot-north"}


def spare_week(inputs: WeekInputs, doses: int = 300, daily: int = 1) -> WeekInputs:
    """Return the tiny week with doses of the lot at centre-near, where so many are used a day."""
    held = StockLine(
        place_id="centre-near", product_id="HEXA", lot_id="HEXA-2", band=COLD, use_by=LAPSES, doses=doses
    )
    others = tuple(line for line in inputs.stock if line.place_id != "centre-near")
    use = inputs.forecast.doses.copy()
    use[inputs.forecast.centre_ids.index("centre-near"), inputs.forecast.product_ids.index("HEXA")] = daily
    return replace(inputs, stock=(*others, held), forecast=replace(inputs.forecast, doses=use))
