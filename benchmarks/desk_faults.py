"""Faults as people make them, planted one by one into a sound workbook: where, and what should be said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from benchmarks.desk_clean import DOSES
from distribution.files.addresses import position_and_row
from distribution.files.assemble import Checked
from distribution.language.folding import fold
from distribution.schema.all import TABLES

Found = tuple[str, str, int]
"""What is found: code, sheet, row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A fault: its code, the sheet and the row (of a spreadsheet) where it must be told."""

    code: str
    sheet: str
    row: int

    @property
    def found(self) -> Found:
        """The fault as it should be found."""
        return self.code, self.sheet, self.row


WRONG_CELLS: tuple[tuple[str, str, int, str, Any], ...] = (
    ("thousands", "stock", 2, "doses", "1.200"),
    ("thousands", "stock", 3, "doses", "1,200"),
    ("thousands", "sites", 2, "litres_2_8", "60.000"),
    ("fraction", "stock", 4, "doses", 12.5),
    ("fraction", "stock", 5, "doses", "12,5"),
    ("negative", "stock", 6, "doses", -5),
    ("cell_empty", "stock", 7, "doses", None),
    ("cell_empty", "vehicles", 2, "type_id", None),
    ("not_whole", "stock", 8, "doses", "nhiều"),
    ("unit_in_cell", "stock", 9, "doses", "70 liều"),
    ("unit_in_cell", "sites", 3, "litres_2_8", "60000 L"),
    ("no_such_day", "stock", 10, "use_by", "31/11/2026"),
    ("day_ambiguous", "stock", 11, "use_by", "05/01/2027"),
    ("day_ambiguous", "lots", 50, "expiry", "03/04/2027"),
    ("day_serial", "stock", 12, "use_by", 46400),
    ("day_short_year", "stock", 13, "use_by", "5/1/27"),
    ("day_month_first", "stock", 14, "use_by", "12/31/2026"),
    ("day_with_hour", "stock", 15, "use_by", datetime(2027, 1, 5, 14, 0)),
    ("not_day", "stock", 16, "use_by", "cuối năm"),
    ("use_by_late", "stock", 17, "use_by", date(2028, 1, 1)),
    ("lot_expired", "stock", 18, "use_by", date(2026, 11, 20)),
    ("lot_expired", "stock", 19, "use_by", date(2026, 11, 23)),
    ("unknown_reference", "stock", 20, "lot_id", "LOT-9999"),
    ("unknown_reference", "stock", 21, "place_id", "kho-o-dau"),
    ("unknown_reference", "vehicles", 3, "depot_id", "air-sgn"),
    ("band_wrong", "stock", 22, "storage_class", "F25_15"),
    ("choice", "stock", 23, "storage_class", "2-8"),
    ("choice", "lots", 51, "status", "tốt"),
    ("pack_slip", "stock", 25, "doses", DOSES + 3),
    ("pack_slip", "stock", 27, "doses", 17),
    ("duplicate", "drivers", 4, "id", "D0"),
    ("duplicate", "vehicles", 5, "id", "V0"),
    ("too_large", "centres", 4, "lon", 1058321),
    ("place_outside", "centres", 6, "lon", 111.5),
    ("province_pair", "centres", 8, "province_pre_2025", "Cà Mau"),
    ("unknown_province", "centres", 9, "province", "Đắc Lắc"),
    ("unknown_province", "centres", 10, "province_pre_2025", "Sài Gòn"),
    ("not_windows", "centres", 11, "windows", "buổi sáng"),
    ("window_order", "centres", 12, "windows", "22:00-05:00"),
    ("unknown_reference", "centres", 13, "cold_stores", "TU-LANH"),
    ("not_weekdays", "vehicles", 6, "days", "0128"),
    ("not_weekdays", "drivers", 5, "days", "T2-T6"),
    ("not_switch", "locks", 2, "leave_out", "có lẽ"),
    ("lock_day", "locks", 3, "day", date(2026, 12, 24)),
    ("pack_lock_days", "pack_locks", 2, "last", date(2026, 11, 1)),
    ("waiver_over", "waivers", 2, "until", date(2026, 10, 1)),
    ("not_clock", "sites", 4, "opens", "sáu giờ"),
    ("span_order", "holidays", 3, "last", date(2020, 1, 1)),
    ("unknown_parameter", "parameters", 2, "name", "service_fixed"),
    ("fraction", "parameters", 4, "value", 900.5),
    ("expiry_far", "lots", 52, "expiry", date(2062, 6, 11)),
    ("decimal_comma", "vehicle_types", 2, "active_litres", "1500,5"),
    ("not_number", "vehicle_types", 3, "unit_l_per_h", "ít"),
    ("part_over_whole", "vehicle_types", 4, "payload_kg", 99_999),
    ("too_small", "products", 63, "shelf_life_months", 0),
    ("forecast_spike", "forecast", 5, "2026-11-27", 2_000),
    ("negative", "forecast", 6, "2026-11-25", -3),
    ("thousands", "forecast", 7, "2026-11-26", "1.200"),
    ("cell_formula", "forecast", 8, "2026-11-26", "=1+1"),
    ("cell_formula", "vehicles", 7, "permits", "=A2"),
)
"""Code, sheet, row, column and the wrong value."""


def plant(clean: Path, dirty: Path) -> tuple[Planted, ...]:
    """Write a workbook with all faults beside the sound one it is made from, and return them."""
    book = openpyxl.load_workbook(clean)
    planted = [Planted(code=code, sheet=sheet, row=row) for code, sheet, row, _, _ in WRONG_CELLS]
    for _, sheet, row, column, value in WRONG_CELLS:
        cell = book[sheet].cell(row, _place(book[sheet], column))
        cell.value = value
        if isinstance(value, int):
            cell.number_format = "General"  # a date typed over keeps its format, a number pasted does not
    for slip in (_swapped, _elsewhere, _same_name, _same_place, _same_id, _other_product, _a_year, _laid_out):
        planted += slip(book)
    book.save(dirty)
    return tuple(planted)


def told(checked: Checked) -> set[Found]:
    """Return all that is told of an input, faults and doubts alike: code, sheet and row."""
    spots = {(f.code, f.sheet or "", f.row or 0) for f in checked.faults}
    for doubt in checked.doubts:
        row = position_and_row(doubt.cells[0])[1] if doubt.cells else 0
        spots.add((doubt.key.removeprefix("warning."), doubt.sheet or "", row))
    return spots


def _place(sheet: Worksheet, column: str) -> int:
    """Return the place (from 1) of a column, or of a day in the forecast."""
    names = [c.name for c in TABLES[sheet.title].columns]
    if column in names:
        return names.index(column) + 1
    days = [str(cell.value)[:10] for cell in sheet[1]]
    return days.index(column) + 1


def _put(sheet: Worksheet, row: int, **values: Any) -> None:
    for column, value in values.items():
        sheet.cell(row, _place(sheet, column)).value = value


def _got(sheet: Worksheet, row: int, column: str) -> Any:
    return sheet.cell(row, _place(sheet, column)).value


def _swapped(book: Workbook) -> list[Planted]:
    sheet = book["centres"]
    for row in (14, 15):
        _put(sheet, row, lon=_got(sheet, row, "lat"), lat=_got(sheet, row, "lon"))
    return [Planted(code="place_swapped", sheet="centres", row=row) for row in (14, 15)]


def _elsewhere(book: Workbook) -> list[Planted]:
    _put(book["centres"], 16, province="Cà Mau", province_pre_2025="Cà Mau")
    _put(book["centres"], 17, lon=109.0, lat=19.0)
    return [
        Planted(code="place_other_province", sheet="centres", row=16),
        Planted(code="place_outside", sheet="centres", row=17),
    ]


def _same_name(book: Workbook) -> list[Planted]:
    sheet = book["centres"]
    for own, other in ((18, 30), (19, 31)):
        _put(sheet, other, name=fold(str(_got(sheet, own, "name"))).upper())
    return [Planted(code="name_near", sheet="centres", row=row) for row in (18, 19)]


def _same_place(book: Workbook) -> list[Planted]:
    sheet = book["centres"]
    of = {row: _got(sheet, row, "province_pre_2025") for row in range(40, 120)}
    one, twin = next((r, t) for r in of for t in of if r < t and of[r] == of[t])
    _put(sheet, twin, lon=_got(sheet, one, "lon"), lat=_got(sheet, one, "lat"))
    return [Planted(code="place_same", sheet="centres", row=one)]


def _same_id(book: Workbook) -> list[Planted]:
    sheet = book["lots"]
    sheet.append(["lot 005", *[_got(sheet, 7, name) for name in ("product_id", "expiry", "status")]])
    return [Planted(code="id_near", sheet="lots", row=7)]


def _other_product(book: Workbook) -> list[Planted]:
    sheet = book["stock"]
    _put(sheet, 31, product_id=_got(sheet, 32, "product_id"))
    return [Planted(code="lot_other_product", sheet="stock", row=31)]


def _a_year(book: Workbook) -> list[Planted]:
    forecast = book["forecast"]
    held = {"place_id": _got(forecast, 10, "centre_id"), "product_id": _got(forecast, 10, "product_id")}
    lot = next(r for r in range(2, 60) if _got(book["lots"], r, "product_id") == held["product_id"])
    _put(book["stock"], 33, **held, lot_id=_got(book["lots"], lot, "lot_id"), doses=5_000)
    return [Planted(code="cover_slip", sheet="stock", row=33)]


def _laid_out(book: Workbook) -> list[Planted]:
    """Merge, hide, widen, add up and push down, each on a sheet where that alone is wrong."""
    steps: tuple[tuple[str, str, int, Callable[[Worksheet], Any]], ...] = (
        ("cells_merged", "drivers", 6, lambda s: s.merge_cells("B6:C6")),
        ("cells_merged", "vehicles", 8, lambda s: s.merge_cells("B8:B9")),
        ("rows_hidden", "lots", 20, lambda s: _hide_row(s, 20)),
        ("rows_hidden", "forecast", 30, lambda s: _hide_row(s, 30)),
        ("columns_hidden", "drivers", 1, lambda s: _hide_column(s, "F")),
        ("sheet_hidden", "pack_locks", 1, lambda s: setattr(s, "sheet_state", "hidden")),
        ("column_unknown", "drivers", 1, lambda s: s.cell(1, 8, "Ghi chú riêng")),
        ("column_unknown", "lots", 1, lambda s: s.cell(1, 7, "Nhà cung cấp")),
        ("column_twice", "waivers", 1, lambda s: s.cell(1, 6, "Ai")),
        ("row_too_long", "vehicles", 11, lambda s: s.cell(11, 12, "xem lại")),
        ("sum_row", "forecast", 62, lambda s: s.cell(62, 1, "Tổng cộng")),
        ("sum_row", "stock", 62, lambda s: s.cell(62, 1, "Total")),
        ("headings_lower", "closures", 1, lambda s: s.insert_rows(1, 2)),
    )
    for _, sheet, _, change in steps:
        change(book[sheet])
    book["closures"]["A1"] = "Lịch nghỉ của các trung tâm"
    book.create_sheet("centers")["A1"] = "id"
    planted = [Planted(code=code, sheet=sheet, row=row) for code, sheet, row, _ in steps]
    return [*planted, Planted(code="sheet_unknown", sheet="centers", row=0)]


def _hide_row(sheet: Worksheet, row: int) -> None:
    sheet.row_dimensions[row].hidden = True


def _hide_column(sheet: Worksheet, column: str) -> None:
    sheet.column_dimensions[column].hidden = True
