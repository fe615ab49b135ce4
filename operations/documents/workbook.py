"""``plan.xlsx``: the planner's workbook, the same bytes for the same plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from distribution.cost_parts import CostBreakdown
from distribution.feasibility import RuleVerdict
from distribution.files.archive import check_code
from distribution.findings import Finding
from distribution.indicators import Indicators
from distribution.inputs import WeekInputs
from distribution.language.catalogue import say
from distribution.plan import WeeklyPlan
from operations.documents.sheet import Cell, Heading, Look, Sheet
from operations.documents.sheets_answer import (
    checks_sheet,
    parameters_sheet,
    short_sheet,
    unserved_sheet,
)
from operations.documents.sheets_figures import departures_sheet, indicators_sheet, products_sheet
from operations.documents.sheets_findings import findings_sheet
from operations.documents.sheets_goods import lots_sheet, transfers_sheet
from operations.documents.sheets_locks import goods_sheet, permits_sheet, waivers_sheet
from operations.documents.sheets_packing import materials_sheet, packing_sheet
from operations.documents.sheets_summary import summary_sheet
from operations.documents.sheets_trips import centres_sheet, days_sheet, vehicles_sheet

_LOCK = {"bg_color": "#FFF6D6", "border": 1, "border_color": "#D8C98A"}
_FORMATS: dict[Look, dict[str, object]] = {
    Look.TEXT: {},
    Look.SENTENCE: {"text_wrap": True},
    Look.MIXED: {"text_wrap": True, "num_format": "#,##0", "align": "left"},
    Look.WHOLE: {"num_format": "#,##0"},
    Look.DECIMAL: {"num_format": "#,##0.0"},
    Look.PERCENT: {"num_format": "0.0%"},
    Look.MONEY: {"num_format": "#,##0"},
    Look.DAY: {"num_format": "dd/mm/yyyy", "align": "left"},
    Look.MOMENT: {"num_format": "dd/mm/yyyy hh:mm", "align": "left"},
    Look.LOCK: _LOCK,
    Look.LOCK_DAY: {**_LOCK, "num_format": "yyyy-mm-dd", "align": "left"},
}
_A4 = 9
_HEAD_HEIGHT = 32  # points: headings of two lines
_LINE_HEIGHT = 15
_UPRIGHT_LETTERS = 130  # wider sheets would be too small on an upright page


def write_workbook(
    plan: WeeklyPlan,
    inputs: WeekInputs,
    path: Path,
    *,
    lang: str,
    costs: CostBreakdown,
    indicators: Indicators,
    verdicts: Sequence[RuleVerdict],
    found: Sequence[Finding] = (),
) -> None:
    """Write the workbook in ``vi`` or ``en``."""
    sheets = (
        summary_sheet(plan, inputs, lang, costs),
        findings_sheet(found, inputs, lang),
        days_sheet(plan, inputs, lang),
        vehicles_sheet(plan, inputs, lang),
        centres_sheet(plan, inputs, lang, costs),
        goods_sheet(plan, inputs, lang),
        lots_sheet(plan, inputs, lang),
        transfers_sheet(plan, inputs, lang),
        packing_sheet(plan, inputs, lang),
        materials_sheet(plan, inputs, lang),
        unserved_sheet(plan, inputs, lang),
        short_sheet(plan, inputs, lang),
        indicators_sheet(indicators, lang),
        products_sheet(plan, inputs),
        departures_sheet(plan, costs, lang),
        checks_sheet(verdicts, inputs, lang),
        waivers_sheet(plan, lang),
        permits_sheet(inputs, lang),
        parameters_sheet(plan, inputs),
    )
    which = say("sheet.footer", lang, plan=plan.plan_id, code=check_code(plan))
    write_sheets(sheets, path, lang, created=plan.week.moment(0), which=which)


def write_sheets(
    sheets: Sequence[Sheet], path: Path, lang: str, created: datetime, *, which: str = ""
) -> None:
    """Write sheets into a workbook whose only date is ``created``; ``which`` stands at each page's foot."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": created})
        formats = {look: book.add_format({"valign": "top", **shape}) for look, shape in _FORMATS.items()}
        head = book.add_format(
            {"bold": True, "bg_color": "#DCE9F1", "bottom": 1, "text_wrap": True, "valign": "top"}
        )
        title = book.add_format({"bold": True, "font_size": 14})
        for sheet in sheets:
            page = book.add_worksheet(say(f"sheet.{sheet.key}", lang))
            first = _write_top(page, sheet, lang, title)
            _write_table(page, sheet, lang, first, formats, head)
            _offer_choices(page, sheet, first)
            _lay_out(page, sheet, first)
            _lay_out_print(page, sheet, first, which)


def _write_top(page: Any, sheet: Sheet, lang: str, title: Any) -> int:
    page.write_string(0, 0, say(f"sheet.{sheet.key}", lang), title)
    for row, note in enumerate(sheet.notes, start=1):
        page.write_string(row, 0, note)
    return 2 + len(sheet.notes)


def _write_table(page: Any, sheet: Sheet, lang: str, first: int, formats: Any, head: Any) -> None:
    for column, heading in enumerate(sheet.headings):
        page.set_column(column, column, heading.width)
        page.write_string(first, column, _heading_text(heading, lang), head)
    for row, cells in enumerate(sheet.rows, start=first + 1):
        if (lines := _lines(sheet, cells)) > 1:  # not every program finds the height itself
            page.set_row(row, _LINE_HEIGHT * lines)
        for column, (heading, cell) in enumerate(zip(sheet.headings, cells, strict=True)):
            _write_cell(page, row, column, cell, formats[heading.look])


def _lines(sheet: Sheet, cells: Sequence[Cell]) -> int:
    """Return how many lines the longest sentence of a row takes."""
    sentences = [
        -(-len(cell) // heading.width)
        for heading, cell in zip(sheet.headings, cells, strict=True)
        if heading.look in (Look.SENTENCE, Look.MIXED) and isinstance(cell, str)
    ]
    return max([1, *sentences])


def _offer_choices(page: Any, sheet: Sheet, first: int) -> None:
    """Let the cells that a planner fills in offer what they take; anything else may still be typed."""
    last = first + max(len(sheet.rows), 1)
    for column, heading in enumerate(sheet.headings):
        if heading.choices:
            rule = {"validate": "list", "source": list(heading.choices), "error_type": "information"}
            page.data_validation(first + 1, column, last, column, rule)


def _heading_text(heading: Heading, lang: str) -> str:
    return heading.text or say(f"sheet.heading.{heading.key}", lang)


def _write_cell(page: Any, row: int, column: int, cell: Cell, shape: Any) -> None:
    if cell is None:
        page.write_blank(row, column, None, shape)
    elif isinstance(cell, str):
        page.write_string(row, column, cell, shape)
    elif isinstance(cell, date):
        page.write_datetime(row, column, cell, shape)
    else:
        page.write_number(row, column, cell, shape)


def _lay_out(page: Any, sheet: Sheet, first: int) -> None:
    last_column = len(sheet.headings) - 1
    page.set_row(first, _HEAD_HEIGHT)
    page.freeze_panes(first + 1, 1)
    page.autofilter(first, 0, first + max(len(sheet.rows), 1), last_column)


def _lay_out_print(page: Any, sheet: Sheet, first: int, which: str) -> None:
    """Lay a sheet out for A4, as wide as the page, headings on each; upright where its columns are few."""
    last_column = len(sheet.headings) - 1
    if sum(heading.width for heading in sheet.headings) > _UPRIGHT_LETTERS:
        page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    if sheet.for_screen:
        page.print_area(0, 0, first - 1, last_column)
    else:
        page.print_area(0, 0, first + len(sheet.rows), last_column)
        page.repeat_rows(first)
    page.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.6)
    page.set_footer(f"&L{which.replace('&', '&&')}&R&A · &P / &N")
