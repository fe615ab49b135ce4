"""Planned hold time of a passive box: from the table of hold times, never more than its life."""

from __future__ import annotations

from dataclasses import replace

import pytest

from distribution.coldchain.hold_table import hold_in
from distribution.coldtime import design_ambient_c, hold_time_s
from distribution.files.bundled import read_table
from distribution.fleet import BoxType
from distribution.inputs import ClimateRow, WeekInputs
from distribution.network import Place

HOUR_S = 3_600


def _box(box_id: str, life_h: float) -> BoxType:
    return BoxType(
        box_id=box_id,
        model=box_id,
        vaccine_ml=10_000,
        loaded_g=10_000,
        tare_g=5_000,
        cold_life_s=round(life_h * HOUR_S),
    )


@pytest.mark.parametrize("design_c", [20.0, 34.0, 34.4, 43.0])
def test_the_next_warmer_row_of_the_best_recipe_and_three_quarters_of_it(
    tiny_inputs: WeekInputs, design_c: float
) -> None:
    box = tiny_inputs.fleet.box("PCM28")
    row = hold_in("PCM28-KIT", design_c)
    assert row.ambient_c >= design_c
    assert row.ambient_c - design_c < 1
    assert hold_time_s(box, design_c, tiny_inputs.parameters) == int(row.hold_s * 0.75)


def test_hotter_never_holds_longer(tiny_inputs: WeekInputs) -> None:
    box = tiny_inputs.fleet.box("PCM28")
    times = [hold_time_s(box, c, tiny_inputs.parameters) for c in range(0, 60)]
    assert times == sorted(times, reverse=True)


@pytest.mark.parametrize("row", read_table("boxes"), ids=lambda row: row["id"])
def test_no_box_is_planned_longer_than_its_sourced_life(row: dict[str, str], tiny_inputs: WeekInputs) -> None:
    box = _box(row["id"], float(row["cold_life_h_43c"]))
    parameters = replace(tiny_inputs.parameters, hold_fraction=1.0)
    for design_c in (0, 5, 12, 25, 35, 43, 50):
        assert hold_time_s(box, design_c, parameters) <= box.cold_life_s


def test_a_shorter_life_of_the_users_own_counts(tiny_inputs: WeekInputs) -> None:
    assert hold_time_s(_box("PCM28", 10), 30.0, tiny_inputs.parameters) == int(10 * HOUR_S * 0.75)


@pytest.mark.parametrize(
    ("design_c", "factor"),
    [
        (43.0, 1.0),  # as tested
        (24.0, 1.0),  # nothing is credited for cooler air
        (62.0, 38 / 57),  # 38 degrees against 57
    ],
)
def test_a_box_without_a_model_keeps_to_its_catalogue(
    tiny_inputs: WeekInputs, design_c: float, factor: float
) -> None:
    expected_s = int(40 * HOUR_S * factor * 0.75)
    found_s = hold_time_s(_box("OWN", 40), design_c, tiny_inputs.parameters)
    assert found_s == pytest.approx(expected_s, abs=1)


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
