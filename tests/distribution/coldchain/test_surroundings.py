"""What surrounds a load on its way, by hand on the tiny plan."""

from __future__ import annotations

import math

import numpy as np
import pytest

from distribution.coldchain.rides import predicted_rides
from distribution.coldchain.surroundings import surroundings
from distribution.feasibility.coldride import cold_rides
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan


def test_air_and_sun_of_a_morning_round(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs) -> None:
    # R-1 from 05:15 in steps of 5 min; the month's mean day is 18 to 25 °C
    rides = {ride.departure_id: ride for ride in cold_rides(tiny_plan, tiny_inputs)}
    found = surroundings(rides["R-1"], tiny_plan, tiny_inputs)
    at_seven = 18 + 7 * (0.5 - 0.5 * math.cos(math.pi / 8)) + 5 * math.sin(math.pi / 12)  # on the road
    at_eight = 18 + 7 * (0.5 - 0.5 * math.cos(math.pi / 4)) + 12 * math.sin(math.pi / 6)  # at centre-mid
    assert found.air_c[21] == pytest.approx(at_seven)
    assert found.air_c[33] == pytest.approx(at_eight)
    assert not found.door_s.any()


def test_the_door_of_a_compartment_opens_when_unloading_begins(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs
) -> None:
    # R-3 leaves at 21:00 and unloads from 21:30: the seventh step
    rides = {ride.departure_id: ride for ride in cold_rides(tiny_plan, tiny_inputs)}
    found = surroundings(rides["R-3"], tiny_plan, tiny_inputs)
    assert found.door_s.tolist() == [0, 0, 0, 0, 0, 0, 240, 0, 0, 0]


def test_every_departure_has_its_temperature_and_hot_days_are_hotter(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs
) -> None:
    mean, hot = (predicted_rides(tiny_plan, tiny_inputs, anomaly_c=warmer) for warmer in (0.0, 6.0))
    assert set(mean) == {"R-1", "R-2", "R-3", "C-1", "T-1"}
    for departure_id, ride in mean.items():
        assert np.all(ride.coldest_c <= ride.warmest_c)
        assert hot[departure_id].air_c == pytest.approx(ride.air_c + 6.0)
        assert hot[departure_id].warmest_c.max() >= ride.warmest_c.max()
