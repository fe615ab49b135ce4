"""Comments on the cells of one sheet, beside those that a person has written."""

from __future__ import annotations

import re
from collections.abc import Mapping

from distribution.files.addresses import position_and_row
from distribution.files.marked.package import Package
from distribution.files.marked.tags import append_inside, attribute_of, prefix_of, text_of
from distribution.files.marked.tail import legacy_drawing, with_legacy_drawing

AUTHOR = "coldchain check"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_FONT = (
    '<{p}rPr><{p}sz val="9"/><{p}color indexed="81"/><{p}rFont val="Tahoma"/><{p}family val="2"/></{p}rPr>'
)
_NEW_DRAWING = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{blocks}"/></o:shapelayout></xml>'
)
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_IDS_IN_BLOCK = 1024
_FIRST_BLOCK = 4_000  # far from the blocks that Excel has given to the drawings of the file
_BLOCKS_FOR_SHEET = 40


def add_comments(package: Package, sheet_part: str, comments: Mapping[str, str]) -> None:
    """Write a comment on each of these cells; where a person's comment stands, ours is added below it."""
    added = _into_comments(package, sheet_part, comments)
    if added:
        _into_drawing(package, sheet_part, added)


def _into_comments(package: Package, sheet_part: str, comments: Mapping[str, str]) -> list[str]:
    """Return the cells that had no comment before."""
    known = package.related(sheet_part, "comments")
    if known is None:
        part = package.free_name("xl/comments{}.xml")
        package.put(part, f'<comments xmlns="{_MAIN}"><authors/><commentList/></comments>')
        package.declare(part, _COMMENTS_TYPE)
        package.relate(sheet_part, "comments", part)
    else:
        part = known[1]
    xml = package.text(part)
    p = prefix_of(xml, "comments")
    xml = append_inside(xml, f"{p}authors", f"<{p}author>{AUTHOR}</{p}author>")
    author = len(re.findall(rf"<{p}author[\s>/]", xml)) - 1
    added: list[str] = []
    made: list[str] = []
    for cell, words in comments.items():
        own = re.search(rf'<{p}comment\s[^>]*ref="{cell}".*?</{p}text>', xml, re.DOTALL) if known else None
        if own is not None:
            at = own.end() - len(f"</{p}text>")
            xml = xml[:at] + _run(p, f"\n{words}") + xml[at:]
            continue
        added.append(cell)
        made.append(
            f'<{p}comment ref="{cell}" authorId="{author}"><{p}text>{_run(p, words)}</{p}text></{p}comment>'
        )
    package.put(part, append_inside(xml, f"{p}commentList", "".join(made)))
    return added


def _run(p: str, words: str) -> str:
    return f'<{p}r>{_FONT.format(p=p)}<{p}t xml:space="preserve">{text_of(words)}</{p}t></{p}r>'


def _into_drawing(package: Package, sheet_part: str, cells: list[str]) -> None:
    """Draw the boxes of comments: without them Excel takes the file for broken."""
    number = int("".join(re.findall(r"\d+", sheet_part.rpartition("/")[2])) or 0)
    block = _FIRST_BLOCK + number * _BLOCKS_FOR_SHEET
    part = package.target(sheet_part, legacy_drawing(package.text(sheet_part)))
    if part is None:
        part = package.free_name("xl/drawings/vmlDrawing{}.vml")
        used = range(block, block + len(cells) // _IDS_IN_BLOCK + 1)
        package.put(part, _NEW_DRAWING.format(blocks=",".join(map(str, used))))
        package.declare_extension("vml", _DRAWING_TYPE)
        ident = package.relate(sheet_part, "vmlDrawing", part)
        package.put(sheet_part, with_legacy_drawing(package.text(sheet_part), ident))
    xml = package.text(part)
    shapes = "" if 'id="_x0000_t202"' in xml else _SHAPE_TYPE
    first = block * _IDS_IN_BLOCK + 1
    shapes += "".join(_shape(first + n, cell) for n, cell in enumerate(cells))
    package.put(part, append_inside(xml, "xml", shapes))


def _shape(ident: int, cell: str) -> str:
    position, row = position_and_row(cell)
    anchor = f"{position + 1}, 15, {max(row - 2, 0)}, 10, {position + 5}, 15, {max(row - 2, 0) + 6}, 4"
    return (
        f'<v:shape id="_x0000_s{ident}" type="#_x0000_t202" alt="{attribute_of(AUTHOR)}" '
        'style="position:absolute;margin-left:107pt;margin-top:7pt;width:192pt;height:90pt;z-index:1;'
        'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row - 1}</x:Row><x:Column>{position}</x:Column></x:ClientData></v:shape>"
    )
