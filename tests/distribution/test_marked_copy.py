"""The marked copy: bad cells coloured and commented, links in front, all else to the byte as it was."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
import xlsxwriter

from distribution.errors import StorageError
from distribution.files.marked.cells import restyled
from distribution.files.marked.copy import MOST_COMMENTS, write_marked_copy
from distribution.files.marked.finding import Finding
from distribution.files.marked.styles import DOUBT_COLOUR, FAULT_COLOUR
from distribution.files.marked.tail import with_legacy_drawing

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154"
    "789c6360f8cfc0f01f0005000200ff8b6cd40000000049454e44ae426082"
)

STRICT = (b"schemas.openxmlformats.org/spreadsheetml/2006", b"purl.oclc.org/ooxml/spreadsheetml")


def rich_book(path: Path) -> Path:
    """Write a workbook with what people have in theirs: chart, picture, comment, colours, names, a filter."""
    with xlsxwriter.Workbook(path) as book:
        first = book.add_worksheet("Ghi chú của tôi")
        first.write("A1", "xin chào")
        sheet = book.add_worksheet("stock")
        day = book.add_format({"num_format": "dd/mm/yyyy", "bg_color": "#DDEEFF", "bold": True})
        sheet.write_row(0, 0, ["place_id", "doses", "use_by"])
        sheet.write_row(1, 0, ["kho", 12])
        sheet.write_number(1, 2, 46_400, day)
        sheet.write_formula(3, 1, "=B2*2", None, 24)
        sheet.write_comment("A2", "đã gọi điện")
        sheet.insert_image("E2", "p.png", {"image_data": io.BytesIO(PIXEL)})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=stock!$B$2:$B$4"})
        sheet.insert_chart("E5", chart)
        sheet.conditional_format("B2:B9", {"type": "cell", "criteria": ">", "value": 5, "format": day})
        sheet.data_validation("A2:A9", {"validate": "list", "source": ["kho"]})
        sheet.add_table("H1:I3", {"columns": [{"header": "x"}, {"header": "y"}]})
        sheet.print_area("A1:C4")
        sheet.activate()
    return path


def finding(*cells: str, sheet: str = "stock", what: str = "ô trống", is_doubt: bool = False) -> Finding:
    return Finding(
        is_doubt=is_doubt, sheet=sheet, cells=cells, column="Số liều", what=what, remedy="điền giá trị"
    )


@pytest.fixture(name="marked", scope="module")
def _marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("marked")
    found = (finding("C2"), finding("A2"), finding("B9", "B3", what="nghi ngờ", is_doubt=True))
    write_marked_copy(rich_book(folder / "own.xlsx"), folder / "copy.xlsx", found, "vi")
    return folder


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_what_is_not_marked_is_the_same_to_the_byte(marked: Path) -> None:
    before, after = parts(marked / "own.xlsx"), parts(marked / "copy.xlsx")
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet2.xml",
        "xl/worksheets/_rels/sheet2.xml.rels",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    }
    assert {"xl/charts/chart1.xml", "xl/media/image1.png", "xl/tables/table1.xml"} <= set(after)


def test_every_part_is_well_formed(marked: Path) -> None:
    for name, content in parts(marked / "copy.xlsx").items():
        if name.endswith((".xml", ".rels", ".vml")):
            ElementTree.fromstring(content)


def test_bad_cells_are_coloured_and_keep_their_looks_and_values(marked: Path) -> None:
    own, copy = (openpyxl.load_workbook(marked / name) for name in ("own.xlsx", "copy.xlsx"))
    before, after = own["stock"], copy["stock"]
    assert [[c.value for c in row] for row in after["A1:I8"]] == [
        [c.value for c in row] for row in before["A1:I8"]
    ]
    assert after["C2"].fill.fgColor.rgb == FAULT_COLOUR
    assert (after["C2"].number_format, after["C2"].font.bold) == ("dd/mm/yyyy", True)
    assert {after[c].fill.fgColor.rgb for c in ("B9", "B3")} == {DOUBT_COLOUR}
    assert after["B2"].fill.fgColor.rgb == before["B2"].fill.fgColor.rgb


def test_a_persons_comment_stays_above_ours(marked: Path) -> None:
    sheet = openpyxl.load_workbook(marked / "copy.xlsx")["stock"]
    assert sheet["A2"].comment is not None
    assert sheet["A2"].comment.text.startswith("đã gọi điện")
    assert "ô trống\n→ điền giá trị" in sheet["A2"].comment.text
    assert sheet["B9"].comment is not None
    assert sheet["B9"].comment.text == "nghi ngờ\n→ điền giá trị"


def test_the_summary_stands_in_front_and_leads_to_the_cells(marked: Path) -> None:
    book = openpyxl.load_workbook(marked / "copy.xlsx")
    summary = book.worksheets[0]
    assert book.sheetnames == ["Kết quả kiểm tra", "Ghi chú của tôi", "stock"]
    assert book.active is summary
    assert [s.sheet_view.tabSelected for s in book.worksheets] == [True, None, None]
    links = [summary.cell(row, 4).hyperlink for row in (4, 5, 6)]
    assert [link and link.location for link in links] == ["'stock'!C2", "'stock'!A2", "'stock'!B9"]
    assert [c.value for c in summary[6]][1:5] == ["Xem lại", "stock", "B9 +1", "Số liều"]
    assert "2 lỗi" in str(summary["A1"].value)


def test_the_print_area_still_belongs_to_its_sheet(marked: Path) -> None:
    assert openpyxl.load_workbook(marked / "copy.xlsx")["stock"].print_area == "'stock'!$A$1:$C$4"


def test_the_original_is_as_it_was(marked: Path, tmp_path: Path) -> None:
    again = rich_book(tmp_path / "again.xlsx")
    assert parts(again)["xl/worksheets/sheet2.xml"] == parts(marked / "own.xlsx")["xl/worksheets/sheet2.xml"]


def test_a_copy_that_is_checked_again_shows_what_is_wrong_now(marked: Path) -> None:
    write_marked_copy(marked / "copy.xlsx", marked / "again.xlsx", (finding("A3"),), "en")
    book = openpyxl.load_workbook(marked / "again.xlsx")
    assert book.sheetnames == ["Check result", "Ghi chú của tôi", "stock"]
    assert book.active is book.worksheets[0]
    own, sheet = openpyxl.load_workbook(marked / "own.xlsx")["stock"], book["stock"]
    assert sheet["A3"].fill.fgColor.rgb == FAULT_COLOUR
    assert sheet["B9"].comment is None
    for cell in ("B9", "B3", "C2"):
        assert sheet[cell].fill.fgColor.rgb == own[cell].fill.fgColor.rgb
        assert sheet[cell].number_format == own[cell].number_format
    assert sheet.print_area == "'stock'!$A$1:$C$4"
    drawing = parts(marked / "again.xlsx")["xl/drawings/vmlDrawing1.vml"].decode()
    assert drawing.count("<x:Row>") == 2  # the person's own and the new one


def test_a_sheet_without_cells_or_comments_is_marked(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "empty.xlsx") as book:
        book.add_worksheet("lots")
    write_marked_copy(tmp_path / "empty.xlsx", tmp_path / "copy.xlsx", (finding("A1", sheet="lots"),), "en")
    sheet = openpyxl.load_workbook(tmp_path / "copy.xlsx")["lots"]
    assert sheet["A1"].fill.fgColor.rgb == FAULT_COLOUR
    assert sheet["A1"].comment is not None


def test_beyond_a_few_thousand_comments_cells_are_only_coloured(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "own.xlsx") as book:
        book.add_worksheet("stock").write_column(0, 0, range(MOST_COMMENTS + 10))
    found = [finding(f"A{row}") for row in range(1, MOST_COMMENTS + 11)]
    made = write_marked_copy(tmp_path / "own.xlsx", tmp_path / "copy.xlsx", found, "en")
    assert (made.coloured, made.commented) == (MOST_COMMENTS + 10, MOST_COMMENTS)
    assert (
        "10 cells are coloured without a comment"
        in parts(tmp_path / "copy.xlsx")["xl/worksheets/sheetCheck1.xml"].decode()
    )


def test_a_digital_signature_is_named_as_lost(tmp_path: Path) -> None:
    rich_book(tmp_path / "own.xlsx")
    with zipfile.ZipFile(tmp_path / "own.xlsx", "a") as archive:
        archive.writestr("_xmlsignatures/origin.sigs", b"")
    made = write_marked_copy(tmp_path / "own.xlsx", tmp_path / "copy.xlsx", (finding("A2"),), "en")
    assert made.lost == ("signature",)
    assert not any(name.startswith("_xmlsignatures") for name in parts(tmp_path / "copy.xlsx"))


def test_a_strict_workbook_is_told_as_one_that_cannot_be_marked(tmp_path: Path) -> None:
    rich_book(tmp_path / "own.xlsx")
    with zipfile.ZipFile(tmp_path / "strict.xlsx", "w") as archive:
        for name, content in parts(tmp_path / "own.xlsx").items():
            archive.writestr(name, content.replace(*STRICT))
    with pytest.raises(StorageError, match="Strict"):
        write_marked_copy(tmp_path / "strict.xlsx", tmp_path / "copy.xlsx", (finding("A2"),), "en")
    assert not (tmp_path / "copy.xlsx").exists()


def test_a_place_that_cannot_be_written_is_a_storage_error(tmp_path: Path) -> None:
    rich_book(tmp_path / "own.xlsx")
    with pytest.raises(StorageError):
        write_marked_copy(tmp_path / "own.xlsx", tmp_path / "no" / "copy.xlsx", (finding("A2"),), "en")


@pytest.mark.parametrize(
    ("rows", "made"),
    [
        ('<row r="2"><c r="A2" s="3"/></row>', '<row r="2"><c r="A2" s="103"/></row>'),
        (
            '<row r="2"><c r="C2"><v>1</v></c></row>',
            '<row r="2"><c r="A2" s="100"/><c r="C2"><v>1</v></c></row>',
        ),
        (
            '<row r="2" s="7" customFormat="1"/>',
            '<row r="2" s="7" customFormat="1"><c r="A2" s="107"/></row>',
        ),
        ('<row r="1"/><row r="3"/>', '<row r="1"/><row r="2"><c r="A2" s="100"/></row><row r="3"/>'),
        ("<row r='2'><c r='A2' s='3'/></row>", "<row r='2'><c r='A2' s=\"103\"/></row>"),
        ("<row><c><v>1</v></c></row><row><c/></row>", '<row><c><v>1</v></c></row><row><c s="100"/></row>'),
    ],
)
def test_a_cell_gets_its_style_wherever_it_stands(rows: str, made: str) -> None:
    xml = "<worksheet><sheetData>{}</sheetData></worksheet>"
    assert restyled(xml.format(rows), {"A2": lambda style: style + 100}) == xml.format(made)


def test_an_empty_cell_has_the_style_of_its_column() -> None:
    xml = '<x:worksheet><x:cols><x:col min="1" max="3" style="4"/></x:cols><x:sheetData/></x:worksheet>'
    made = restyled(xml, {"B2": lambda style: style + 100})
    assert '<x:sheetData><x:row r="2"><x:c r="B2" s="104"/></x:row></x:sheetData>' in made


def test_the_reference_to_comments_keeps_the_order_of_the_standard() -> None:
    tail = "<pageMargins/><drawing/><tableParts/><extLst><ext><extLst/></ext></extLst>"
    inner = "<conditionalFormatting><extLst/></conditionalFormatting>"
    made = with_legacy_drawing(f"<worksheet><sheetData/>{inner}{tail}</worksheet>", "rId9")
    assert made.index("<drawing/>") < made.index("<legacyDrawing") < made.index("<tableParts/>")
