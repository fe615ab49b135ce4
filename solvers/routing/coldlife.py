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

    A route's hold time is the least over its depot and stops: that of the hottest, or of one whose goods are
    to be under way for less (``Reserve``).
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
    held = np.array([rows[box_id] for box_id in box_ids], np.int64).reshape(-1, len(hot))
    for centre_id, most_s in inputs.reserve.ride_s.items():
        column = held[:, travel.index(centre_id)]
        np.minimum(column, most_s, out=column)
    return held


def refuge_times(inputs: WeekInputs, travel: TravelTable) -> Ints:
    """Return how far from a cold store each leg leads, seconds; too far where goods are to ride in boxes.

    A route with such a leg is packed in passive boxes whatever its vehicle (``Reserve.boxed``).
    """
    away = travel.refuge_s.astype(np.int64)
    for centre_id in inputs.reserve.boxed:
        column = away[:, travel.index(centre_id)]
        np.maximum(column, inputs.parameters.holdover_s + 1, out=column)
    return away
