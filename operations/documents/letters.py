"""The letters of the papers, for tables that are written straight into a PDF (``ruling.py``).

Typst sets every letter once, plain and bold; what it embeds for that gives each letter's code and width, and
fonts that other pages may use.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import Any
from zlib import crc32

import pikepdf

from operations.documents.typst_pages import compiled

_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_VIETNAMESE = {unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES} | {"đ"}
ALPHABET = frozenset(
    [chr(code) for code in range(ord("!"), ord("~") + 1)]
    + [*_VIETNAMESE, *(letter.upper() for letter in _VIETNAMESE), *"–·°→…“”×"]
)
FONT_NAMES = ("/plain-", "/bold-")  # then a mark of the set of letters and a number
_UNICODE = re.compile(r"<([0-9A-F]{4})> <([0-9A-F]+)>")
_SPARE_MM = 0.2  # figures are rounded on the way
_POINT_MM = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter as it stands in a PDF: its font's name there, its code, its width in thousandths of an em."""

    font: str
    code: str
    width: float


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one font: its name, their codes, and their width together in thousandths of an em."""

    font: str
    codes: str
    width: float


@dataclass(frozen=True, slots=True)
class Face:
    """All letters of one weight, and the fonts that hold them by name."""

    glyphs: dict[str, Glyph]
    fonts: dict[str, Any]
    _lines: dict[tuple[str, float, float], tuple[str, ...]] = field(default_factory=dict)
    _runs: dict[str, tuple[Run, ...]] = field(default_factory=dict)

    def width_mm(self, text: str, points: float) -> float:
        """Return how wide a text is in a size of letters."""
        return sum(run.width for run in self.runs(text)) * points * _POINT_MM / 1_000

    def runs(self, text: str) -> tuple[Run, ...]:
        """Return the pieces of a text that share a font; texts of papers recur, and are looked up once."""
        if text not in self._runs:
            self._runs[text] = tuple(
                Run(font, "".join(glyph.code for glyph in run), sum(glyph.width for glyph in run))
                for font, letters in groupby(map(self._glyph, text), key=lambda glyph: glyph.font)
                for run in (tuple(letters),)
            )
        return self._runs[text]

    def lines(self, text: str, room_mm: float, points: float) -> tuple[str, ...]:
        """Return the lines of a text in a column: cut between words, and within a word wider than it."""
        asked = (text, room_mm, points)
        if asked not in self._lines:
            plain = " ".join(unicodedata.normalize("NFC", text).split())  # a hard space is a space
            self._lines[asked] = tuple(self._cut(plain, room_mm - _SPARE_MM, points))
        return self._lines[asked]

    def _cut(self, text: str, room_mm: float, points: float) -> list[str]:
        if self.width_mm(text, points) <= room_mm:
            return [text]
        lines: list[str] = []
        for word in text.split():
            joined = f"{lines[-1]} {word}" if lines else word
            if lines and self.width_mm(joined, points) <= room_mm:
                lines[-1] = joined
            else:
                lines += self._pieces(word, room_mm, points)
        return lines

    def _pieces(self, word: str, room_mm: float, points: float) -> Iterator[str]:
        while len(word) > 1 and self.width_mm(word, points) > room_mm:
            fitting = next(
                (n for n in range(len(word), 1, -1) if self.width_mm(word[:n], points) <= room_mm), 1
            )
            yield word[:fitting]
            word = word[fitting:]
        yield word

    def _glyph(self, letter: str) -> Glyph:
        return self.glyphs.get(letter) or self.glyphs["?"]


@dataclass(frozen=True, slots=True)
class Letters:
    """The plain and the bold face, and the PDF that holds their fonts."""

    plain: Face
    bold: Face
    book: pikepdf.Pdf

    def face(self, *, bold: bool) -> Face:
        """Return one of the two."""
        return self.bold if bold else self.plain


def letters_for(text: str) -> Letters:
    """Return letters that hold all of a text; one set serves all texts that need no foreign letter."""
    return _letters(frozenset(c for c in set(text) - ALPHABET if c.isprintable() and c != " "))


@lru_cache(maxsize=8)
def _letters(foreign: frozenset[str]) -> Letters:
    all_letters = sorted(ALPHABET | foreign)
    book = pikepdf.Pdf.open(io.BytesIO(compiled("letters.typ", {"letters": all_letters})))
    mark = f"{crc32(''.join(all_letters).encode()):08x}"
    pages = list(book.pages)
    half = next(n for n, page in enumerate(pages) if any("Bold" in str(f.BaseFont) for f in _fonts(page)))
    plain = _face(book, pages[:half], FONT_NAMES[0] + mark)
    return Letters(plain, _face(book, pages[half:], FONT_NAMES[1] + mark), book)


def _fonts(page: pikepdf.Page) -> list[Any]:
    return list(page.Resources.Font.values())


def _face(book: pikepdf.Pdf, pages: list[pikepdf.Page], mark: str) -> Face:
    fonts: dict[str, Any] = {}
    glyphs: dict[str, Glyph] = {}
    for page in pages:
        for font in _fonts(page):
            name = f"{mark}-{len(fonts)}"
            fonts[name] = book.make_indirect(font)
            widths = _widths(font.DescendantFonts[0])
            for code, letter in _UNICODE.findall(font.ToUnicode.read_bytes().decode("ascii")):
                text = bytes.fromhex(letter).decode("utf-16-be")
                glyphs.setdefault(text, Glyph(name, code, widths.get(int(code, 16), 1_000.0)))
    return Face(glyphs, fonts)


def _widths(font: Any) -> dict[int, float]:
    """Return the widths of a font's codes, listed in a PDF as ``first last width`` or ``first [widths]``."""
    found: dict[int, float] = {}
    items = list(font.W)
    while items:
        first = int(items.pop(0))
        after = items.pop(0)
        if isinstance(after, pikepdf.Array):
            found |= {first + n: float(width) for n, width in enumerate(after)}
        else:
            found |= dict.fromkeys(range(first, int(after) + 1), float(items.pop(0)))
    return found
