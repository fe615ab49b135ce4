"""``coldchain scenario``, ``value`` and ``cost`` on a week of two centres."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from command_line import Ran, coldchain

DEPOT = "depot-can-tho"
FAST = ("--engine", "insertion", "--iterations", "20")
SCENARIOS = f"""
[van]
title = {{ vi = "Thêm xe", en = "One van more" }}
more_vehicles = [{{ depot = "{DEPOT}", type = "MICROVAN" }}]
[dear]
title = "30.000"
parameters = {{ diesel_vnd_l = 30000, petrol_vnd_l = 30000 }}
[shut]
title = "đóng"
closed_depots = ["{DEPOT}"]
"""


@pytest.fixture(scope="module")
def compared(small_week: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, Path]:
    folder = tmp_path_factory.mktemp("scenarios")
    file, to = folder / "mine.toml", folder / "compare.xlsx"
    file.write_text(SCENARIOS, encoding="utf-8")
    return coldchain("scenario", file, "--input", small_week, "--to", to, *FAST, "--json"), to


def trial(compared: tuple[Ran, Path], name: str) -> dict[str, Any]:
    trials: list[dict[str, Any]] = compared[0].facts["scenarios"]
    return next(t for t in trials if t["name"] == name)


def test_the_week_as_it_is_comes_first_and_scenarios_in_their_order(compared: tuple[Ran, Path]) -> None:
    ran, _ = compared
    assert ran.code == 10, ran.err  # a shut depot leaves both centres unserved
    assert [t["name"] for t in ran.facts["scenarios"]] == ["base", "van", "dear", "shut"]
    assert set(trial(compared, "base")["difference"].values()) == {0}
    assert all(t["violations"] == 0 for t in ran.facts["scenarios"])


def test_the_plan_as_it_is_may_stay_where_only_more_is_allowed(compared: tuple[Ran, Path]) -> None:
    base = trial(compared, "base")["figures"]["cost_vnd"]
    assert trial(compared, "van")["stay"] == {"cost_vnd": base, "violations": 0}


def test_dearer_fuel_costs_more_for_the_same_plan(compared: tuple[Ran, Path]) -> None:
    dear, base = trial(compared, "dear"), trial(compared, "base")["figures"]
    assert dear["stay"]["violations"] == 0
    assert dear["stay"]["cost_vnd"] > base["cost_vnd"]
    assert dear["difference"]["cost_vnd"] > 0


def test_a_shut_depot_serves_nobody_and_its_plan_may_not_stay(compared: tuple[Ran, Path]) -> None:
    shut = trial(compared, "shut")
    assert (shut["figures"]["served"], shut["figures"]["unserved"]) == (0, 2)
    assert shut["stay"]["violations"] > 0


def test_the_comparison_is_a_sheet_too(compared: tuple[Ran, Path]) -> None:
    page = openpyxl.load_workbook(compared[1]).worksheets[0]
    rows = [list(row) for row in page.iter_rows(values_only=True)]
    costs = next(row for row in rows if row[0] == "Chi phí (đồng)")
    figures = [t["figures"]["cost_vnd"] for t in compared[0].facts["scenarios"]]
    assert costs[1:] == figures
    stays = next(row for row in rows if row[0] == "Giữ nguyên kế hoạch hiện có (đồng)")
    assert stays[1:4] == [None, figures[0], trial(compared, "dear")["stay"]["cost_vnd"]]
    assert str(stays[4]).startswith("trái luật")
    best = next(row for row in rows if str(row[0]).startswith("Tốt nhất trong hai"))
    found, stay = (trial(compared, "dear")[k]["cost_vnd"] for k in ("figures", "stay"))
    assert best[3] == min(found, stay) - figures[0]


def test_scenarios_are_told_in_sentences(small_week: Path) -> None:
    ran = coldchain("scenario", "fuel-30000", "--input", small_week, *FAST, "--lang", "en")
    assert ran.code == 0, ran.err
    assert "fuel-30000: Diesel and petrol at 30,000 ₫ a litre" in ran.out
    assert "Keeping the plan as it is" in ran.out


@pytest.mark.parametrize("name", ["no-such", "no-such.toml"])
def test_an_unknown_scenario_is_refused_before_anything_is_planned(name: str, small_week: Path) -> None:
    ran = coldchain("scenario", name, "--input", small_week, *FAST, "--lang", "en")
    assert (ran.code, ran.out) == (20, "")
    assert name in ran.err


def test_a_road_that_is_none_is_refused(small_week: Path, tmp_path: Path) -> None:
    file = tmp_path / "roads.toml"
    file.write_text('[cut]\nclosed_roads = [["hue", "hanoi"], ["vinh", "honglinh"]]\n', encoding="utf-8")
    ran = coldchain("scenario", file, "--input", small_week, *FAST, "--lang", "en")
    assert (ran.code, ran.out) == (20, "")
    assert "hue–hanoi" in ran.err
    assert "honglinh" not in ran.err


def test_one_more_vehicle_is_never_worth_less_than_nothing(small_week: Path) -> None:
    asked = ("--vehicle", f"{DEPOT}:MICROVAN", "--seeds", "2")
    ran = coldchain("value", *asked, "--input", small_week, *FAST, "--json")
    assert ran.code == 0, ran.err
    (value,) = ran.facts["values"]
    assert value["proof"] == "found"
    assert [w["seed"] for w in value["seeds"]] == [1, 2]
    assert all(w["saves_vnd"] >= 0 and w["more_served"] >= 0 for w in value["seeds"])


@pytest.mark.parametrize(
    "asked", [(), ("--litres", "vnvc-can-tho:-3"), ("--hours", "0"), ("--vehicle", "nowhere:MICROVAN")]
)
def test_what_is_no_addition_is_refused(asked: tuple[str, ...], small_week: Path) -> None:
    ran = coldchain("value", *asked, "--input", small_week, *FAST)
    assert (ran.code, ran.out) == (20, "")


def test_cost_to_serve_adds_up_to_the_plan(small_plan: Ran, tmp_path: Path) -> None:
    table, sheet = tmp_path / "cost.csv", tmp_path / "cost.xlsx"
    ran = coldchain("cost", small_plan.folder, "--to", table, "--json")
    assert ran.code == 0, ran.err
    assert sum(row["cost_vnd"] for row in ran.facts["places"]) == ran.facts["cost_vnd"]
    assert ran.facts["cost_vnd"] == small_plan.facts["cost_vnd"]
    assert int(pd.read_csv(table)["cost_vnd"].sum()) == ran.facts["cost_vnd"]
    assert coldchain("cost", small_plan.folder, "--to", sheet, "--lang", "en").code == 0
    assert openpyxl.load_workbook(sheet).worksheets[0].title == "Cost to serve"


def test_a_table_that_stands_is_not_overwritten(small_plan: Ran, tmp_path: Path) -> None:
    table = tmp_path / "cost.csv"
    table.write_text("mine")
    assert coldchain("cost", small_plan.folder, "--to", table).code == 45
    assert table.read_text() == "mine"
