"""The plan's workbook handed back: locks and edits where they stand, every fault with its cell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tiny import tiny_travel
from tiny_places import MON, THU, WED

from distribution.costing import cost
from distribution.errors import Fault, InputError
from distribution.indicators import indicators
from distribution.inputs import Lock, LockedDoses, Permit, Waiver, WeekInputs
from distribution.plan import WeeklyPlan
from operations.documents.workbook import write_workbook
from operations.replanning.asked_book import book_changes
from operations.replanning.changes import Changes
from operations.replanning.workbook import read_locks

Edit = Callable[[openpyxl.Workbook], None]


@pytest.fixture(scope="module")
def written(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "plan.xlsx"
    travel = tiny_travel(tiny_inputs)
    costs = cost(tiny_plan, tiny_inputs, travel)
    write_workbook(
        tiny_plan,
        tiny_inputs,
        path,
        lang="vi",
        costs=costs,
        indicators=indicators(tiny_plan, tiny_inputs, travel, costs),
        verdicts=(),
    )
    return path


class Desk:
    """A planner with the workbook: edits a copy and hands it back."""

    def __init__(self, written: Path, folder: Path, plan: WeeklyPlan, inputs: WeekInputs) -> None:
        self.written, self.folder, self.plan, self.inputs = written, folder, plan, inputs

    def back(self, edit: Edit, frozen_s: int = 0) -> Changes:
        book = openpyxl.load_workbook(self.written)
        edit(book)
        book.save(self.folder / "edited.xlsx")
        return book_changes(self.folder / "edited.xlsx", self.plan, self.inputs, frozen_s)[0]

    def faults(self, edit: Edit, frozen_s: int = 0) -> tuple[Fault, ...]:
        with pytest.raises(InputError) as refused:
            self.back(edit, frozen_s)
        return refused.value.faults


@pytest.fixture
def desk(written: Path, tmp_path: Path, tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs) -> Desk:
    return Desk(written, tmp_path, tiny_plan, tiny_inputs)


def put(page: Worksheet, heading: str, value: object, **where: object) -> None:
    """Write into the cell under a heading, in the first row whose other cells are as told."""
    head = next(row for row in page.iter_rows() if heading in [cell.value for cell in row])
    columns = {str(cell.value): cell.column for cell in head if cell.value}
    titles = {"centre": "Mã trung tâm", "run": "Chuyến", "place": "Mã địa điểm", "product": "Mã sản phẩm"}
    for row in range(head[0].row + 1, page.max_row + 1):
        if all(page.cell(row, columns[titles[k]]).value == v for k, v in where.items()):
            page.cell(row, columns[heading]).value = value  # type: ignore[assignment]
            return
    raise AssertionError(where)


def lock(heading: str, value: object, centre: str) -> Edit:
    return lambda book: put(book["Theo trung tâm"], f"Khóa: {heading}", value, centre=centre)


def goods(heading: str, value: object, centre: str, product: str) -> Edit:
    return lambda book: put(book["Theo sản phẩm từng nơi"], heading, value, centre=centre, product=product)


def together(*edits: Edit) -> Edit:
    def every(book: openpyxl.Workbook) -> None:
        for edit in edits:
            edit(book)

    return every


def test_an_untouched_workbook_asks_for_nothing(desk: Desk) -> None:
    assert desk.back(lambda _: None) == Changes()


def test_what_another_program_saves_reads_the_same(desk: Desk, written: Path) -> None:
    book = openpyxl.load_workbook(written)
    book.save(desk.folder / "plan.xlsx")
    assert read_locks(desk.folder / "plan.xlsx") == read_locks(written)


def test_locks_of_every_kind(desk: Desk) -> None:
    changes = desk.back(
        together(
            lock("ngày", date(2026, 11, 25), "centre-near"),
            lock("xe", "V-H1", "centre-mid"),
            lock("thứ tự", 1, "centre-mid"),
            lock("bỏ ra", "x", "centre-far"),
            lambda b: put(
                b["Theo sản phẩm từng nơi"], "Khóa: số lượng", 250, centre="centre-zone", product="HEXA"
            ),
        )
    )
    assert changes.locks == (
        Lock(centre_id="centre-far", leave_out=True),
        Lock(centre_id="centre-mid", vehicle_id="V-H1", order=1),
        Lock(centre_id="centre-near", day=WED),
        Lock(centre_id="centre-zone", doses=(LockedDoses(product_id="HEXA", doses=250),)),
    )


def test_x_keeps_what_is_there(desk: Desk) -> None:
    changes = desk.back(
        together(
            lock("ngày", "x", "centre-zone"),
            lock("xe", "X", "centre-zone"),
            lock("số lượng", "x", "centre-zone"),
        )
    )
    doses = (LockedDoses(product_id="FLU", doses=200), LockedDoses(product_id="HEXA", doses=300))
    assert changes.locks == (Lock(centre_id="centre-zone", day=THU, vehicle_id="V-H1", doses=doses),)


def test_x_in_the_row_of_loading_keeps_a_whole_route(desk: Desk) -> None:
    changes = desk.back(lambda b: put(b["Theo xe"], "Khóa: thứ tự", "x", run="R-1", place="depot-north"))
    assert changes.locks == (
        Lock(centre_id="centre-mid", order=2),
        Lock(centre_id="centre-near", order=1),
    )


def test_cells_edited_by_hand_are_locks(desk: Desk) -> None:
    changes = desk.back(
        together(
            lambda b: put(b["Theo ngày"], "Ngày", date(2026, 11, 26), centre="centre-mid"),
            lambda b: put(b["Theo ngày"], "Xe", "V-H1", centre="centre-mid"),
            lambda b: put(
                b["Theo sản phẩm từng nơi"], "Giao (liều)", 100, centre="centre-mid", product="HEXA"
            ),
        )
    )
    doses = (LockedDoses(product_id="HEXA", doses=100),)
    assert changes.locks == (Lock(centre_id="centre-mid", day=THU, vehicle_id="V-H1", doses=doses),)


def test_waivers_and_permits(desk: Desk) -> None:
    def write(book: openpyxl.Workbook) -> None:
        for name, cells in (
            ("Miễn trừ", ("R4", "centre-near", "Bà Lan", "nhận muộn", date(2026, 11, 30))),
            ("Giấy phép vào vùng", ("V-H1", "zone-tiny", "Sở GTVT", "123/GP", date(2026, 12, 31))),
        ):
            page = book[name]
            for column, value in enumerate(cells, start=1):
                page.cell(5, column).value = value  # type: ignore[assignment]

    changes = desk.back(write)
    assert changes.waivers == (
        Waiver(
            rule="R4",
            subject_id="centre-near",
            who="Bà Lan",
            why="nhận muộn",
            until=date(2026, 11, 30),
        ),
    )
    assert changes.permits == (
        Permit(vehicle_id="V-H1", zone_id="zone-tiny", who="Sở GTVT", why="123/GP", until=date(2026, 12, 31)),
    )


def test_every_fault_is_told_at_once_with_its_cell(desk: Desk) -> None:
    faults = desk.faults(
        together(
            lock("ngày", date(2026, 12, 9), "centre-near"),
            lock("xe", "V-N9", "centre-mid"),
            lock("thứ tự", 0, "centre-zone"),
            lock("số lượng", 120, "centre-far"),
            lock("ngày", "x", "centre-shut"),
            lambda b: put(
                b["Theo sản phẩm từng nơi"], "Khóa: số lượng", 105, centre="centre-isle", product="HEXA"
            ),
        )
    )
    assert {(f.code, f.sheet, f.column) for f in faults} == {
        ("lock_day", "Theo trung tâm", "Khóa: ngày"),
        ("unknown_reference", "Theo trung tâm", "Khóa: xe"),
        ("lock_order", "Theo trung tâm", "Khóa: thứ tự"),
        ("lock_quantity_where", "Theo trung tâm", "Khóa: số lượng"),
        ("lock_nothing", "Theo trung tâm", "Khóa: ngày"),
        ("replan_packs", "Theo sản phẩm từng nơi", "Khóa: số lượng"),
    }
    assert all(f.file == "edited.xlsx" and f.row for f in faults)
    assert {f.arguments["suggestion"] for f in faults if f.code == "unknown_reference"} == {"V-N1"}


def test_locks_that_contradict_each_other_name_both_cells(desk: Desk) -> None:
    faults = desk.faults(
        together(
            lock("ngày", date(2026, 11, 25), "centre-near"),
            lambda b: put(b["Theo xe"], "Khóa: ngày", "x", run="R-1", place="centre-near"),
            lock("bỏ ra", "x", "centre-mid"),
            lock("xe", "V-N1", "centre-mid"),
        )
    )
    assert {f.code for f in faults} == {"lock_conflict", "lock_leaves_out"}
    assert all("Theo trung tâm!" in f.arguments["other"] for f in faults)


def test_what_has_left_cannot_be_locked_otherwise(desk: Desk) -> None:
    frozen_s = desk.plan.week.start_s(MON) + 12 * 3_600
    (fault,) = desk.faults(lock("ngày", date(2026, 11, 26), "centre-near"), frozen_s)
    assert (fault.code, fault.arguments["run"]) == ("lock_departed", "R-1")


def test_rules_that_are_never_waived(desk: Desk) -> None:
    def write(book: openpyxl.Workbook) -> None:
        page = book["Miễn trừ"]
        rows = (("R7", "R-1"), ("R6", "R-1"), ("R4", "nobody"))
        for number, (rule, subject) in enumerate(rows, start=5):
            cells = (rule, subject, "Bà Lan", "vội", date(2026, 11, 30))
            for column, value in enumerate(cells, start=1):
                page.cell(number, column).value = value  # type: ignore[assignment]

    assert [f.code for f in desk.faults(write)] == ["waiver_never", "waiver_permit", "waiver_subject"]


def test_a_row_gone_and_a_workbook_of_another_plan(desk: Desk, tiny_inputs: WeekInputs) -> None:
    def cut(book: openpyxl.Workbook) -> None:
        page = book["Theo ngày"]
        page.delete_rows(page.max_row)
        book["Tổng quan"]["B5"].value = "2026-W48-OTHER"

    codes = {f.code for f in desk.faults(cut)}
    assert "plan_row_gone" in codes
    del tiny_inputs
