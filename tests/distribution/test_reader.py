"""Inputs out and in again: headings in both languages, hostile text, defaults and overrides."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from input_sheets import WEEK, faults_of, put, save, sound_sheets

from distribution.errors import StorageError
from distribution.files.assemble import read_inputs
from distribution.files.bundled import read_table
from distribution.files.cell_error import CellError
from distribution.files.cells import read_cell
from distribution.files.folder_write import write_folder
from distribution.files.headings import accepted_headings
from distribution.files.template_rows import template_rows
from distribution.files.workbook_write import write_template, write_workbook
from distribution.schema.all import TABLES
from distribution.schema.column import Column, Kind
from distribution.vaccines import TemperatureBand

HOSTILE = "=1+1 \"quoted\" 'x' `tick` ${boom} <script>alert(1)</script> & @SUM(A1) http://x.y; Đắk Lắk"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_template_reads_back(tmp_path: Path, lang: str) -> None:
    write_template(tmp_path / "t.xlsx", lang)
    inputs = read_inputs(tmp_path / "t.xlsx", WEEK)
    assert len(inputs.network.centres) == 240
    assert inputs.synthetic
    assert len(inputs.fleet.vehicles) == 1
    assert inputs.forecast.doses.sum() == 56
    assert inputs.forecast.days[0] == date(2026, 11, 23)


def test_the_template_is_the_same_bytes_every_time(tmp_path: Path) -> None:
    write_template(tmp_path / "a.xlsx", "vi")
    write_template(tmp_path / "b.xlsx", "vi")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize("form", ["workbook", "folder"])
def test_hostile_text_survives(tmp_path: Path, form: str) -> None:
    tables = template_rows(WEEK)
    tables["drivers"][0]["name"] = HOSTILE
    tables["waivers"] = [
        {"rule": "R4", "subject_id": "=cmd|x", "who": "@a", "why": HOSTILE, "until": date(2026, 12, 1)}
    ]
    path = tmp_path / ("w.xlsx" if form == "workbook" else "w")
    if form == "workbook":
        write_workbook(path, tables, "vi", synthetic=False, week=WEEK)
    else:
        write_folder(path, tables, "vi", synthetic=False, week=WEEK)
    inputs = read_inputs(path, WEEK)
    assert inputs.fleet.drivers[0].name == HOSTILE
    assert (inputs.waivers[0].subject_id, inputs.waivers[0].why) == ("=cmd|x", HOSTILE)
    assert not inputs.synthetic


def test_no_text_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    import zipfile

    tables = template_rows(WEEK)
    tables["drivers"][0]["name"] = "=HYPERLINK(1)"
    write_workbook(tmp_path / "w.xlsx", tables, "en", synthetic=False, week=WEEK)
    with zipfile.ZipFile(tmp_path / "w.xlsx") as archive:
        sheets = [archive.read(n) for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
    assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)


def test_decomposed_vietnamese_is_composed(tmp_path: Path) -> None:
    import unicodedata

    sheets = sound_sheets("centres")
    put(sheets, "centres", 3, "province", unicodedata.normalize("NFD", "Hà Nội"))
    assert faults_of(save(sheets, tmp_path / "w.xlsx")) == ()


def test_a_csv_with_semicolons_and_vietnamese_headings_reads(tmp_path: Path) -> None:
    write_folder(tmp_path, template_rows(WEEK), "vi", synthetic=False, week=WEEK)
    (tmp_path / "drivers.csv").write_text(
        "\ufeffMã;Tên;Kho;Bằng lái;Thứ\nD1;An, Bình;depot-vinh;C1;12345\n", encoding="utf-8"
    )
    inputs = read_inputs(tmp_path, WEEK)
    assert inputs.fleet.drivers[0].name == "An, Bình"
    assert inputs.fleet.drivers[0].days[-1] == date(2026, 11, 27)


def test_a_parameter_row_overrides_one_and_leaves_the_rest(tmp_path: Path) -> None:
    sheets = sound_sheets()
    sheets["parameters"] = [["name", "value", "evidence"], ["shift_s", 36000, "own"]]
    inputs = read_inputs(save(sheets, tmp_path / "w.xlsx"), WEEK)
    assert inputs.parameters.shift_s == 36_000
    assert inputs.parameters.loading_s == 2_700


def test_reefers_get_hanoi_permits_by_the_switch(tmp_path: Path) -> None:
    sheets = sound_sheets()
    sheets["parameters"] = [
        ["name", "value", "evidence"],
        ["reefers_hold_hanoi_permits", 1, "own"],
    ]
    inputs = read_inputs(save(sheets, tmp_path / "w.xlsx"), WEEK)
    assert "HN-RING35" in inputs.fleet.vehicles[0].permits


def test_an_empty_optional_sheet_leaves_the_bundled_table(tmp_path: Path) -> None:
    sheets = sound_sheets("centres")
    sheets["centres"] = sheets["centres"][:1]
    assert len(read_inputs(save(sheets, tmp_path / "w.xlsx"), WEEK).network.centres) == 240


def test_zones_and_units_of_the_network(tmp_path: Path) -> None:
    network = read_inputs(save(sound_sheets(), tmp_path / "w.xlsx"), WEEK).network
    assert "HN-RING35" in network.site("dc-hanoi").zones
    assert network.site("dc-hanoi").stores_ml[TemperatureBand.COLD] == 60_000_000
    inner = [c for c in network.centres if "HN-RING35" in c.zones]
    assert inner
    assert {c.province_pre_2025 for c in inner} == {"Hà Nội"}
    centre = next(c for c in read_table("centres") if c["cold_stores"] == "PHARM400;HBC150")
    assert network.centre(centre["id"]).stores_ml[TemperatureBand.COLD] == 342_000


def test_inactive_bans_are_warnings(tmp_path: Path) -> None:
    inputs = read_inputs(save(sound_sheets(), tmp_path / "w.xlsx"), WEEK)
    inactive = [row["id"] for row in read_table("bans") if row["active"] == "0"]
    warned = [arguments["ban"] for key, arguments in inputs.warnings if key == "warning.ban_inactive"]
    assert warned == inactive
    assert not {ban.ban_id for ban in inputs.calendar.bans} & set(inactive)


def _column(kind: Kind) -> Column:
    return Column(name="x", kind=kind, heading_vi="x", heading_en="x", required=False)


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        (Kind.WHOLE, 1200.0, 1200),
        (Kind.WHOLE, " 70 ", 70),
        (Kind.NUMBER, "12.5", 12.5),
        (Kind.DAY, "23/11/2026", date(2026, 11, 23)),
        (Kind.DAY, "2026-11-03", date(2026, 11, 3)),
        (Kind.CLOCK, time(6, 30), 23_400),
        (Kind.CLOCK, "29:00", 104_400),
        (Kind.SWITCH, "Không", False),
        (Kind.WEEKDAYS, 135.0, (0, 2, 4)),
        (Kind.WINDOWS, "21:00-29:00;06:30-08:00", ((23_400, 28_800), (75_600, 104_400))),
        (Kind.IDS, "PHARM700; PHARM700", ("PHARM700", "PHARM700")),
        (Kind.TEXT, "  ", None),
    ],
)
def test_cells(kind: Kind, cell: object, value: object) -> None:
    assert read_cell(cell, _column(kind)) == value


@pytest.mark.parametrize("cell", ["nan", "inf", "1e400", "1,5", "một"])
def test_no_number_is_guessed(cell: str) -> None:
    with pytest.raises(CellError):
        read_cell(cell, _column(Kind.NUMBER))


def test_no_two_columns_of_a_table_share_a_heading() -> None:
    for table in TABLES.values():
        seen: dict[str, str] = {}
        for column in table.columns:
            for key in accepted_headings(column):
                assert seen.setdefault(key, column.name) == column.name, (table.name, key)


def test_a_place_that_cannot_be_written_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(StorageError):
        write_template(tmp_path / "file" / "t.xlsx", "vi")
    with pytest.raises(StorageError):
        write_folder(tmp_path / "file", template_rows(WEEK), "vi", synthetic=True, week=WEEK)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(
    ("table", "column", "former"),
    [("vehicle_types", "box_positions", "Số hộp"), ("boxes", "tare_kg", "Vỏ hộp")],
)
def test_headings_of_earlier_workbooks_are_still_read(table: str, column: str, former: str) -> None:
    assert former.casefold() in accepted_headings(TABLES[table].column(column))
