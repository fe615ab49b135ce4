"""``coldchain check`` of a workbook: faults told, a marked copy beside the untouched original."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from command_line import WEEK, coldchain, small_input, small_rows

from distribution.files.folder_write import write_folder


@pytest.fixture(name="bad")
def _bad(tmp_path: Path) -> Path:
    stock: list[dict[str, Any]] = [{**small_rows()["stock"][0], "lot_id": "KHONG-CO"}]
    return small_input(tmp_path / "sai.xlsx", stock=stock)


def test_a_bad_workbook_gets_a_marked_copy_and_stays_as_it_was(bad: Path) -> None:
    before = bad.read_bytes()
    ran = coldchain("check", bad, "--lang", "en")
    assert ran.code == 20
    assert "KHONG-CO" in ran.err
    assert "sai-checked.xlsx (1 cells coloured)" in ran.out
    assert bad.read_bytes() == before
    book = openpyxl.load_workbook(bad.with_name("sai-checked.xlsx"))
    assert book.sheetnames[0] == "Check result"
    assert "KHONG-CO" in book["stock"]["C2"].comment.text


def test_an_earlier_copy_is_never_overwritten(bad: Path) -> None:
    for _ in range(2):
        coldchain("check", bad)
    assert sorted(p.name for p in bad.parent.glob("sai-*")) == ["sai-checked-2.xlsx", "sai-checked.xlsx"]


def test_the_copy_goes_where_it_is_asked_for_and_over_nothing(bad: Path, tmp_path: Path) -> None:
    place = tmp_path / "here.xlsx"
    ran = coldchain("check", bad, "--marked", place, "--json")
    facts = json.loads(ran.out)
    assert (ran.code, facts["marked"]) == (20, str(place))
    assert [(f["code"], f["cell"]) for f in facts["faults"]] == [("unknown_reference", "C2")]
    assert coldchain("check", bad, "--marked", place).code == 45
    assert coldchain("check", bad, "--marked", bad).code == 45


def test_a_doubt_is_marked_and_not_refused(tmp_path: Path) -> None:
    lots = [*small_rows()["lots"], {**small_rows()["lots"][0], "lot_id": "lo moi"}]
    lots.append({**lots[1], "lot_id": "LÔ-MỚI"})
    ran = coldchain("check", small_input(tmp_path / "lo.xlsx", lots=lots), "--lang", "en")
    assert ran.code == 10
    assert "lo moi / LÔ-MỚI" in ran.out
    assert (tmp_path / "lo-checked.xlsx").exists()


def test_a_sound_workbook_and_a_folder_have_no_copy(tmp_path: Path) -> None:
    coldchain("check", small_input(tmp_path / "tot.xlsx"))
    write_folder(tmp_path / "csv", small_rows(), "vi", synthetic=True, week=WEEK)
    asked = coldchain("check", tmp_path / "csv", "--marked", tmp_path / "x.xlsx", "--lang", "en")
    assert "Only an .xlsx" in asked.out
    assert not list(tmp_path.glob("*checked*"))


def test_the_copy_can_be_mended_and_planned(bad: Path) -> None:
    coldchain("check", bad)
    copy = bad.with_name("sai-checked.xlsx")
    book = openpyxl.load_workbook(copy)
    book["stock"]["C2"] = small_rows()["stock"][0]["lot_id"]
    book.save(copy)
    assert coldchain("check", copy).code in (0, 10)
