"""plan.xlsx read back: sheets, headings, values, real dates; text stays text."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tiny import tiny_travel
from tiny_places import FORMULA_NAME, HOSTILE_NAME

from distribution.costing import cost
from distribution.feasibility import RuleVerdict, Violation
from distribution.indicators import indicators
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from operations.documents.workbook import write_workbook

LATE = Violation(
    rule="R4", subject_id="R-1", key="centre_closed", place_id="centre-near", arguments={"day": "23/11/2026"}
)
VERDICTS = (
    RuleVerdict(rule="R1", violations=(), waived=(), checked_count=12),
    RuleVerdict(rule="R4", violations=(), waived=(LATE,), checked_count=5),
)
SHEETS = [
    "Tổng quan",
    "Cần chú ý",
    "Theo ngày",
    "Theo xe",
    "Theo trung tâm",
    "Theo sản phẩm từng nơi",
    "Phân bổ theo lô",
    "Trung chuyển",
    "Đóng gói",
    "Vật tư đóng gói",
    "Không phục vụ được",
    "Giao thiếu",
    "Chỉ số",
    "Theo sản phẩm",
    "Chi phí theo chuyến",
    "Kiểm tra",
    "Miễn trừ",
    "Giấy phép vào vùng",
    "Tham số",
]


def _write(plan: WeeklyPlan, inputs: WeekInputs, path: Path, lang: str = "vi") -> None:
    travel = tiny_travel(inputs)
    costs = cost(plan, inputs, travel)
    write_workbook(
        plan,
        inputs,
        path,
        lang=lang,
        costs=costs,
        indicators=indicators(plan, inputs, travel, costs),
        verdicts=VERDICTS,
    )


@pytest.fixture(scope="module")
def book(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tmp_path_factory: pytest.TempPathFactory
) -> openpyxl.Workbook:
    path = tmp_path_factory.mktemp("book") / "plan.xlsx"
    _write(tiny_plan, tiny_inputs, path)
    return openpyxl.load_workbook(path)


def _rows(page: Worksheet) -> list[dict[str, Any]]:
    """Return the table of a sheet: the row above the frozen pane holds the headings."""
    first = int(str(page.freeze_panes).lstrip("B")) - 1
    head, *rows = page.iter_rows(min_row=first, values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_all_sheets_are_there(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == SHEETS


def test_first_sheet_says_that_data_are_made_up(book: openpyxl.Workbook) -> None:
    assert "GIẢ LẬP" in str(book["Tổng quan"]["A2"].value)


def test_summary_counts(book: openpyxl.Workbook) -> None:
    values = {row["Mục"]: row["Giá trị"] for row in _rows(book["Tổng quan"])}
    assert values["Trung tâm có nhu cầu"] == 6
    assert values["Trung tâm được phục vụ"] == 5
    assert values["Số liều giao"] == 2_550


def test_no_cell_is_a_formula_or_a_link(book: openpyxl.Workbook) -> None:
    for page in book.worksheets:
        for row in page.iter_rows():
            assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)


def test_hostile_names_stay_as_they_are(book: openpyxl.Workbook) -> None:
    names = {row["Trung tâm"] for row in _rows(book["Theo trung tâm"])}
    assert {FORMULA_NAME, HOSTILE_NAME} <= names


def test_times_are_real_dates(book: openpyxl.Workbook) -> None:
    first = _rows(book["Theo ngày"])[0]
    assert first["Ngày"] == datetime(2026, 11, 23)
    assert first["Đến"] == datetime(2026, 11, 23, 6, 30)
    assert first["Giao xong"] == datetime(2026, 11, 23, 6, 51)
    assert (first["Số thùng"], first["Thể tích (L)"], first["Số liều"]) == (3, 48.0, 700)


def test_vehicle_sheet_tells_the_tour_event_by_event(book: openpyxl.Workbook) -> None:
    tour = [row["Việc"] for row in _rows(book["Theo xe"]) if row["Chuyến"] == "R-2"]
    assert tour == [
        "Xếp hàng",
        "Lái xe",
        "Nghỉ lái",
        "Nghỉ đêm",
        "Giao hàng",
        "Lái xe",
        "Nghỉ lái",
        "Về kho",
    ]


def test_lock_columns_are_empty(book: openpyxl.Workbook) -> None:
    for name in ("Theo trung tâm", "Theo xe"):
        for row in _rows(book[name]):
            locks = [value for heading, value in row.items() if heading.startswith("Khóa")]
            assert locks == [None] * 5


def test_lots_add_up_to_what_is_delivered(book: openpyxl.Workbook, tiny_plan: WeeklyPlan) -> None:
    total = sum(row["Số liều"] for row in _rows(book["Phân bổ theo lô"]))
    assert total == sum(r.delivered_doses for r in tiny_plan.requirements)


def test_unserved_and_short_have_reasons(book: openpyxl.Workbook) -> None:
    assert all(row["Lý do"] for row in _rows(book["Không phục vụ được"]))
    short = {(row["Mã trung tâm"], row["Thiếu (liều)"]) for row in _rows(book["Giao thiếu"])}
    assert short == {("centre-isle", 50), ("centre-shut", 100)}


SCREEN = ("Theo sản phẩm từng nơi", "Phân bổ theo lô")


def test_pages_print_on_a4_with_repeated_headings_and_the_plan_at_the_foot(book: openpyxl.Workbook) -> None:
    for page in book.worksheets:
        assert (page.page_setup.paperSize, page.page_setup.fitToHeight) == (9, 0)  # as wide as the page
        assert bool(page.print_title_rows) == (page.title not in SCREEN)
        assert page.auto_filter.ref
        assert "P-2026-W48-tiny" in str(page.oddFooter.left.text)
        assert page.oddFooter.right.text == "&A · &P / &N"
        assert not page.oddFooter.center.text
    turned = {title: book[title].page_setup.orientation for title in ("Tổng quan", "Theo xe")}
    assert turned == {"Tổng quan": "portrait", "Theo xe": "landscape"}


def test_sheets_for_the_screen_print_what_says_so(book: openpyxl.Workbook) -> None:
    for title in SCREEN:
        page = book[title]
        head = int(str(page.freeze_panes).lstrip("B")) - 1
        assert page.print_area.endswith(f"${head - 1}")
        assert any("màn hình" in str(row[0]) for row in page.iter_rows(max_row=head - 1, values_only=True))


def test_the_check_sheet_tells_names(book: openpyxl.Workbook, tiny_inputs: WeekInputs) -> None:
    told = [str(cell) for row in book["Kiểm tra"].iter_rows(values_only=True) for cell in row]
    assert any(tiny_inputs.network.name("centre-near") in text for text in told)


def test_same_plan_gives_the_same_bytes(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tmp_path: Path
) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        _write(tiny_plan, tiny_inputs, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_costs_of_runs_add_up_to_the_plan(
    book: openpyxl.Workbook, tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs
) -> None:
    total = cost(tiny_plan, tiny_inputs, tiny_travel(tiny_inputs)).total_vnd
    assert sum(row["Chi phí (₫)"] for row in _rows(book["Chi phí theo chuyến"])) == total
    assert total in {row["Giá trị"] for row in _rows(book["Tổng quan"])}


def test_checks_name_waived_breaches(book: openpyxl.Workbook) -> None:
    rows = [(row["Quy tắc"], row["Kết luận"]) for row in _rows(book["Kiểm tra"])]
    assert rows == [("R1", "Đạt"), ("R4", "Đạt"), ("R4", "Được miễn")]


def test_headings_in_english(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tmp_path: Path) -> None:
    _write(tiny_plan, tiny_inputs, tmp_path / "en.xlsx", lang="en")
    book = openpyxl.load_workbook(tmp_path / "en.xlsx")
    assert book.sheetnames[:3] == ["Summary", "Attention", "By day"]
    assert _rows(book["By day"])[0]["Centre id"] == "centre-near"


def test_packing_says_recipe_packs_and_hold(book: openpyxl.Workbook) -> None:
    rows = {row["Chuyến"]: row for row in _rows(book["Đóng gói"])}
    # 5 boxes of 6 panels, one logger for each of two centres; 05:15 to 08:10 is 2 h 55
    first = rows["R-1"]
    assert (first["Công thức"], first["Số thùng"], first["Gói lạnh"], first["Thiết bị ghi"]) == (
        "PCM28-KIT",
        5,
        30,
        2,
    )
    assert first["Cần (giờ)"] == pytest.approx(2 + 55 / 60)
    assert first["Giữ được (giờ)"] >= first["Cần (giờ)"]
    assert (rows["R-3"]["Gói lạnh"], rows["R-3"]["Thiết bị ghi"]) == (0, 2)  # a compartment
    ready = [row for row in _rows(book["Vật tư đóng gói"]) if row["Mục"].startswith("Tấm PCM")]
    assert sum(row["Số lượng"] for row in ready) == 30 + 18 + 6
