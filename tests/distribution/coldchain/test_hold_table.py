"""The tables made by code are what the code makes, and planning stays inside what is known."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from distribution.coldchain.ambient import bundled_climate
from distribution.coldchain.calibration import calibrate
from distribution.coldchain.hold_making import make_hold_rows
from distribution.coldchain.hold_places import hold_by_place
from distribution.coldchain.hold_table import best_hold, hold_in
from distribution.coldchain.lives import life_tests, predicted_lives_h
from distribution.coldchain.pqs import pqs_lives
from distribution.coldchain.recipes import recipes
from distribution.files.bundled import read_table, table_path

DATA = Path(__file__).resolve().parents[3] / "data"


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_coldchain", DATA / "build" / "coldchain.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_calibration_is_what_its_script_makes() -> None:
    made = script().calibration_text(calibrate())
    assert table_path("box_calibration").read_text(encoding="utf-8") == made


@pytest.mark.parametrize("ambient_c", [12, 34])
def test_hold_times_are_what_their_script_makes(ambient_c: int) -> None:
    made = make_hold_rows(tuple(recipes().values()), calibrate(), (ambient_c,))
    written = script().hold_text(made).splitlines()[1:]
    table = table_path("hold_times").read_text(encoding="utf-8").splitlines()
    assert [line for line in table if line.split(",")[1] == str(ambient_c)] == written


def test_every_recipe_and_degree_has_its_row() -> None:
    assert len(read_table("hold_times")) == len(recipes()) * 41


def test_no_hold_time_exceeds_the_published_life_of_its_box() -> None:
    lives = {row["id"]: float(row["cold_life_h_43c"]) for row in read_table("boxes")}
    for row in read_table("hold_times"):
        box_id = recipes()[row["recipe_id"]].box_id
        assert float(row["hold_h"]) <= float(row["median_h"]) <= lives[box_id], row


def test_walls_alone_come_near_the_sourced_lives_and_keep_every_floor() -> None:
    tests = life_tests()
    for test, life_h in zip(tests, predicted_lives_h(tests)[:, 0], strict=True):
        if test.kind == "sourced":
            assert life_h == pytest.approx(test.life_h, rel=0.2), test.box_id
        if test.kind == "floor":
            assert life_h >= test.life_h, test.box_id


def test_a_recipe_that_freezes_the_load_is_never_the_best() -> None:
    assert hold_in("RCW25-FROZEN", 30.0).hold_s < 1_800
    best = best_hold("RCW25", 30.0)
    assert best is not None
    assert best.recipe.recipe_id == "RCW25-CONDITIONED"


def test_above_the_table_the_hottest_row_is_shortened() -> None:
    at_45, at_65 = best_hold("PCM28", 45.0), best_hold("PCM28", 65.0)
    assert at_45 is not None
    assert at_65 is not None
    assert at_65.hold_s == int(at_45.hold_s * 40 / 60)


def test_cold_life_is_longest_of_the_three_lives() -> None:
    # packs that melt hold 416 kJ a kilogram, cool ones 15 x 4.2; at -20 °C warm packs freeze before they fail
    found = pqs_lives("RCW25", 14.4)
    (test,) = (t for t in life_tests() if t.box_id == "RCW25")
    assert found.cold_h == pytest.approx(predicted_lives_h([test])[0, 0], rel=1e-6)
    assert found.cool_h < found.cold_h
    assert 0 < found.warm_h < found.cold_h


def test_by_month_and_place_the_hotter_holds_no_longer() -> None:
    found = [h for h in hold_by_place(bundled_climate()) if h.recipe_id == "PCM28-KIT"]
    assert len(found) == 11 * 12
    by_heat = sorted(found, key=lambda h: h.design_c)
    assert [h.hold_s for h in by_heat] == sorted((h.hold_s for h in found), reverse=True)
