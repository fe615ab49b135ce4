"""One bad cell takes away itself alone: the others of its row, and of its sheet, are judged all the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from input_sheets import faults_of, put, save, sound_sheets, spots


def test_a_row_with_an_unreadable_cell_is_judged_in_its_other_cells(tmp_path: Path) -> None:
    sheets = sound_sheets()
    put(sheets, "stock", 2, "doses", "nhiều")
    put(sheets, "stock", 2, "lot_id", "KHONG-CO")
    put(sheets, "stock", 2, "storage_class", "F25_15")
    assert spots(faults_of(save(sheets, tmp_path / "w.xlsx"))) == {
        ("stock", 2, "doses", "not_whole"),
        ("stock", 2, "lot_id", "unknown_reference"),
        ("stock", 2, "storage_class", "band_wrong"),
    }


def test_a_bad_day_of_the_forecast_hides_no_unknown_centre(tmp_path: Path) -> None:
    sheets = sound_sheets()
    put(sheets, "forecast", 2, date(2026, 11, 25), -3)  # type: ignore[arg-type]
    put(sheets, "forecast", 2, "centre_id", "khong-co")
    assert spots(faults_of(save(sheets, tmp_path / "w.xlsx"))) == {
        ("forecast", 2, "2026-11-25", "negative"),
        ("forecast", 2, "centre_id", "unknown_reference"),
    }


def test_an_extra_or_missing_column_hides_no_other_fault_of_its_sheet(tmp_path: Path) -> None:
    sheets = sound_sheets()
    sheets["stock"][0][4] = "ngày"  # use_by is gone, and a column that nobody knows is there
    put(sheets, "stock", 2, "doses", "1.200")
    put(sheets, "stock", 2, "lot_id", "KHONG-CO")
    assert spots(faults_of(save(sheets, tmp_path / "w.xlsx"))) == {
        ("stock", 1, "ngày", "column_unknown"),
        ("stock", 1, "use_by", "column_missing"),
        ("stock", 2, "doses", "thousands"),
        ("stock", 2, "lot_id", "unknown_reference"),
    }


def test_a_row_stands_twice_though_one_of_the_two_has_a_bad_cell(tmp_path: Path) -> None:
    sheets = sound_sheets()
    sheets["drivers"].append(list(sheets["drivers"][1]))
    put(sheets, "drivers", 3, "days", "Mon")
    assert spots(faults_of(save(sheets, tmp_path / "w.xlsx"))) == {
        ("drivers", 3, "days", "not_weekdays"),
        ("drivers", 3, "id", "duplicate"),
    }
