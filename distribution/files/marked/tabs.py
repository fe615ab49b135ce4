"""The tabs of a workbook with one more in front, which is the one that opens."""

from __future__ import annotations

import re

from distribution.files.marked.package import Package
from distribution.files.marked.tags import attribute_of, prefix_of, with_attribute
from distribution.files.sheets import REPORTS
from distribution.files.workbook_parts import sheet_parts, workbook_part

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def put_summary(package: Package, title: str, xml: str) -> None:
    """Put the summary before all other sheets, or in an earlier check's place; it is the one that opens."""
    sheets = sheet_parts(package.archive)
    earlier = earlier_summary(package)
    if earlier is None:
        index = 0
        part = package.free_name("xl/worksheets/sheetCheck{}.xml")
        package.declare(part, _SHEET_TYPE)
        _insert_first(package, title, part)
    else:
        index, part = list(sheets).index(earlier), sheets[earlier].part
        _rename(package, earlier, title, index)
    for sheet in sheets.values():
        _deselect(package, sheet.part)
    package.put(part, xml)
    book_part = workbook_part(package.archive)
    book = package.text(book_part)
    view = rf"<{prefix_of(book, 'workbook')}workbookView(?=[\s/>])[^>]*>"
    package.put(book_part, re.sub(view, lambda tag: _opens_at(tag[0], index), book))


def earlier_summary(package: Package) -> str | None:
    """Return the title of the summary that an earlier check has left, in either language."""
    return next((t for t in sheet_parts(package.archive) if t.strip().casefold().startswith(REPORTS)), None)


def _insert_first(package: Package, title: str, part: str) -> None:
    book_part = workbook_part(package.archive)
    ident = package.relate(book_part, "worksheet", part)
    book = package.text(book_part)
    p = prefix_of(book, "workbook")
    highest = max((int(n) for n in re.findall(r'\ssheetId="(\d+)"', book)), default=0)
    named = f'name="{attribute_of(title)}" sheetId="{highest + 1}" r:id="{ident}"'
    entry = f'<{p}sheet xmlns:r="{_RELATIONSHIPS}" {named}/>'
    book = re.sub(rf"<{p}sheets(\s[^>]*)?>", lambda tag: tag[0] + entry, book, count=1)
    # names that belong to one sheet say which by its place
    book = re.sub(r'(\slocalSheetId=")(\d+)(")', lambda m: f"{m[1]}{int(m[2]) + 1}{m[3]}", book)
    package.put(book_part, book)


def _rename(package: Package, earlier: str, title: str, index: int) -> None:
    """Give an earlier summary its new title, and take away the names that belong to its old rows."""
    book_part = workbook_part(package.archive)
    book = package.text(book_part).replace(
        f'name="{attribute_of(earlier)}"', f'name="{attribute_of(title)}"', 1
    )
    p = prefix_of(book, "workbook")
    own = rf'<{p}definedName\s[^>]*localSheetId="{index}"[^>]*>[^<]*</{p}definedName>'
    book = re.sub(own, "", book)
    package.put(book_part, re.sub(rf"<{p}definedNames(\s[^>]*)?>\s*</{p}definedNames>", "", book))


def _opens_at(tag: str, index: int) -> str:
    return with_attribute(with_attribute(tag, "activeTab", str(index)), "firstSheet", "0")


def _deselect(package: Package, part: str) -> None:
    """Deselect another tab: what is typed while two are selected goes into both."""
    xml = package.text(part)
    if 'tabSelected="' in xml[:20_000]:
        package.put(part, re.sub(r'\stabSelected="[^"]*"', "", xml, count=1))
