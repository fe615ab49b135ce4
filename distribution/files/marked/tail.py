"""What follows the cells in a sheet's XML, whose elements must keep the order of the standard."""

from __future__ import annotations

import re
from xml.parsers import expat

from distribution.files.marked.tags import prefix_of

# what may follow a reference to the drawing of comments, ECMA-376 part 1, 18.3.1.99
_AFTER_LEGACY_DRAWING = frozenset(
    (
        "legacyDrawingHF",
        "drawingHF",
        "picture",
        "oleObjects",
        "controls",
        "webPublishItems",
        "tableParts",
        "extLst",
    )
)
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def legacy_drawing(xml: str) -> str | None:
    """Return the relation's id of the drawing that holds a sheet's comments, None where there is none."""
    prefix = prefix_of(xml, "worksheet")
    found = re.search(rf'<{prefix}legacyDrawing\s[^>]*?id="([^"]*)"', _split(xml, prefix)[1])
    return found[1] if found else None


def with_legacy_drawing(xml: str, ident: str) -> str:
    """Return a sheet that refers to a drawing for its comments."""
    prefix = prefix_of(xml, "worksheet")
    head, rest = _split(xml, prefix)
    element = f'<{prefix}legacyDrawing xmlns:r="{_RELATIONSHIPS}" r:id="{ident}"/>'
    at = _place(xml, rest, prefix)
    return head + rest[:at] + element + rest[at:]


def _split(xml: str, prefix: str) -> tuple[str, str]:
    closing = f"</{prefix}sheetData>"
    if closing in xml:
        at = xml.index(closing) + len(closing)
    else:
        empty = re.search(rf"<{prefix}sheetData\s*/>", xml)
        at = empty.end() if empty else xml.rindex(f"</{prefix}worksheet>")
    return xml[:at], xml[at:]


def _place(xml: str, rest: str, prefix: str) -> int:
    """Return where in the rest the first of the sheet's own elements stands that must come later."""
    root = re.search(rf"<{prefix}worksheet[^>]*>", xml)
    opening = root[0] if root else f"<{prefix}worksheet>"
    parser = expat.ParserCreate()
    depth = 0
    found: list[int] = []

    def start(name: str, _: object) -> None:
        nonlocal depth
        if depth == 1 and name.rpartition(":")[2] in _AFTER_LEGACY_DRAWING:
            found.append(parser.CurrentByteIndex)
        depth += 1

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.Parse(f"{opening}{rest}".encode(), True)
    if not found:
        return rest.rindex(f"</{prefix}worksheet>")
    return len((f"{opening}{rest}".encode()[: found[0]]).decode()) - len(opening)
