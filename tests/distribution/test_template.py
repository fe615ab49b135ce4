"""The template as a person meets it: guarded headings, drop-downs, units, help, a page that prints."""

from __future__ import annotations

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from distribution.calendar import Week
from distribution.files.column_guide import guide_rows, heading
from distribution.files.entry_rules import entry_rule
from distribution.files.template_rows import optional_examples, template_rows
from distribution.files.workbook_write import write_template
from distribution.language.catalogue import LANGUAGES
from distribution.schema.all import TABLES

WEEK = Week.parse("2026-W48")


@pytest.fixture(name="book", scope="module")
def _book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    path = tmp_path_factory.mktemp("template") / "t.xlsx"
    write_template(path, "vi")
    return openpyxl.load_workbook(path)


def test_there_is_a_sheet_a_table_after_two_that_explain(book: Workbook) -> None:
    assert book.sheetnames == ["about", "columns", *TABLES]


def test_headings_carry_units_stay_in_sight_and_cannot_be_typed_over(book: Workbook) -> None:
    for table in TABLES.values():
        sheet = book[table.name]
        assert [cell.value for cell in sheet[1]][: len(table.columns)] == [
            heading(c, "vi") for c in table.columns
        ]
        assert sheet.protection.sheet
        assert not sheet.protection.password
        assert all(cell.protection.locked for cell in sheet[1])
        assert not any(
            cell.protection.locked for row in sheet.iter_rows(min_row=2) for cell in row if cell.value
        )
        assert sheet.freeze_panes is not None
        assert sheet.print_title_rows == "$1:$1"


def test_an_example_row_stands_on_every_sheet_that_must_be_filled(book: Workbook) -> None:
    for table in TABLES.values():
        if table.required:
            assert book[table.name].max_row >= 2


@pytest.mark.parametrize(
    ("sheet", "column", "kind"),
    [
        ("stock", "A", "custom"),
        ("stock", "B", "list"),
        ("stock", "C", "list"),
        ("stock", "D", "list"),
        ("stock", "E", "date"),
        ("stock", "F", "whole"),
        ("vehicles", "C", "list"),
        ("locks", "D", "whole"),
        ("locks", "E", "list"),
        ("locks", "G", "list"),
        ("matrix", "C", "decimal"),
        ("forecast", "C", "whole"),
    ],
)
def test_cells_are_guarded_by_a_list_or_a_bound(book: Workbook, sheet: str, column: str, kind: str) -> None:
    rules = book[sheet].data_validations.dataValidation
    (rule,) = [r for r in rules if f"{column}2" in r.sqref]
    assert rule.type == kind
    assert f"{column}900" in rule.sqref


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_column_is_explained_with_an_example_where_one_is_known(lang: str) -> None:
    head, *rows = guide_rows(lang, WEEK, {})
    assert len(rows) == sum(len(table.columns) for table in TABLES.values())
    assert all(row[0] and row[1] and row[3] and row[4] for row in rows)
    shown = {row[0] for row in rows if row[5]}
    assert set(template_rows(WEEK)) | set(optional_examples(WEEK)) <= shown
    assert len(head) == 6


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_fits_into_what_a_spreadsheet_shows(lang: str) -> None:
    for table in TABLES.values():
        for position in range(len(table.columns)):
            rule = entry_rule(table, position, {"sites": [{"id": "kho", "kind": "depot"}]}, lang)
            assert 0 < len(rule["input_title"]) <= 32
            assert 0 < len(rule["input_message"]) <= 255
