"""What an earlier check has left in a workbook taken out again: a person may mend the copy and check that."""

from __future__ import annotations

import re

from distribution.files.addresses import position_and_row
from distribution.files.marked.cells import restyled
from distribution.files.marked.comments import AUTHOR
from distribution.files.marked.package import Package
from distribution.files.marked.styles import Styles
from distribution.files.marked.tags import prefix_of
from distribution.files.marked.tail import legacy_drawing

_SHAPE = re.compile(r"<v:shape\s.*?</v:shape>", re.DOTALL)


def unmark(package: Package, sheet_part: str, styles: Styles) -> None:
    """Take an earlier check's comments from a sheet, and its colours from their cells.

    A comment of ours below a person's own stays: it is part of that comment.
    """
    known = package.related(sheet_part, "comments")
    if known is None or AUTHOR not in package.text(known[1]):
        return
    cells = _without_ours(package, known[1])
    drawing = package.target(sheet_part, legacy_drawing(package.text(sheet_part)))
    if drawing is not None:
        places = {_place(cell) for cell in cells}
        xml = package.text(drawing)
        package.put(drawing, _SHAPE.sub(lambda m: "" if _drawn_at(m[0]) in places else m[0], xml))
    package.put(sheet_part, restyled(package.text(sheet_part), dict.fromkeys(cells, styles.uncoloured)))


def _without_ours(package: Package, part: str) -> list[str]:
    """Take our comments out of a part, and return the cells on which they stood."""
    xml = package.text(part)
    p = prefix_of(xml, "comments")
    authors = re.findall(rf"<{p}author(?:\s[^>]*)?>(.*?)</{p}author>|<{p}author\s*/>", xml, re.DOTALL)
    ours = {str(i) for i, name in enumerate(authors) if name == AUTHOR}
    cells: list[str] = []

    def kept(found: re.Match[str]) -> str:
        if found["author"] not in ours:
            return found[0]
        cells.append(found["ref"])
        return ""

    where = r'(?=[^>]*\sref="(?P<ref>[^"]*)")(?=[^>]*\sauthorId="(?P<author>\d+)")'
    package.put(part, re.sub(rf"<{p}comment(?=\s){where}.*?</{p}comment>", kept, xml, flags=re.DOTALL))
    return cells


def _drawn_at(shape: str) -> tuple[int, int] | None:
    """Return column and row (from 0) of the cell that the box of a comment belongs to."""
    column, row = (re.search(rf"<x:{name}>(\d+)</x:{name}>", shape) for name in ("Column", "Row"))
    return (int(column[1]), int(row[1])) if column and row else None


def _place(cell: str) -> tuple[int, int]:
    position, row = position_and_row(cell)
    return position, row - 1
