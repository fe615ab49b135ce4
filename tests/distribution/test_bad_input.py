"""Each bad input that people send, planted alone and together: named by its cell."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from input_sheets import WEEK, faults_of, put, save, sound_sheets, spots

from distribution.consistency.report import fault_report, fault_rows
from distribution.errors import InputError
from distribution.files.assemble import read_inputs

SPOILT: list[tuple[str, int, str, Any, str]] = [
    ("stock", 2, "doses", "1.200", "thousands"),
    ("stock", 2, "doses", "1,200", "thousands"),
    ("stock", 2, "doses", 12.5, "fraction"),
    ("stock", 2, "doses", "12,5", "fraction"),
    ("stock", 2, "doses", -5, "negative"),
    ("stock", 2, "doses", None, "cell_empty"),
    ("stock", 2, "doses", "nhiều", "not_whole"),
    ("stock", 2, "doses", True, "not_whole"),
    ("stock", 2, "use_by", "31/11/2027", "no_such_day"),
    ("stock", 2, "use_by", "05/11/2027", "day_ambiguous"),
    ("stock", 2, "use_by", 46000, "day_serial"),
    ("stock", 2, "use_by", date(2030, 1, 1), "use_by_late"),
    ("stock", 2, "lot_id", "KHONG-CO", "unknown_reference"),
    ("stock", 2, "product_id", "KHONG-CO", "unknown_reference"),
    ("stock", 2, "place_id", "o-dau", "unknown_reference"),
    ("stock", 2, "storage_class", "F25_15", "band_wrong"),
    ("stock", 2, "storage_class", "2-8", "choice"),
    ("forecast", 2, "centre_id", "vnvc-khong-co", "unknown_reference"),
    ("vehicles", 2, "depot_id", None, "cell_empty"),
    ("vehicles", 2, "depot_id", "air-sgn", "unknown_reference"),
    ("vehicles", 2, "type_id", "XE-TANG", "unknown_reference"),
    ("vehicles", 2, "days", "0128", "not_weekdays"),
    ("centres", 5, "lon", 100.0, "place_outside"),
    ("centres", 5, "lon", 111.5, "place_outside"),
    ("centres", 5, "province", "Đắc Lắc", "unknown_province"),
    ("centres", 5, "province_pre_2025", "Sài Gòn", "unknown_province"),
    ("centres", 5, "windows", "22:00-05:00", "window_order"),
    ("centres", 5, "windows", "sáng", "not_windows"),
    ("centres", 5, "cold_stores", "TU-LANH", "unknown_reference"),
    ("parameters", 3, "name", "service_fixed", "unknown_parameter"),
    ("parameters", 2, "value", 900.5, "fraction"),
    ("parameters", 6, "value", 0, "parameter_range"),
    ("sites", 2, "opens", "25 giờ", "not_clock"),
    ("sites", 2, "litres_2_8", "60.000 L", "unit_in_cell"),
]


@pytest.mark.parametrize(("sheet", "row", "column", "value", "code"), SPOILT)
def test_a_wrong_cell_is_named(
    tmp_path: Path, sheet: str, row: int, column: str, value: Any, code: str
) -> None:
    bundled = [sheet] if sheet in ("centres", "parameters", "sites") else []
    sheets = sound_sheets(*bundled)
    put(sheets, sheet, row, column, value)
    faults = faults_of(save(sheets, tmp_path / "w.xlsx"))
    assert (sheet, row, column, code) in spots(faults)
    assert {f.row for f in faults} == {row}
    assert {f.sheet for f in faults} == {sheet}


def test_a_sound_input_is_taken(tmp_path: Path) -> None:
    assert faults_of(save(sound_sheets("centres", "sites", "parameters"), tmp_path / "w.xlsx")) == ()


def test_a_negative_dose_of_the_forecast_is_named_by_its_day(tmp_path: Path) -> None:
    sheets = sound_sheets()
    put(sheets, "forecast", 2, date(2026, 11, 25), -3)  # type: ignore[arg-type]
    put(sheets, "forecast", 2, date(2026, 11, 26), "1.200")  # type: ignore[arg-type]
    assert spots(faults_of(save(sheets, tmp_path / "w.xlsx"))) == {
        ("forecast", 2, "2026-11-25", "negative"),
        ("forecast", 2, "2026-11-26", "thousands"),
    }


def test_swapped_coordinates_are_told_from_strange_ones(tmp_path: Path) -> None:
    sheets = sound_sheets("centres")
    head = sheets["centres"][0]
    lon, lat = head.index("lon"), head.index("lat")
    row = sheets["centres"][8]
    row[lon], row[lat] = row[lat], row[lon]
    faults = faults_of(save(sheets, tmp_path / "w.xlsx"))
    assert spots(faults) == {("centres", 9, "lon", "place_swapped")}


def test_a_centre_on_the_high_sea_is_refused_and_an_island_is_taken(tmp_path: Path) -> None:
    sheets = sound_sheets("centres")
    put(sheets, "centres", 4, "lon", 109.0)
    put(sheets, "centres", 4, "lat", 19.0)
    put(sheets, "centres", 6, "lon", 111.92)  # Trường Sa Lớn
    put(sheets, "centres", 6, "lat", 8.645)
    assert spots(faults_of(save(sheets, tmp_path / "w.xlsx"))) == {("centres", 4, "lon", "place_outside")}


def test_a_night_window_beyond_midnight_is_fine(tmp_path: Path) -> None:
    sheets = sound_sheets("centres")
    put(sheets, "centres", 4, "windows", "21:00-29:00; 06:30–08:00")
    assert faults_of(save(sheets, tmp_path / "w.xlsx")) == ()


def test_an_expired_lot_on_hand_is_refused(tmp_path: Path) -> None:
    sheets = sound_sheets()
    put(sheets, "lots", 2, "expiry", date(2026, 11, 23))
    put(sheets, "stock", 2, "use_by", date(2026, 11, 23))
    assert spots(faults_of(save(sheets, tmp_path / "w.xlsx"))) == {
        ("stock", 2, "use_by", "lot_expired"),
        ("arrivals", 2, "lot_id", "lot_expired"),
    }


def test_a_lot_of_another_product_is_refused(tmp_path: Path) -> None:
    sheets = sound_sheets()
    put(sheets, "arrivals", 2, "product_id", "BCG")
    assert spots(faults_of(save(sheets, tmp_path / "w.xlsx"))) == {
        ("arrivals", 2, "lot_id", "lot_other_product")
    }


@pytest.mark.parametrize("sheet", ["lots", "vehicles", "drivers", "forecast"])
def test_ids_may_not_stand_twice(tmp_path: Path, sheet: str) -> None:
    sheets = sound_sheets()
    sheets[sheet].append(list(sheets[sheet][1]))
    first = str(sheets[sheet][0][0])
    assert spots(faults_of(save(sheets, tmp_path / "w.xlsx"))) == {(sheet, 3, first, "duplicate")}


def test_a_missing_sheet_and_a_missing_column_are_named(tmp_path: Path) -> None:
    sheets = sound_sheets()
    del sheets["drivers"]
    for record in sheets["lots"]:
        del record[2]
    assert spots(faults_of(save(sheets, tmp_path / "w.xlsx"))) == {
        ("drivers", None, None, "sheet_missing"),
        ("lots", 1, "expiry", "column_missing"),
    }


def test_a_misspelt_sheet_or_column_is_not_silently_ignored(tmp_path: Path) -> None:
    sheets = sound_sheets()
    sheets["centers"] = [["id"], ["x"]]
    sheets["vehicles"][0][5] = "permit"
    faults = faults_of(save(sheets, tmp_path / "w.xlsx"))
    assert spots(faults) == {
        ("centers", None, None, "sheet_unknown"),
        ("vehicles", 1, "permit", "column_unknown"),
    }
    assert "is centres meant?" in fault_report(faults, "en")


def test_a_forecast_of_another_week_is_refused(tmp_path: Path) -> None:
    sheets = sound_sheets()
    del sheets["forecast"][0][-1]
    del sheets["forecast"][1][-1]
    (fault,) = faults_of(save(sheets, tmp_path / "w.xlsx"))
    assert (fault.code, fault.column, fault.arguments["count"]) == ("day_missing", "2026-12-20", "1")


def test_a_formula_without_a_result_is_not_read_as_empty(tmp_path: Path) -> None:
    import openpyxl

    path = save(sound_sheets(), tmp_path / "w.xlsx")
    book = openpyxl.load_workbook(path)
    book["vehicles"]["F2"] = "=A2"  # permits: an empty cell would be allowed
    book["stock"]["F2"] = "=1+1"
    book.save(path)
    assert spots(faults_of(path)) == {
        ("vehicles", 2, "permits", "cell_formula"),
        ("stock", 2, "doses", "cell_formula"),
    }


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("w.xlsx", b"", "file_empty"),
        ("w.xlsx", b"PK\x03\x04 torn off", "file_broken"),
        ("w.xlsx", b"just text", "file_broken"),
        ("w.txt", b"just text", "file_kind"),
    ],
)
def test_a_broken_or_empty_workbook_is_one_fault(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    faults = faults_of(path)
    assert [(f.file, f.code) for f in faults] == [(name, code)]


def test_a_workbook_cut_in_half_is_one_fault(tmp_path: Path) -> None:
    path = save(sound_sheets(), tmp_path / "w.xlsx")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert [f.code for f in faults_of(path)] == ["file_broken"]


def test_no_file_is_one_fault(tmp_path: Path) -> None:
    assert [f.code for f in faults_of(tmp_path / "none.xlsx")] == ["input_missing"]


def test_an_empty_folder_and_a_folder_of_bad_csv(tmp_path: Path) -> None:
    assert [f.code for f in faults_of(tmp_path)] == ["folder_empty"]
    (tmp_path / "stock.csv").write_bytes(b"")
    (tmp_path / "lots.csv").write_bytes("lot_id,product_id\nLÔ".encode("cp1258"))
    codes = {(f.file, f.code) for f in faults_of(tmp_path)}
    assert {("stock.csv", "file_empty"), ("lots.csv", "file_encoding")} <= codes
    assert not {c for c in codes if c[0] == "stock.csv" and c[1] != "file_empty"}


def test_many_faults_are_all_told_at_once(tmp_path: Path) -> None:
    sheets = sound_sheets("centres")
    put(sheets, "stock", 2, "doses", "1.200")
    put(sheets, "vehicles", 2, "depot_id", None)
    put(sheets, "centres", 5, "lon", 100.0)
    put(sheets, "centres", 6, "province", "Ha Noi 2")
    put(sheets, "drivers", 2, "days", "Mon")
    path = save(sheets, tmp_path / "w.xlsx")
    with pytest.raises(InputError) as refused:
        read_inputs(path, WEEK)
    faults = refused.value.faults
    assert spots(faults) == {
        ("stock", 2, "doses", "thousands"),
        ("vehicles", 2, "depot_id", "cell_empty"),
        ("centres", 5, "lon", "place_outside"),
        ("centres", 6, "province", "unknown_province"),
        ("drivers", 2, "days", "not_weekdays"),
    }
    assert len(fault_rows(faults, "vi")) == 5
    for lang in ("vi", "en"):
        report = fault_report(faults, lang)
        assert report.count("→") == 5
        assert "1200" in report


def test_one_bad_row_does_not_make_its_id_unknown_elsewhere(tmp_path: Path) -> None:
    sheets = sound_sheets()
    put(sheets, "lots", 2, "status", "fine")
    assert spots(faults_of(save(sheets, tmp_path / "w.xlsx"))) == {("lots", 2, "status", "choice")}
