"""How long the boxes of each kind of vehicle hold at each place's design ambient."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from distribution.fleet import BoxType
from distribution.inputs import ClimateRow, WeekInputs
from distribution.network import Place
from distribution.parameters import Parameters
from distribution.travel import TravelTable
from solvers.routing.tables import Ints

GOODS_C = 5.0


def design_ambient_c(climate: Iterable[ClimateRow], places: Iterable[Place], month: int) -> float:
    """Return the hottest design day of the month among the stations nearest to the places."""
    rows = [row for row in climate if row.month == month]

    def distance(row: ClimateRow, place: Place) -> float:
        return ((row.lon - place.lon) * 0.96) ** 2 + (row.lat - place.lat) ** 2

    return max(min(rows, key=lambda r: (distance(r, p), r.station)).design_hot_c for p in places)


def hold_time_s(box: BoxType, design_c: float, parameters: Parameters) -> int:
    """Return seconds from closing to opening: the tested life, scaled to the ambient, with its margin."""
    degrees = max(design_c, 15.0)
    life = box.cold_life_s * (parameters.box_test_c - GOODS_C) / (degrees - GOODS_C)
    return int(life * parameters.hold_fraction)


def hold_times(inputs: WeekInputs, travel: TravelTable, box_ids: Sequence[str]) -> Ints:
    """Return seconds from closing to opening, shape (boxes asked, places).

    A route's hold time is the least over its depot and stops, which is that of the hottest.
    """
    month = inputs.calendar.week.monday.month
    hot = [
        design_ambient_c(inputs.climate, [inputs.network.place(place_id)], month)
        for place_id in travel.place_ids
    ]
    boxes = {box_id: inputs.fleet.box(box_id) for box_id in sorted(set(box_ids))}
    rows = {
        box_id: [hold_time_s(box, degrees, inputs.parameters) for degrees in hot]
        for box_id, box in boxes.items()
    }
    return np.array([rows[box_id] for box_id in box_ids], np.int64).reshape(-1, len(hot))
