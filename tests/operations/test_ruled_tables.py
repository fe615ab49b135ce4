"""Long tables of the papers: lines that fit their columns, and rows written where Typst kept places free."""

from __future__ import annotations

import io

import pikepdf
import pypdf
import pytest

from operations.documents.letters import ALPHABET, Letters, letters_for
from operations.documents.ruled import Across, Column, Row, RuledTable
from operations.documents.ruling import filled


@pytest.fixture(scope="module")
def letters() -> Letters:
    return letters_for("abc")


def test_every_vietnamese_letter_has_a_code_of_its_own(letters: Letters) -> None:
    assert len(ALPHABET) > 94 + 2 * 67 - 26  # ASCII, and both cases of the letters that Vietnamese adds
    for face in (letters.plain, letters.bold):
        codes = {(face.glyphs[letter].font, face.glyphs[letter].code) for letter in ALPHABET}
        assert len(codes) == len(ALPHABET)


def test_widths_add_up(letters: Letters) -> None:
    one = letters.plain.width_mm("0", 10)
    # a figure of Libertinus Serif is 465 thousandths of an em wide
    assert one == pytest.approx(0.465 * 10 * 25.4 / 72, rel=0.01)
    assert letters.plain.width_mm("0000", 10) == pytest.approx(4 * one)


def test_lines_are_cut_between_words_and_lose_nothing(letters: Letters) -> None:
    text = "Tetanus antiserum SAT 1500 IU, ống 1 ml"
    lines = letters.plain.lines(text, 30, 10.5)
    assert len(lines) > 1
    assert " ".join(lines) == text
    assert all(letters.plain.width_mm(line, 10.5) <= 30 for line in lines)


def test_a_word_wider_than_its_column_is_cut_within(letters: Letters) -> None:
    lines = letters.plain.lines("W" * 40, 31, 10.5)
    assert "".join(lines) == "W" * 40
    assert all(letters.plain.width_mm(line, 10.5) <= 31 for line in lines)


def test_a_foreign_letter_gets_a_font_that_has_it_and_one_without_a_font_a_question_mark() -> None:
    face = letters_for("疫苗Ж").plain
    assert face.runs("Ж")[0].codes == face.glyphs["Ж"].code
    assert face.runs("疫") == face.runs("?")  # no font of Typst's own has it


def test_a_hard_space_is_a_space(letters: Letters) -> None:
    assert letters.plain.lines("Trạm\u00a0Bắc", 60, 10.5) == ("Trạm Bắc",)


def _page(*links: str) -> bytes:
    with pikepdf.Pdf.new() as book:
        page = book.add_blank_page(page_size=(595.28, 841.89))
        page.obj["/Annots"] = pikepdf.Array(
            [
                pikepdf.Dictionary(
                    Subtype=pikepdf.Name.Link,
                    Rect=pikepdf.Array([34, 100, 561, 700]),
                    A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(link)),
                )
                for link in links
            ]
        )
        made = io.BytesIO()
        book.save(made)
        return made.getvalue()


def test_a_place_holds_its_rows_alone_and_its_mark_goes(letters: Letters) -> None:
    columns = (Column(width_mm=40, word="lot"), Column(width_mm=20, word="packs", right=True))
    head = Row(
        units=2, across=Across(number="7", lines=("Trạm Bắc", "20,1 L"), written=(("Niêm phong:", 40),))
    )
    rows = (Row(units=1, cells=(("A-1",), ("5",))), head, Row(units=1, cells=(("B-2",), ("6",))))
    table = RuledTable(columns=columns, heads=(("Số lô",), ("Hộp",)), unit_mm=5, head_mm=6, rows=rows)
    assert table.frame(0) == {"id": 0, "head": 6, "heights": [5, 10, 5], "across": [1]}
    made = filled(_page("rows:0:1:3", "https://example.invalid/"), [table], letters)
    page = pypdf.PdfReader(io.BytesIO(made)).pages[0]
    text = page.extract_text()
    for piece in ("Số lô", "Hộp", "B-2", "6", "7", "Trạm Bắc", "20,1 L", "Niêm phong:"):
        assert piece in text
    assert "A-1" not in text
    assert [str(note.get_object()["/A"]["/URI"]) for note in page["/Annots"]] == ["https://example.invalid/"]
