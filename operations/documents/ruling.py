"""Ruled tables written into the places that Typst kept free for them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

import pikepdf

from operations.documents.letters import Face, Letters
from operations.documents.ruled import INSET_MM, POINTS, TICK_MM, Across, Column, RuledTable

PLACE = "rows:"  # the link with which Typst marks a place: rows:<table>:<first row>:<row after the last>
_POINT_MM = 25.4 / 72
_RULE = "0.5 w 0 G 0 g"
_GREY = "0.9 g"
_HALF_LETTER_MM = 0.33 * POINTS * _POINT_MM  # from the middle of a line down to where letters stand
_LINE_MM = 3.9  # from line to line; rows leave a little more

Spot = tuple[float, float, tuple[int, int, int]]
"""Where rows stand: left and top edge, mm; which table, its first row there and the row after the last."""


def filled(pdf: bytes, tables: Sequence[RuledTable], letters: Letters) -> bytes:
    """Return a PDF in which every place holds its rows; the same input gives the same bytes."""
    if not tables:
        return pdf
    parts: dict[Spot, str] = {}  # the two copies of a note mostly have the same rows in the same place
    with pikepdf.Pdf.open(io.BytesIO(pdf)) as opened:
        fonts = {name: opened.copy_foreign(font) for name, font in _all_fonts(letters)}
        for page in opened.pages:
            places = _places(page)
            for place in places:
                if place not in parts:
                    parts[place] = _part(place, tables, letters)
            if places:
                drawn = "\n".join(parts[place] for place in places)
                page.contents_add(drawn.encode("ascii"), prepend=True)
                _give_fonts(page, fonts)
        made = io.BytesIO()
        opened.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()


def _all_fonts(letters: Letters) -> list[tuple[str, pikepdf.Object]]:
    return [*letters.plain.fonts.items(), *letters.bold.fonts.items()]


def _give_fonts(page: pikepdf.Page, fonts: Mapping[str, pikepdf.Object]) -> None:
    resources = page.obj.Resources
    if "/Font" not in resources:
        resources.Font = pikepdf.Dictionary()
    held = resources.Font
    for name, font in fonts.items():
        held[name] = font


def _places(page: pikepdf.Page) -> list[Spot]:
    """Take the marks off a page; return left and top edge, mm, and the numbers of each mark."""
    found: list[Spot] = []
    others = []
    for note in page.obj.get("/Annots", ()):
        action = note.get("/A")
        target = "" if action is None else str(action.get("/URI", ""))
        if target.startswith(PLACE):
            left, _, _, top = (float(edge) * _POINT_MM for edge in note.Rect)
            number, first, after = map(int, target.removeprefix(PLACE).split(":"))
            found.append((left, top, (number, first, after)))
        else:
            others.append(note)
    if found:
        page.obj["/Annots"] = pikepdf.Array(others)
    return found


def _part(place: Spot, tables: Sequence[RuledTable], letters: Letters) -> str:
    left, top, (number, first, after) = place
    return "\n".join(_Part(tables[number], left, top, first, after, letters).operators())


class _Part:
    """The rows of a table on one page, from its left and top edge, mm from the page's lower left corner."""

    def __init__(
        self, table: RuledTable, left: float, top: float, first: int, after: int, letters: Letters
    ) -> None:
        self._table = table
        self._rows = table.rows[first:after]
        self._letters = letters
        self._edges = [*accumulate((column.width_mm for column in table.columns), initial=left)]
        heights = [table.head_mm, *(row.units * table.unit_mm for row in self._rows)]
        self._tops = [*accumulate((-height for height in heights), initial=top)]

    def operators(self) -> Iterator[str]:
        yield f"q {_RULE}"
        yield from self._rules()
        yield "S"
        for row, (top, bottom) in zip(self._rows, pairwise(self._tops[1:]), strict=True):
            if row.across is not None:
                yield from self._across(row.across, top, bottom)
        for column, lines, span in zip(
            self._table.columns, self._table.heads, pairwise(self._edges), strict=True
        ):
            middle = (self._tops[0] + self._tops[1]) / 2
            yield from self._lines(lines, span, middle, bold=True, right=column.right)
        for row, (top, bottom) in zip(self._rows, pairwise(self._tops[1:]), strict=True):
            for column, lines, span in zip(
                self._table.columns, row.cells, pairwise(self._edges), strict=False
            ):
                yield from self._cell(column, lines, span, (top + bottom) / 2)
        yield "Q"

    def _rules(self) -> Iterator[str]:
        left, right = self._edges[0], self._edges[-1]
        for height in self._tops:
            yield _segment(left, height, right, height)
        for edge in self._edges:
            yield _segment(edge, self._tops[0], edge, self._tops[-1])

    def _cell(
        self, column: Column, lines: tuple[str, ...], span: tuple[float, float], middle: float
    ) -> Iterator[str]:
        left, right = span
        if column.tick and lines:
            first = middle + (len(lines) - 1) / 2 * _LINE_MM
            yield f"{_box(left + INSET_MM, first - 1.8, 3.6, 3.6)} S"
            left += TICK_MM
        yield from self._lines(lines, (left, right), middle, bold=column.bold, right=column.right)

    def _lines(
        self,
        lines: Sequence[str],
        span: tuple[float, float],
        middle: float,
        *,
        bold: bool,
        right: bool = False,
    ) -> Iterator[str]:
        """Yield lines about a middle height within a column."""
        face = self._letters.face(bold=bold)
        height = middle + (len(lines) - 1) / 2 * _LINE_MM - _HALF_LETTER_MM
        for line in lines:
            start = span[0] + INSET_MM
            if right:
                start = span[1] - INSET_MM - face.width_mm(line, POINTS)
            yield from _text(face, line, POINTS, start, height)
            height -= _LINE_MM

    def _across(self, across: Across, top: float, bottom: float) -> Iterator[str]:
        left, right = self._edges[0], self._edges[-1]
        middle = (top + bottom) / 2
        yield f"{_GREY} {_box(left, bottom, right - left, top - bottom)} B 0 g"
        yield from _text(self._letters.bold, across.number, 18, left + 1.5, middle - 2.1)
        first, *more = across.lines
        height = middle + (len(across.lines) - 1) / 2 * _LINE_MM
        yield from self._lines((first,), (left + 12, right), height, bold=True)
        below = (top + bottom) / 2 - _LINE_MM / 2
        yield from self._lines(more, (left + 12, right), below, bold=False)
        at = right - sum(width for _, width in across.written)
        for word, width in across.written:
            yield from self._lines((word,), (at, right), middle, bold=False)
            after = at + INSET_MM + self._letters.plain.width_mm(word, POINTS) + 1
            under = middle - _HALF_LETTER_MM - 0.5
            yield f"{_segment(after, under, at + width - 1.5, under)} S"
            at += width


def _text(face: Face, text: str, points: float, left: float, height: float) -> Iterator[str]:
    for run in face.runs(text):
        yield f"BT {run.font} {points:g} Tf {_at(left, height)} Td <{run.codes}> Tj ET"
        left += run.width * points * _POINT_MM / 1_000


def _segment(left: float, height: float, right: float, other: float) -> str:
    return f"{_at(left, height)} m {_at(right, other)} l"


def _box(left: float, bottom: float, width: float, height: float) -> str:
    return f"{_at(left, bottom)} {_at(width, height)} re"


def _at(x: float, y: float) -> str:
    return f"{x / _POINT_MM:.2f} {y / _POINT_MM:.2f}"
