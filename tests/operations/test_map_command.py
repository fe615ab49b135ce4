"""coldchain map: a plan anew, two plans compared, the network; and one sentence in all places."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from command_line import BY_INSERTION, CENTRES, Ran, coldchain, small_input, small_rows

from distribution.files.archive import PLAN_FILE
from operations.publish import CURRENT_FILE


def _data(page: Path) -> dict[str, Any]:
    found = re.search(r'id="map-data">(.*?)</script>', page.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


def _listed(page: Path) -> list[str]:
    """Return the sentences of the list of troubles, which stand with the centres."""
    found = re.search(r"geo_json_centres_add\((\{.*\})\);", page.read_text(encoding="utf-8"))
    assert found is not None
    centres = {f["properties"]["id"]: f["properties"] for f in json.loads(found[1])["features"]}
    troubles = [t for t in _data(page)["troubles"] if "finding" in t]
    return [centres[t["place"]]["findings"][t["finding"]]["text"]["vi"] for t in troubles]


@pytest.fixture(scope="module")
def short_plan(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """The small week with hardly any goods in its depot."""
    folder = tmp_path_factory.mktemp("short")
    stock = [{**row, "doses": 10} for row in small_rows()["stock"]]
    question = small_input(folder / "tuan.xlsx", stock=stock)
    return coldchain("plan", "--input", question, "--out", folder / "plans", *BY_INSERTION)


def test_workbook_map_and_command_line_say_the_same(short_plan: Ran) -> None:
    folder = short_plan.folder
    said: list[str] = []
    for centre_id in CENTRES:
        ran = coldchain("explain", centre_id, "--plan", folder, "--json")
        assert ran.code in (0, 10), ran.err
        said += [finding["said"]["vi"] for finding in ran.facts["findings"]]
        lines = coldchain("explain", centre_id, "--plan", folder).out
        assert all(finding["said"]["vi"] in lines for finding in ran.facts["findings"])
    assert said
    assert sorted(_listed(folder / "map.html")) == sorted(said)
    sheet = openpyxl.load_workbook(folder / "plan.xlsx")["Cần chú ý"]
    cells = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None}
    for words in said:
        assert all(part in cells for part in words.split(" · "))


def test_a_plan_is_compared_with_another(small_plan: Ran, short_plan: Ran, tmp_path: Path) -> None:
    page = tmp_path / "compared.html"
    ran = coldchain("map", short_plan.folder, "--against", small_plan.folder, "--to", page, "--lang", "en")
    assert ran.code == 0, ran.err
    data = _data(page)
    assert data["view"] == "change"
    assert data["change"]["plan"] == small_plan.facts["plan_id"]
    figures = {key: (before, now) for key, before, now in data["change"]["figures"]}
    assert figures["map.figure.cost"] == (small_plan.facts["cost_vnd"], short_plan.facts["cost_vnd"])
    assert figures["map.figure.doses"] == (small_plan.facts["doses"], short_plan.facts["doses"])
    assert set(data["change"]["kinds"]) <= set(CENTRES)


def test_the_first_plan_has_nothing_to_compare_with(small_plan: Ran) -> None:
    assert _data(small_plan.folder / "map.html")["change"] is None


def test_a_released_plan_that_cannot_be_read_is_warned_of(
    small_plan: Ran, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    copy = shutil.copytree(small_plan.folder, tmp_path / "plans" / small_plan.folder.name)
    (tmp_path / "plans" / "damaged").mkdir()
    (tmp_path / "plans" / "damaged" / PLAN_FILE).write_text("{", encoding="utf-8")
    (tmp_path / "plans" / CURRENT_FILE).write_text("damaged", encoding="utf-8")
    page = tmp_path / "map.html"
    ran = coldchain("map", copy, "--to", page, "--lang", "en")
    assert ran.code == 0, ran.err
    assert "no change since the released plan" in caplog.text
    assert _data(page)["change"] is None


def test_the_network_of_an_input_and_of_a_plan(small_plan: Ran, small_week: Path, tmp_path: Path) -> None:
    for subject in (small_week, small_plan.folder):
        page = tmp_path / "network.html"
        ran = coldchain("map", subject, "--network", "--to", page)
        assert ran.code == 0, ran.err
        assert _data(page)["network"] is True
        assert _data(page)["need"] > 200


def test_a_base_map_that_is_none_is_refused(small_plan: Ran, tmp_path: Path) -> None:
    page, base = tmp_path / "map.html", tmp_path / "base.geojson"
    base.write_text("no map")
    ran = coldchain("map", small_plan.folder, "--base-map", base, "--to", page, "--lang", "en")
    assert ran.code == 20
    assert "GeoJSON" in ran.err
    assert not page.exists()


def test_a_map_of_nothing_is_refused() -> None:
    assert coldchain("map").code == 2
