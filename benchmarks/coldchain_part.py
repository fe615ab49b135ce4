"""A plan folder's question for some of its centres: those nearest to a place, all else as it is."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from distribution.inputs import WeekInputs


def nearest(inputs: WeekInputs, place_id: str, count: int) -> WeekInputs:
    """Return the question of the ``count`` centres nearest to a place; their stock and use, every depot."""
    network, forecast = inputs.network, inputs.forecast
    middle = network.place(place_id)
    shrink = math.cos(math.radians(middle.lat))
    places = {c.centre_id: network.place(c.centre_id) for c in network.centres}
    away = {
        centre_id: math.hypot((place.lon - middle.lon) * shrink, place.lat - middle.lat)
        for centre_id, place in places.items()
    }
    kept = frozenset(sorted(away, key=lambda centre_id: (away[centre_id], centre_id))[:count])
    rows = [row for row, centre_id in enumerate(forecast.centre_ids) if centre_id in kept]
    return replace(
        inputs,
        network=replace(network, centres=tuple(c for c in network.centres if c.centre_id in kept)),
        forecast=replace(
            forecast,
            centre_ids=tuple(forecast.centre_ids[row] for row in rows),
            doses=forecast.doses[rows],
        ),
        stock=tuple(s for s in inputs.stock if s.place_id in kept or s.place_id not in away),
    )
