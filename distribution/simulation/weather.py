"""The air around loads on the way: the month's day at the nearest station, and how this day differs."""

from __future__ import annotations

from datetime import date

import numpy as np

from distribution.coldchain.ambient import ambient_c, day_spread_c, nearest_station, sun_c
from distribution.inputs import ClimateRow, WeekInputs
from distribution.simulation.assumptions import Assumptions
from distribution.simulation.chance import Chance, Floats


class Weather:
    """Air by place, day and time, the same for all loads of a station and day."""

    def __init__(self, inputs: WeekInputs, assumed: Assumptions, chance: Chance) -> None:
        self._inputs, self._assumed, self._chance = inputs, assumed, chance
        self._stations: dict[tuple[str, int], ClimateRow] = {}

    def station(self, place_id: str, day: date) -> ClimateRow:
        """Return the month of the station nearest to a place."""
        key = (place_id, day.month)
        if key not in self._stations:
            place = self._inputs.network.place(place_id)
            self._stations[key] = nearest_station(self._inputs.climate, place, day.month)
        return self._stations[key]

    def anomaly_c(self, place_id: str, day: date) -> Floats:
        """Return how much warmer a day is than the month's mean day, one entry a replication."""
        row = self.station(place_id, day)
        spread_c = self._assumed.ambient_spread * day_spread_c(row)
        if spread_c <= 0.0:
            return np.zeros(self._chance.size)
        return spread_c * self._chance.normal("weather", row.station, day)

    def day_c(self, place_id: str, day: date, time_s: Floats) -> Floats:
        """Return the air of the month's mean day in a vehicle in the sun, at times of the week clock."""
        return ambient_c(self.station(place_id, day), time_s) + sun_c(time_s)
