"""How long a passive box keeps its load cold in the heat of a month and place (rule R7)."""

from __future__ import annotations

from collections.abc import Iterable

from distribution.coldchain.ambient import nearest_station
from distribution.coldchain.hold_table import GOODS_C, best_hold, recipe_hold
from distribution.fleet import BoxType
from distribution.inputs import ClimateRow
from distribution.network import Place
from distribution.parameters import Parameters


def design_ambient_c(climate: Iterable[ClimateRow], places: Iterable[Place], month: int) -> float:
    """Return the hottest design day (°C) of the month among the stations nearest to the places."""
    rows = tuple(climate)
    return max(nearest_station(rows, place, month).design_hot_c for place in places)


def hold_time_s(box: BoxType, design_c: float, parameters: Parameters, recipe_id: str = "") -> int:
    """Return planned seconds from closing to opening a box packed by a recipe (empty: by the best).

    The table of hold times gives what nineteen of twenty boxes hold by the recipe at the design
    ambient (``data/hold_times.csv``); it is never more than the life that the box is known for, and only
    ``hold_fraction`` of it is planned.
    """
    hold = recipe_hold(recipe_id, design_c) if recipe_id else best_hold(box.box_id, design_c)
    if hold is None:
        return int(_by_catalogue_s(box, design_c, parameters) * parameters.hold_fraction)
    return int(min(hold.hold_s, box.cold_life_s) * parameters.hold_fraction)


def _by_catalogue_s(box: BoxType, design_c: float, parameters: Parameters) -> int:
    """A box that the table does not know: the catalogue's life, less where it is hotter.

    Nothing is credited for an ambient cooler than that of the test; the inputs' warnings name such boxes.
    """
    hotter = (parameters.box_test_c - GOODS_C) / max(design_c - GOODS_C, 1.0)
    return int(box.cold_life_s * min(1.0, hotter))
