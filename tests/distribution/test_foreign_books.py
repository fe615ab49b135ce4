"""A workbook reads the same whoever saved it: shared or inline texts, date formats, either epoch."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from foreign_books import strings_of, styles_of, worksheet, write_book

from distribution.files.headings import read_headings
from distribution.files.marked.copy import write_marked_copy
from distribution.files.marked.finding import Finding
from distribution.files.rows import read_table_rows
from distribution.files.sheets import Sheet
from distribution.files.workbook_read import FORMULA_WITHOUT_VALUE, read_workbook
from distribution.schema.all import TABLES

MONDAY = date(2026, 11, 23)
EXPIRY = date(2027, 6, 11)
SERIAL = (EXPIRY - date(1899, 12, 30)).days
SERIAL_1904 = (EXPIRY - date(1904, 1, 1)).days
HEADINGS = ["lot_id", "product_id", "expiry", "status"]
VALUES = ["LÔ-1", "BCG", "", "released"]


def _shared(serial: int, *, addressed: bool = True) -> str:
    """Return heading and row with shared strings, as Excel and LibreOffice write them."""

    def cell(place: str, body: str) -> str:
        return f'<c r="{place}" {body}' if addressed else f"<c {body}"

    def text(place: str, index: int) -> str:
        return cell(place, f't="s"><v>{index}</v></c>')

    def row(number: int, cells: str) -> str:
        return f'<row r="{number}">{cells}</row>' if addressed else f"<row>{cells}</row>"

    head = row(1, "".join(text(f"{letter}1", i) for i, letter in enumerate("ABCD")))
    day = cell("C2", f's="1"><v>{serial}</v></c>')
    return worksheet(head + row(2, text("A2", 4) + text("B2", 5) + day + text("D2", 7)))


def _inline(serial: int) -> str:
    """Return heading and row with inline strings, as programs write them that keep no list of texts."""

    def text(place: str, words: str) -> str:
        return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'

    head = "".join(text(f"{letter}1", name) for letter, name in zip("ABCD", HEADINGS, strict=True))
    cells = text("A2", VALUES[0]) + text("B2", VALUES[1]) + f'<c r="C2" s="1"><v>{serial}</v></c>'
    return worksheet(f'<row r="1">{head}</row><row r="2">{cells}{text("D2", VALUES[3])}</row>')


def _formula(serial: int) -> str:
    """Return a row whose texts and day are results of formulas, as Google Sheets keeps them."""
    head = "".join(f'<c r="{letter}1" t="s"><v>{i}</v></c>' for i, letter in enumerate("ABCD"))
    texts = ((("A2", VALUES[0]), ("B2", VALUES[1])), (("D2", VALUES[3]),))
    before, after = (
        "".join(f'<c r="{p}" t="str"><f>X1</f><v>{w}</v></c>' for p, w in part) for part in texts
    )
    day = f'<c r="C2" s="1"><f>TODAY()</f><v>{serial}</v></c>'
    return worksheet(f'<row r="1">{head}</row><row r="2">{before}{day}{after}</row>')


SHARED = strings_of([*HEADINGS, *VALUES])
EPOCH_1904 = '<workbookPr date1904="1"/>'


def _lots(path: Path) -> Sheet:
    source = read_workbook(path)
    assert source.faults == ()
    return source.sheets["lots"]


@pytest.mark.parametrize(
    ("sheet", "code", "properties"),
    [
        pytest.param(_shared(SERIAL), "dd/mm/yyyy", "", id="excel"),
        pytest.param(_shared(SERIAL), "[$-42A]dd/mm/yyyy;@", "", id="excel-vietnamese"),
        pytest.param(_shared(SERIAL_1904), "dd/mm/yyyy", EPOCH_1904, id="excel-1904"),
        pytest.param(_shared(SERIAL), "dd\\/mm\\/yyyy", '<workbookPr date1904="false"/>', id="libreoffice"),
        pytest.param(_shared(SERIAL), 'd"/"m"/"yyyy', "", id="google-sheets"),
        pytest.param(_formula(SERIAL), "yyyy-mm-dd", "", id="google-sheets-formulas"),
        pytest.param(_inline(SERIAL), "dd/mm/yyyy", "", id="inline-strings"),
        pytest.param(_shared(SERIAL, addressed=False), "dd/mm/yyyy", "", id="cells-without-addresses"),
    ],
)
def test_lots_read_the_same_whoever_saved_them(
    tmp_path: Path, sheet: str, code: str, properties: str
) -> None:
    path = write_book(
        tmp_path / "w.xlsx", {"lots": sheet}, styles=styles_of(code), shared=SHARED, properties=properties
    )
    typed, faults = read_table_rows(_lots(path), TABLES["lots"], MONDAY)
    assert faults == []
    assert typed.rows[0] == {
        "lot_id": "LÔ-1",
        "product_id": "BCG",
        "expiry": EXPIRY,
        "status": "released",
        "released_on": None,
    }
    found = (Finding(is_doubt=False, sheet="lots", cells=("C2",), column=None, what="x", remedy="y"),)
    write_marked_copy(path, tmp_path / "copy.xlsx", found, "vi")
    again, _ = read_table_rows(_lots(tmp_path / "copy.xlsx"), TABLES["lots"], MONDAY)
    assert list(again.rows) == list(typed.rows)
    cell = openpyxl.load_workbook(tmp_path / "copy.xlsx")["lots"]["C2"]
    assert cell.comment is not None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c r="A1"><f>1+1</f></c>', FORMULA_WITHOUT_VALUE),
        ('<c r="A1"><f>1+1</f><v/></c>', FORMULA_WITHOUT_VALUE),
        ("<c><f>1+1</f><v></v></c>", FORMULA_WITHOUT_VALUE),
        ('<c r="A1" t="e"><v>#N/A</v></c>', FORMULA_WITHOUT_VALUE),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', FORMULA_WITHOUT_VALUE),
        ('<c r="A1" t="str"><f>""</f><v></v></c>', ""),
        ('<c r="A1"><f>1+1</f><v>2</v></c>', 2),
    ],
)
def test_a_formula_without_a_result_is_told_from_an_empty_one(
    tmp_path: Path, cell: str, expected: object
) -> None:
    sheet = worksheet(f'<row r="1">{cell}<c r="B1"><v>7</v></c></row>')
    path = write_book(tmp_path / "w.xlsx", {"lots": sheet}, styles=styles_of("dd/mm/yyyy"))
    assert _lots(path).headings[0] == expected


def test_what_a_person_does_not_see_is_known(tmp_path: Path) -> None:
    columns = '<cols><col min="2" max="3" width="0" hidden="1"/></cols>'
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="4" hidden="1"><c r="A4"><v>1</v></c></row>'
    merged = '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'
    sheet = (
        worksheet(rows)
        .replace("<sheetData>", f"{columns}<sheetData>")
        .replace("</sheetData>", f"</sheetData>{merged}")
    )
    layout = _lots(write_book(tmp_path / "w.xlsx", {"lots": sheet}, styles=styles_of("@"))).layout
    assert (layout.hidden_rows, layout.hidden_columns) == ({4}, {1, 2})
    assert layout.merged == ((0, 1, 1, 2),)


def test_headings_below_a_title_are_told_with_their_row(tmp_path: Path) -> None:
    title = '<row r="1"><c r="A1" t="inlineStr"><is><t>Danh sách lô</t></is></c></row>'
    head = _inline(SERIAL).replace('r="1"', 'r="3"').replace('1" t=', '3" t=').replace('r="2"', 'r="4"')
    sheet = head.replace("<sheetData>", f"<sheetData>{title}").replace('2"', '4"')
    path = write_book(tmp_path / "w.xlsx", {"lots": sheet}, styles=styles_of("dd/mm/yyyy"))
    head_found = read_headings(_lots(path), TABLES["lots"], MONDAY)
    assert head_found.lower == 3
    assert [fault.code for fault in head_found.faults] == ["headings_lower"]
