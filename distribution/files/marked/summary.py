"""The sheet that lists what was found, with a link to every cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from distribution.files.addresses import address
from distribution.files.marked.finding import Finding
from distribution.files.marked.styles import DOUBT_COLOUR, FAULT_COLOUR, Styles
from distribution.files.marked.tags import attribute_of, text_of
from distribution.language.catalogue import say

MOST_LINES = 20_000
"""Lines of the summary: a sheet takes 65,530 links, and nobody reads as many."""
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WIDTHS = (6, 10, 18, 10, 24, 60, 60)
_HEAD = ("number", "kind", "sheet", "cell", "column", "what", "remedy")
_FIRST_LINE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looks:
    text: int
    head: int
    link: int
    fault: int
    doubt: int


def summary_xml(findings: Sequence[Finding], notes: Sequence[str], styles: Styles, lang: str) -> str:
    """Return the XML of the summary: counts, notes, and a line for each finding, faults first."""
    looks = _Looks(
        text=styles.plain(),
        head=styles.plain(bold=True),
        link=styles.plain(link=True),
        fault=styles.plain(colour=FAULT_COLOUR),
        doubt=styles.plain(colour=DOUBT_COLOUR),
    )
    faults = sum(not finding.is_doubt for finding in findings)
    counts = say("marked.counts", lang, faults=faults, doubts=len(findings) - faults)
    shown = findings[:MOST_LINES]
    told = (
        [*notes, say("marked.more", lang, count=len(findings) - MOST_LINES)]
        if len(findings) > MOST_LINES
        else notes
    )
    rows = [
        _row(1, [(counts, looks.head)]),
        _row(2, [(" ".join(told), looks.text)]) if told else "",
        _row(_FIRST_LINE - 1, [(say(f"marked.{name}", lang), looks.head) for name in _HEAD]),
        *(_line(n, finding, looks, lang) for n, finding in enumerate(shown)),
    ]
    links = "".join(_link(n, finding) for n, finding in enumerate(shown))
    last = address(len(_HEAD) - 1, max(_FIRST_LINE - 1 + len(shown), _FIRST_LINE))
    return _sheet("".join(rows), links, last)


def _line(number: int, finding: Finding, looks: _Looks, lang: str) -> str:
    kind = say("marked.doubt" if finding.is_doubt else "marked.fault", lang)
    cell = finding.cells[0] if finding.cells else ""
    more = f" +{len(finding.cells) - 1}" if len(finding.cells) > 1 else ""
    return _row(
        _FIRST_LINE + number,
        [
            (str(number + 1), looks.text),
            (kind, looks.doubt if finding.is_doubt else looks.fault),
            (finding.sheet or "", looks.text),
            (cell + more, looks.link if cell else looks.text),
            (finding.column or "", looks.text),
            (finding.what, looks.text),
            (finding.remedy, looks.text),
        ],
    )


def _row(number: int, cells: Sequence[tuple[str, int]]) -> str:
    made = "".join(
        f'<c r="{address(i, number)}" s="{style}" t="inlineStr">'
        f'<is><t xml:space="preserve">{text_of(words)}</t></is></c>'
        for i, (words, style) in enumerate(cells)
    )
    return f'<row r="{number}">{made}</row>'


def _link(number: int, finding: Finding) -> str:
    if finding.sheet is None or not finding.cells:
        return ""
    title = finding.sheet.replace("'", "''")
    target = attribute_of(f"'{title}'!{finding.cells[0]}")
    return f'<hyperlink ref="D{_FIRST_LINE + number}" location="{target}" display="{finding.cells[0]}"/>'


def _sheet(rows: str, links: str, last: str) -> str:
    columns = "".join(
        f'<col min="{i}" max="{i}" width="{width}" customWidth="1"/>'
        for i, width in enumerate(_WIDTHS, start=1)
    )
    top = f'ySplit="{_FIRST_LINE - 1}" topLeftCell="A{_FIRST_LINE}"'
    pane = f'<pane {top} activePane="bottomLeft" state="frozen"/>'
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{_MAIN}">'
        '<sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView tabSelected="1" workbookViewId="0">{pane}</sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{rows}</sheetData>"
        f'<autoFilter ref="A{_FIRST_LINE - 1}:{last}"/>'
        f"{f'<hyperlinks>{links}</hyperlinks>' if links else ''}"
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )
