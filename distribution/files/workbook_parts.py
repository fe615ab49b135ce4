"""Which part of an ``.xlsx`` file holds which sheet, and what else its parts refer to."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from xml.etree import ElementTree
from zipfile import ZipFile

_ID = "}id"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPart:
    """The part that holds a sheet, and whether its tab is hidden."""

    part: str
    hidden: bool


def workbook_part(archive: ZipFile) -> str:
    """Return the part of the workbook itself, ``xl/workbook.xml`` in every file seen so far."""
    for kind, target, _ in relations(archive, ""):
        if kind.endswith("/officeDocument"):
            return target
    return "xl/workbook.xml"


def sheet_parts(archive: ZipFile) -> dict[str, SheetPart]:
    """Return the part of every sheet with cells by its title, in the order of the tabs.

    Raises
    ------
    KeyError
        When the file has no workbook part.
    """
    book = workbook_part(archive)
    target_of = {ident: (kind, target) for kind, target, ident in relations(archive, book)}
    parts: dict[str, SheetPart] = {}
    for element in ElementTree.fromstring(archive.read(book)).iter():
        if element.tag.endswith("}sheet"):
            ident = next((value for name, value in element.attrib.items() if name.endswith(_ID)), "")
            kind, target = target_of.get(ident, ("", ""))
            if kind.endswith("/worksheet"):
                hidden = element.attrib.get("state", "visible") != "visible"
                parts[element.attrib["name"]] = SheetPart(part=target, hidden=hidden)
    return parts


def relations(archive: ZipFile, part: str) -> list[tuple[str, str, str]]:
    """Return what a part refers to inside the file: kind of relation, the other part, the relation's id."""
    name = relations_part(part)
    if name not in archive.namelist():
        return []
    found = []
    for element in ElementTree.fromstring(archive.read(name)):
        if element.attrib.get("TargetMode") != "External":
            found.append(
                (element.attrib["Type"], _absolute(part, element.attrib["Target"]), element.attrib["Id"])
            )
    return found


def relations_part(part: str) -> str:
    """Return the part that lists what a part refers to."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _absolute(part: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
