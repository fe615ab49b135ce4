"""The command line: what each command answers, and what it refuses without touching anything."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from command_line import BY_INSERTION, CENTRES, Ran, coldchain, contents, small_input, small_rows

from distribution.files.archive import CHECKS_FILE, PLAN_FILE


def _plan(source: Path, plans: Path, *more: str) -> Ran:
    return coldchain("plan", "--input", source, "--out", plans, *BY_INSERTION, *more)


def test_a_small_week_is_planned_served_and_written(small_plan: Ran) -> None:
    facts = small_plan.facts
    assert small_plan.code == 0, small_plan.err
    assert (facts["centres_with_need"], facts["served"], facts["unserved"]) == (len(CENTRES), len(CENTRES), 0)
    files = {p.name for p in small_plan.folder.iterdir()}
    assert files >= {
        PLAN_FILE,
        CHECKS_FILE,
        "input.xlsx",
        "plan.xlsx",
        "map.html",
        "documents.pdf",
        "routes.geojson",
        "gpx",
        "papers",
        "calendars",
    }


def test_a_plan_speaks_of_itself_in_sentences(small_week: Path, tmp_path: Path) -> None:
    ran = coldchain("plan", "--input", small_week, "--out", tmp_path, *BY_INSERTION[:-1], "--lang", "en")
    assert ran.code == 0, ran.err
    assert "2026-W48" in ran.out
    assert "{" not in ran.out


def test_wrong_cells_are_named_and_nothing_is_touched(tmp_path: Path) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    (plans / "current").write_text("2026-W47-X\n")
    before = contents(plans)
    stock = small_rows()["stock"][0]
    wrong = [{**stock, "doses": -5}, {**stock, "lot_id": "KHONG-CO"}]
    path = small_input(tmp_path / "sai.xlsx", stock=wrong)
    ran = _plan(path, plans, "--lang", "en")
    assert ran.code == 20
    assert ran.out == ""
    assert "sai.xlsx, sheet stock, row 2, column" in ran.err
    assert "-5" in ran.err
    assert "sai.xlsx, sheet stock, row 3, column" in ran.err
    assert "KHONG-CO" in ran.err
    assert {k: v for k, v in contents(plans).items() if k != ".lock"} == before
    assert [p.name for p in plans.iterdir() if p.is_dir()] == []


@pytest.mark.parametrize(
    ("name", "content"),
    [("rong.xlsx", b""), ("hong.xlsx", b"PK\x03\x04 not a workbook"), ("bang.csv", b"a,b\n1,2\n")],
)
def test_a_file_that_is_no_workbook_is_refused_by_its_name(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    for ran in (_plan(tmp_path / name, tmp_path / "plans"), coldchain("check", tmp_path / name)):
        assert ran.code == 20
        assert name in ran.err


def test_a_missing_file_and_a_missing_sheet_are_named(small_week: Path, tmp_path: Path) -> None:
    ran = _plan(tmp_path / "khong-co.xlsx", tmp_path / "plans")
    assert ran.code == 20
    assert "khong-co.xlsx" in ran.err
    book = openpyxl.load_workbook(small_week)
    del book["forecast"]
    book.save(tmp_path / "thieu.xlsx")
    ran = _plan(tmp_path / "thieu.xlsx", tmp_path / "plans")
    assert ran.code == 20
    assert "thieu.xlsx" in ran.err
    assert "forecast" in ran.err


def test_a_week_or_an_engine_that_is_none_is_refused_at_once(small_week: Path, tmp_path: Path) -> None:
    ran = coldchain("plan", "--week", "2026-W77", "--out", tmp_path / "plans")
    assert ran.code == 20
    assert "2026-W77" in ran.err
    ran = coldchain("plan", "--input", small_week, "--engine", "magic", "--out", tmp_path / "plans")
    assert ran.code == 20
    assert "magic" in ran.err
    assert not (tmp_path / "plans").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("plan", "--seconds", "-5"),
        ("plan", "--iterations", "-1"),
        ("allocate", "--deadline", "-1"),
        ("allocate", "--wait", "-1"),
        ("status", "--max-age", "-1"),
    ],
)
def test_a_limit_below_nothing_is_refused(words: tuple[str, ...], tmp_path: Path) -> None:
    assert coldchain(*words, "--out", tmp_path / "out").code == 2
    assert not (tmp_path / "out").exists()


def test_a_place_that_cannot_be_written_is_a_storage_error(small_week: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a regular file")
    ran = _plan(small_week, tmp_path / "file" / "plans")
    assert ran.code == 45
    assert (tmp_path / "file").read_text() == "a regular file"
    assert coldchain("template", tmp_path / "file" / "t.xlsx").code == 45
    assert coldchain("example", tmp_path / "file" / "e.xlsx").code == 45


def test_a_folder_that_another_process_is_writing_into_is_left_alone(
    small_week: Path, tmp_path: Path
) -> None:
    lock = str(tmp_path / ".lock")
    take = f"from filelock import FileLock; held = FileLock({lock!r}); held.acquire()"
    hold = f"{take}; print(1, flush=True); input()"
    command = [sys.executable, "-c", hold]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        other.stdout.readline()
        ran = _plan(small_week, tmp_path)
        other.communicate("\n")
    assert ran.code == 40
    assert {p.name for p in tmp_path.iterdir()} <= {".lock"}


def test_check_takes_a_sound_input_and_a_sound_plan(small_week: Path, small_plan: Ran) -> None:
    asked = coldchain("check", small_week, "--json")
    assert asked.code in (0, 10)
    assert json.loads(asked.out)["centres"] == 240
    answered = coldchain("check", small_plan.folder, "--json")
    assert answered.code == 0
    assert json.loads(answered.out)["violations"] == []


def test_check_names_the_rule_that_an_edited_plan_breaks(small_copy: Path) -> None:
    _edit(small_copy, _deliver_a_pack_more)
    ran = coldchain("check", small_copy, "--lang", "en")
    assert ran.code == 30
    assert "R3:" in ran.out


def test_check_refuses_a_plan_that_is_no_json_and_a_folder_without_its_input(small_copy: Path) -> None:
    (small_copy / "input.xlsx").unlink()
    ran = coldchain("check", small_copy)
    assert ran.code == 20
    assert "input.xlsx" in ran.err
    (small_copy / PLAN_FILE).write_text("{")
    (small_copy / "input.xlsx").write_bytes(b"")
    ran = coldchain("check", small_copy)
    assert ran.code == 20
    assert PLAN_FILE in ran.err


def test_the_map_is_drawn_anew_in_the_other_language(small_plan: Ran, tmp_path: Path) -> None:
    ran = coldchain("map", small_plan.folder, "--to", tmp_path / "en.html", "--lang", "en")
    assert ran.code == 0, ran.err
    drawn = (tmp_path / "en.html").read_text(encoding="utf-8")
    assert 'lang="en"' in drawn
    assert drawn != (small_plan.folder / "map.html").read_text(encoding="utf-8")
    assert coldchain("map", tmp_path, "--to", tmp_path / "none.html").code == 20
    assert not (tmp_path / "none.html").exists()


def test_the_template_is_an_input_that_check_takes(tmp_path: Path) -> None:
    assert coldchain("template", tmp_path / "mau.xlsx").code == 0
    assert coldchain("check", tmp_path / "mau.xlsx").code in (0, 10)


def test_template_and_example_never_write_over_a_file(small_week: Path) -> None:
    before = small_week.read_bytes()
    assert coldchain("template", small_week).code == 45
    assert coldchain("example", small_week).code == 45
    assert small_week.read_bytes() == before


def test_the_example_is_an_input_that_check_takes_as_workbook_and_as_folder(tmp_path: Path) -> None:
    for place in (tmp_path / "vi-du.xlsx", tmp_path / "vi-du"):
        assert coldchain("example", place).code == 0
        ran = coldchain("check", place, "--json")
        assert ran.code in (0, 10)
        assert json.loads(ran.out)["centres"] == 240


def _edit(folder: Path, change: Any) -> None:
    document = json.loads((folder / PLAN_FILE).read_text(encoding="utf-8"))
    change(document["plan"])
    (folder / PLAN_FILE).write_text(json.dumps(document), encoding="utf-8")


def _deliver_a_pack_more(plan: dict[str, Any]) -> None:
    """Hand over packs that the depot never had."""
    carried = [stop for route in plan["routes"] for stop in route["stops"]] + plan["consignments"]
    drop = carried[0]["drops"][0]
    each = drop["doses"] // drop["packs"]
    drop["packs"] += 1_000
    drop["doses"] += 1_000 * each
