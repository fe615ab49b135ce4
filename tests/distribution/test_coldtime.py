"""Hold time of a passive box: the formula by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from distribution.coldtime import design_ambient_c, hold_time_s
from distribution.inputs import ClimateRow, WeekInputs
from distribution.network import Place


@pytest.mark.parametrize(
    ("design_c", "factor"),
    [
        (43.0, 1.0),  # as tested
        (24.0, 2.0),  # 38 degrees against 19
        (15.0, 3.8),  # 38 against 10
        (8.0, 3.8),  # no more is credited in the cold
    ],
)
def test_hold_time(tiny_inputs: WeekInputs, design_c: float, factor: float) -> None:
    box = replace(tiny_inputs.fleet.box("PCM28"), cold_life_s=40_000)
    expected_s = int(40_000 * factor * 0.75)
    assert hold_time_s(box, design_c, tiny_inputs.parameters) == pytest.approx(expected_s, abs=1)


def test_hotter_never_holds_longer(tiny_inputs: WeekInputs) -> None:
    box = tiny_inputs.fleet.box("PCM28")
    times = [hold_time_s(box, c, tiny_inputs.parameters) for c in range(0, 50)]
    assert times == sorted(times, reverse=True)


def _row(station: str, lon: float, month: int, hot_c: float) -> ClimateRow:
    return ClimateRow(
        station=station,
        lon=lon,
        lat=16.0,
        month=month,
        design_hot_c=hot_c,
        mean_c=20.0,
        mean_min_c=15.0,
        mean_max_c=hot_c - 3.0,
    )


def test_the_hottest_of_the_nearest_stations_counts() -> None:
    rows = (_row("west", 105.0, 11, 30.0), _row("east", 108.0, 11, 34.0), _row("east", 108.0, 6, 40.0))
    west, east = Place(105.4, 16.0), Place(107.6, 16.0)
    assert design_ambient_c(rows, (west,), 11) == 30.0
    assert design_ambient_c(rows, (west, east), 11) == 34.0
    assert design_ambient_c(rows, (east,), 6) == 40.0
