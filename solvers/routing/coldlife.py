"""How long the boxes of each kind of vehicle hold at each place's design ambient."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from distribution.coldtime import design_ambient_c, hold_time_s
from distribution.inputs import WeekInputs
from distribution.travel import TravelTable
from solvers.routing.tables import Ints


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
