"""The tabs of a workbook with one more in front, which is the one that opens."""

from __future__ import annotations

import re

from distribution.files.marked.package import Package
from distribution.files.marked.tags import attribute_of, prefix_of, with_attribute
from distribution.files.workbook_parts import sheet_parts, workbook_part

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def add_first_sheet(package: Package, title: str, xml: str) -> None:
    """Add a sheet before all others."""
    book_part = workbook_part(package.archive)
    part = package.free_name("xl/worksheets/sheetCheck{}.xml")
    package.put(part, xml)
    package.declare(part, _SHEET_TYPE)
    ident = package.relate(book_part, "worksheet", part)
    book = package.text(book_part)
    p = prefix_of(book, "workbook")
    highest = max((int(n) for n in re.findall(r'\ssheetId="(\d+)"', book)), default=0)
    named = f'name="{attribute_of(title)}" sheetId="{highest + 1}" r:id="{ident}"'
    entry = f'<{p}sheet xmlns:r="{_RELATIONSHIPS}" {named}/>'
    book = re.sub(rf"<{p}sheets(\s[^>]*)?>", lambda tag: tag[0] + entry, book, count=1)
    # names that belong to one sheet say which by its place
    book = re.sub(r'(\slocalSheetId=")(\d+)(")', lambda m: f"{m[1]}{int(m[2]) + 1}{m[3]}", book)
    book = re.sub(rf"<{p}workbookView(?=[\s/>])[^>]*>", lambda tag: _opens_first(tag[0]), book)
    package.put(book_part, book)
    _only_first_selected(package)


def _opens_first(tag: str) -> str:
    return with_attribute(with_attribute(tag, "activeTab", "0"), "firstSheet", "0")


def _only_first_selected(package: Package) -> None:
    """Deselect the other tabs: what is typed while two are selected goes into both."""
    for sheet in sheet_parts(package.archive).values():
        xml = package.text(sheet.part)
        if 'tabSelected="' in xml[:20_000]:
            package.put(sheet.part, re.sub(r'\stabSelected="[^"]*"', "", xml, count=1))
