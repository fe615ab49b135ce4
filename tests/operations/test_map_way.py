"""What the map shows of a run's way: expected curves, a simulation's tables, a logger's export."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from command_line import Ran, coldchain

from operations.mapping.way import _extremes

FEW = ("--replications", "20")


def _way(page: Path) -> dict[str, Any]:
    found = re.search(r'id="map-way">(.*?)</script>', page.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    way: dict[str, Any] = json.loads(found[1])
    return way


@pytest.fixture(scope="module")
def tables(small_plan: Ran, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("simulated") / "tables"
    ran = coldchain("simulate", small_plan.folder, *FEW, "--to", folder)
    assert ran.code == 0, ran.err
    return folder


def test_few_points_keep_every_extreme() -> None:
    values = np.array([5.0, 4.0, 9.04, 5.0, 1.0])
    assert _extremes(values, 2, least=True) == (4.0, 5.0, 1.0)
    assert _extremes(values, 2, least=False) == (5.0, 9.0, 1.0)


def test_the_plans_own_map_shows_what_is_expected(small_plan: Ran) -> None:
    way = _way(small_plan.folder / "map.html")
    plan = json.loads((small_plan.folder / "plan.json").read_text(encoding="utf-8"))["plan"]
    assert set(way["curves"]) <= {route["route_id"] for route in plan["routes"]}
    assert way["curves"]
    assert way["risks"] == way["measured"] == {}
    for curve in way["curves"].values():
        assert all(cool <= cold for cool, cold in zip(curve["cool"], curve["cold"], strict=True))
        assert all(warm <= hot for warm, hot in zip(curve["warm"], curve["hot"], strict=True))


def test_risks_are_those_of_the_simulation(small_plan: Ran, tables: Path, tmp_path: Path) -> None:
    page = tmp_path / "map.html"
    ran = coldchain("map", small_plan.folder, "--simulation", tables, "--to", page)
    assert ran.code == 0, ran.err
    with (tables / "calls.csv").open(encoding="utf-8", newline="") as file:
        told = {(row["departure_id"], int(row["position"])): row for row in csv.DictReader(file)}
    risks = _way(page)["risks"]
    shown = {(d, n): call for d, calls in risks.items() for n, call in enumerate(calls, start=1)}
    assert set(shown) == set(told)
    for key, row in told.items():
        assert shown[key][0] == float(row["missed_share"])
        assert shown[key][4] == float(row["late_p95_min"])


def test_a_simulation_in_the_plans_own_folder_is_found(small_copy: Path, tmp_path: Path) -> None:
    assert coldchain("simulate", small_copy, *FEW, "--to", small_copy / "simulation").code == 0
    page = tmp_path / "map.html"
    assert coldchain("map", small_copy, "--to", page).code == 0
    assert _way(page)["risks"]


def test_the_simulation_of_another_plan_is_refused(small_plan: Ran, tables: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    text = (tables / "calls.csv").read_text(encoding="utf-8")
    (other / "calls.csv").write_text(text.replace("2026-11-2", "2026-10-2"), encoding="utf-8")
    asked = ("--simulation", other, "--to", tmp_path / "m.html", "--lang", "en")
    ran = coldchain("map", small_plan.folder, *asked)
    assert ran.code == 20
    assert "another plan" in ran.err
    empty = coldchain("map", small_plan.folder, "--simulation", tmp_path, "--to", tmp_path / "m.html")
    assert empty.code == 20
    assert "coldchain simulate" in empty.err


def test_readings_stand_beside_what_was_expected(small_plan: Ran, tmp_path: Path) -> None:
    plan = json.loads((small_plan.folder / "plan.json").read_text(encoding="utf-8"))["plan"]
    route = plan["routes"][0]
    curve = _way(small_plan.folder / "map.html")["curves"][route["route_id"]]
    minutes = [curve["t0"] // 60 + 5 * n for n in range(len(curve["cold"]) * curve["step"] // 300 + 1)]
    lines = [f"2026-11-{23 + m // 1440} {m % 1440 // 60:02d}:{m % 60:02d},5.0" for m in minutes]
    loggers = tmp_path / "loggers"
    loggers.mkdir()
    export = loggers / f"{route['route_id']}.csv"
    export.write_text("Time,Temp (°C)\n" + "\n".join(lines) + "\n", encoding="utf-8")
    page = tmp_path / "map.html"
    ran = coldchain("map", small_plan.folder, "--loggers", loggers, "--to", page)
    assert ran.code == 0, ran.err
    measured = _way(page)["measured"][route["route_id"]]
    assert measured["t0"] == curve["t0"]
    assert set(measured["c"]) == {5.0}
    assert measured["rms"] is not None
    export.rename(loggers / "R-999.csv")
    ran = coldchain("map", small_plan.folder, "--loggers", loggers, "--to", page, "--lang", "en")
    assert ran.code == 20
    assert "R-999" in ran.err
