"""The marked copy of a workbook: bad cells coloured and commented, a summary in front, the rest as it was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile

from distribution.errors import StorageError
from distribution.files.marked.cells import Restyle, restyled
from distribution.files.marked.comments import add_comments
from distribution.files.marked.finding import Finding
from distribution.files.marked.package import Package
from distribution.files.marked.styles import DOUBT_COLOUR, FAULT_COLOUR, PLAINEST, STYLES_TYPE, Styles
from distribution.files.marked.summary import summary_xml
from distribution.files.marked.tabs import earlier_summary, put_summary
from distribution.files.marked.unmark import unmark
from distribution.files.sheets import REPORTS
from distribution.files.workbook_parts import sheet_parts, workbook_part
from distribution.language.catalogue import LANGUAGES, say

MOST_COMMENTS = 5_000
"""Comments on one sheet: beyond them a spreadsheet opens slowly, and one cause stands behind most."""
_STRICT = "http://purl.oclc.org/ooxml/"
_ROOT_LENGTH = 2_000
_TITLES = {lang: title.capitalize() for lang, title in zip(LANGUAGES, REPORTS, strict=True)}


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedCopy:
    """What became of a marked copy: the cells coloured and commented, and what could not be kept."""

    path: Path
    coloured: int
    commented: int
    lost: tuple[str, ...]


def write_marked_copy(source: Path, target: Path, findings: Sequence[Finding], lang: str) -> MarkedCopy:
    """Write a copy of a workbook in which every finding stands on its cells.

    Parameters
    ----------
    source
        The workbook, which stays as it is.
    target
        The file to write.
    findings
        What was found, in the order of the summary.
    lang
        Language of the summary; the findings come in it already.

    Raises
    ------
    StorageError
        When the copy cannot be written, or the workbook is of a kind that cannot be marked.
    """
    try:
        return _marked_copy(source, target, findings, lang)
    except (KeyError, ValueError, ExpatError, BadZipFile) as error:
        raise StorageError(f"{source.name}: {error}") from error


def _marked_copy(source: Path, target: Path, findings: Sequence[Finding], lang: str) -> MarkedCopy:
    with ZipFile(source) as archive:
        package = Package(archive)
        if _STRICT in package.text(workbook_part(archive))[:_ROOT_LENGTH]:
            raise ValueError("Strict Open XML")
        lost = tuple(key for key in ("signature",) if package.drop("_xmlsignatures"))
        earlier = earlier_summary(package)
        parts = {title: sheet.part for title, sheet in sheet_parts(archive).items() if title != earlier}
        styles_part = _styles_part(package)
        styles = Styles(package.text(styles_part))
        for part in parts.values():
            unmark(package, part, styles)
        coloured = commented = 0
        for title, marks in _marks(findings, parts).items():
            wanted = {cell: _restyle(styles, texts[0].is_doubt) for cell, texts in marks.items()}
            package.put(parts[title], restyled(package.text(parts[title]), wanted))
            comments = {cell: _words(texts) for cell, texts in list(marks.items())[:MOST_COMMENTS]}
            add_comments(package, parts[title], comments)
            coloured, commented = coloured + len(wanted), commented + len(comments)
        notes = [say(f"marked.lost_{name}", lang) for name in lost]
        if commented < coloured:
            notes.append(say("marked.uncommented", lang, count=coloured - commented))
        summary = summary_xml(findings, notes, styles, lang)
        package.put(styles_part, styles.xml())
        put_summary(package, _TITLES[lang], summary)
        package.write(target)
    return MarkedCopy(path=target, coloured=coloured, commented=commented, lost=lost)


def _marks(findings: Sequence[Finding], parts: Mapping[str, str]) -> dict[str, dict[str, list[Finding]]]:
    """Return the findings by sheet and cell, faults first."""
    marks: dict[str, dict[str, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for finding in sorted(findings, key=lambda f: f.is_doubt):
        if finding.sheet is not None and finding.sheet in parts:
            for cell in finding.cells:
                marks[finding.sheet][cell].append(finding)
    return marks


def _restyle(styles: Styles, is_doubt: bool) -> Restyle:
    colour = DOUBT_COLOUR if is_doubt else FAULT_COLOUR
    return lambda style: styles.coloured(style, colour)


def _words(findings: Sequence[Finding]) -> str:
    return "\n".join(f"{f.what}\n→ {f.remedy}" for f in findings)


def _styles_part(package: Package) -> str:
    """Return the part of the styles; a workbook without any is given the plainest."""
    book = workbook_part(package.archive)
    found = package.related(book, "styles")
    if found is not None:
        return found[1]
    part = package.free_name("xl/styles{}.xml")
    package.put(part, PLAINEST)
    package.declare(part, STYLES_TYPE)
    package.relate(book, "styles", part)
    return part
