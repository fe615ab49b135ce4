"""The air outside: coldest at six, warmest at two, hotter on hot days."""

from __future__ import annotations

import numpy as np
import pytest

from distribution.coldchain.ambient import ambient_c, bundled_climate, day_spread_c, nearest_station, sun_c
from distribution.inputs import ClimateRow
from distribution.network import Place

ROW = ClimateRow(
    station="x",
    lon=106.0,
    lat=16.0,
    month=7,
    design_hot_c=38.0,
    mean_c=29.0,
    mean_min_c=25.0,
    mean_max_c=33.0,
)
HOUR_S = 3_600


def test_extremes_of_a_day() -> None:
    assert float(ambient_c(ROW, 6 * HOUR_S)) == pytest.approx(25.0)
    assert float(ambient_c(ROW, 14 * HOUR_S)) == pytest.approx(33.0)
    assert float(ambient_c(ROW, 14 * HOUR_S + 3 * 86_400, anomaly_c=2.0)) == pytest.approx(35.0)


def test_a_day_has_no_jump() -> None:
    day = ambient_c(ROW, np.arange(0, 2 * 86_400, 60))
    assert np.abs(np.diff(day)).max() < 0.03


def test_the_design_day_is_the_hottest_of_twenty() -> None:
    # 33 + 1.645 deviations = 38
    assert day_spread_c(ROW) == pytest.approx(5 / 1.645)


def test_the_sun_warms_by_day_and_more_where_a_vehicle_stands() -> None:
    assert float(sun_c(2 * HOUR_S)) == 0.0
    assert float(sun_c(12 * HOUR_S)) == pytest.approx(5.0)
    assert float(sun_c(12 * HOUR_S, parked=True)) == pytest.approx(12.0)


def test_the_nearest_station_of_the_month() -> None:
    rows = (ROW, ClimateRow(**{**{f: getattr(ROW, f) for f in ROW.__slots__}, "station": "y", "lon": 109.0}))
    assert nearest_station(rows, Place(108.5, 16.0), 7).station == "y"


def test_a_design_day_held_round_the_clock_is_warmer_than_that_day_with_its_sun() -> None:
    clock = np.arange(0, 86_400, 300)
    for hot in bundled_climate():
        day = ambient_c(hot, clock, hot.design_hot_c - hot.mean_max_c) + sun_c(clock)
        assert day.mean() <= hot.design_hot_c, hot
