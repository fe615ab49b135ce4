"""What the fast reader does not tell of a sheet: merged and hidden cells, formulas without results.

Read from the sheet's XML by its tags alone, because a parser takes longer than all the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from zipfile import ZipFile

from distribution.files.addresses import position_and_row
from distribution.files.workbook_parts import sheet_parts

_ROOT = re.compile(rb"<((?:\w+:)?)worksheet[\s>]")
_YES = re.compile(rb'\shidden="(?:1|true)"')
_REF = re.compile(rb'\s(?:r|ref)="([^"]+)"')
_SPAN = re.compile(rb'\s(min|max)="(\d+)"')
_EMPTY_VALUE = re.compile(rb"<(?:\w+:)?v\s*/>|<(?:\w+:)?v[^>]*>\s*</")
_VALUE = re.compile(rb"<(?:\w+:)?v[\s>/]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a sheet is laid out.

    ``hidden`` says that its tab is hidden.  ``merged`` are the first column (from 0) and row
    (from 1) of merged cells and the last ones,
    ``no_result`` the column and row of formulas whose result the file does not carry, and of
    cells that hold an error such as ``#N/A``.
    """

    hidden: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    no_result: tuple[tuple[int, int], ...] = ()


def read_layouts(archive: ZipFile) -> dict[str, Layout]:
    """Return the layout of every sheet by its title."""
    return {
        title: layout_of(archive.read(sheet.part), hidden=sheet.hidden)
        for title, sheet in sheet_parts(archive).items()
    }


def layout_of(content: bytes, *, hidden: bool = False) -> Layout:
    """Return the layout that the XML of a sheet describes."""
    root = _ROOT.search(content)
    prefix = root[1] if root else b""
    # columns stand before the cells, merges behind them: neither is looked for among a million cells
    begin = max(content.find(b"<" + prefix + b"sheetData"), 0)
    end = max(content.rfind(b"</" + prefix + b"sheetData>"), begin)
    return Layout(
        hidden=hidden,
        merged=tuple(_merged(content[end:], prefix)),
        hidden_rows=frozenset(_hidden_rows(content, prefix)),
        hidden_columns=frozenset(_hidden_columns(content[:begin], prefix)),
        no_result=tuple(sorted(set(_no_result(content, prefix)))),
    )


def _tags(content: bytes, prefix: bytes, name: bytes) -> Iterator[re.Match[bytes]]:
    return re.finditer(rb"<" + prefix + name + rb"(?=[\s>/])[^>]*>", content)


def _merged(content: bytes, prefix: bytes) -> Iterator[tuple[int, int, int, int]]:
    for tag in _tags(content, prefix, b"mergeCell"):
        ref = _REF.search(tag[0])
        first, _, last = (ref[1].decode() if ref else "").partition(":")
        if last:
            (left, top), (right, bottom) = position_and_row(first), position_and_row(last)
            yield left, top, right, bottom


def _hidden_rows(content: bytes, prefix: bytes) -> Iterator[int]:
    if b' hidden="' not in content:  # a plain search takes no time beside the tags of all rows
        return
    for count, tag in enumerate(_tags(content, prefix, b"row"), start=1):
        if _YES.search(tag[0]):
            ref = _REF.search(tag[0])
            yield int(ref[1]) if ref else count


def _hidden_columns(content: bytes, prefix: bytes) -> Iterator[int]:
    for tag in _tags(content, prefix, b"col"):
        if _YES.search(tag[0]):
            span = {name: int(value) for name, value in _SPAN.findall(tag[0])}
            # a hidden rest of the sheet reaches to column 16,384; nobody's data do
            yield from range(span[b"min"] - 1, min(span[b"max"], 1_000))


def _no_result(content: bytes, prefix: bytes) -> Iterator[tuple[int, int]]:
    start, end = b"<" + prefix + b"c", b"</" + prefix + b"c>"
    if b't="e"' in content:
        for error in re.finditer(start + rb'\s[^>]*\bt="e"', content):
            yield _place(content, prefix, error.start())
    for formula in re.finditer(b"<" + prefix + rb"f[\s>/]", content):
        opening = content.rfind(start, 0, formula.start())
        cell = content[opening : content.find(end, formula.start())]
        is_text = b't="str"' in cell[: cell.find(b">")]
        has_value = _VALUE.search(cell) is not None and _EMPTY_VALUE.search(cell) is None
        if not is_text and not has_value:
            yield _place(content, prefix, opening)


def _place(content: bytes, prefix: bytes, opening: int) -> tuple[int, int]:
    """Return column and row of the cell whose tag opens here; counted where the cell does not say them."""
    ref = _REF.search(content[opening : content.find(b">", opening)])
    if ref is not None:
        return position_and_row(ref[1].decode())
    rows = list(_tags(content[:opening], prefix, b"row"))
    before = _tags(content[rows[-1].end() : opening], prefix, b"c")
    row_ref = _REF.search(rows[-1][0])
    return sum(1 for _ in before), int(row_ref[1]) if row_ref else len(rows)
