"""The cells of a sheet's XML with other styles; a cell that is not there yet is put in its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from distribution.files.addresses import address, position_and_row
from distribution.files.marked.tags import append_inside, attribute, prefix_of, with_attribute

Restyle = Callable[[int], int]


def restyled(xml: str, wanted: Mapping[str, Restyle]) -> str:
    """Return a sheet in which the cells of these addresses have the style that is made of their own."""
    prefix = prefix_of(xml, "worksheet")
    by_row: dict[int, dict[int, Restyle]] = defaultdict(dict)
    for cell, restyle in wanted.items():
        position, row = position_and_row(cell)
        by_row[row][position] = restyle
    if re.search(rf"<{prefix}sheetData\s*/>", xml):
        xml = append_inside(xml, f"{prefix}sheetData", "")
    spans = list(_rows(xml, prefix))
    numbers = [number for number, _, _ in spans]
    columns = _column_styles(xml, prefix)
    end = xml.index(f"</{prefix}sheetData>")
    pieces: list[str] = []
    done = 0
    for number in sorted(by_row):
        index = bisect_right(numbers, number) - 1
        if index >= 0 and numbers[index] == number:
            start, stop = spans[index][1:]
            made = _row(xml[start:stop], prefix, number, by_row[number], columns)
        else:
            start = stop = spans[index + 1][1] if index + 1 < len(spans) else end
            made = _row(f'<{prefix}row r="{number}"/>', prefix, number, by_row[number], columns)
        pieces += [xml[done:start], made]
        done = stop
    return "".join((*pieces, xml[done:]))


def _rows(xml: str, prefix: str) -> Iterator[tuple[int, int, int]]:
    """Yield number, start and end of every row."""
    number = 0
    closing = f"</{prefix}row>"
    for tag in re.finditer(rf"<{prefix}row(?=[\s>/])[^>]*>", xml):
        said = attribute(tag[0], "r")
        number = int(said) if said else number + 1
        empty = tag[0].endswith("/>")
        yield number, tag.start(), tag.end() if empty else xml.index(closing, tag.end()) + len(closing)


def _column_styles(xml: str, prefix: str) -> list[tuple[int, int, int]]:
    """Return first and last column (from 0) and the style of columns that have one."""
    found = []
    for tag in re.findall(rf"<{prefix}col\s[^>]*>", xml[: xml.index(f"<{prefix}sheetData")]):
        style = attribute(tag, "style")
        if style:
            found.append(
                (int(attribute(tag, "min") or 1) - 1, int(attribute(tag, "max") or 1) - 1, int(style))
            )
    return found


def _row(
    row: str, prefix: str, number: int, wanted: Mapping[int, Restyle], columns: list[tuple[int, int, int]]
) -> str:
    if row.endswith("/>"):
        row = f"{row[:-2].rstrip()}></{prefix}row>"
    opening = row[: row.index(">") + 1]
    row_style = attribute(opening, "s") if attribute(opening, "customFormat") in ("1", "true") else None
    there = {position: (start, stop) for position, start, stop in _cells(row, prefix)}
    edits: list[tuple[int, int, int, str]] = []
    for position, restyle in wanted.items():
        if position in there:
            start, stop = there[position]
            tag = row[start:stop]
            style = str(restyle(int(attribute(tag, "s") or 0)))
            edits.append((start, position, stop, with_attribute(tag, "s", style)))
            continue
        own = int(row_style) if row_style else next((s for a, b, s in columns if a <= position <= b), 0)
        later = [start for place, (start, _) in there.items() if place > position]
        at = min(later, default=len(row) - len(f"</{prefix}row>"))
        edits.append((at, position, at, f'<{prefix}c r="{address(position, number)}" s="{restyle(own)}"/>'))
    for start, _, stop, made in sorted(edits, reverse=True):
        row = row[:start] + made + row[stop:]
    return row


def _cells(row: str, prefix: str) -> Iterator[tuple[int, int, int]]:
    """Yield column, start and end of the opening tag of every cell."""
    position = -1
    for tag in re.finditer(rf"<{prefix}c(?=[\s>/])[^>]*>", row):
        said = attribute(tag[0], "r")
        position = position_and_row(said)[0] if said else position + 1
        yield position, tag.start(), tag.end()
