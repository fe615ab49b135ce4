"""The styles of a workbook, with a coloured twin of each style that a bad cell has."""

from __future__ import annotations

import re

from distribution.files.marked.tags import attribute, prefix_of, with_attribute

FAULT_COLOUR, DOUBT_COLOUR = "FFFFC7CE", "FFFFEB9C"
STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
PLAINEST = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    "<borders><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>'
)
"""The styles of a workbook that has none, the two fills that every reader takes for granted among them."""


class Styles:
    """The ``styles.xml`` of a workbook while styles are added to it; the ones that are there stay."""

    def __init__(self, xml: str) -> None:
        self._xml = xml
        self._prefix = prefix_of(xml, "styleSheet")
        self._formats = _Section(xml, f"{self._prefix}cellXfs", f"{self._prefix}xf")
        self._fills = _Section(xml, f"{self._prefix}fills", f"{self._prefix}fill")
        self._fonts = _Section(xml, f"{self._prefix}fonts", f"{self._prefix}font")
        self._known: dict[tuple[int, str], int] = {}
        self._colours: dict[str, int] = {}

    def coloured(self, style: int, colour: str) -> int:
        """Return the number of the style that is like another one, with a fill of a colour (ARGB)."""
        if (style, colour) not in self._known:
            own = self._formats.at(style)
            tag_end = own.index(">") + 1
            tag = with_attribute(own[:tag_end], "fillId", str(self._fill(colour)))
            self._known[style, colour] = self._formats.add(
                with_attribute(tag, "applyFill", "1") + own[tag_end:]
            )
        return self._known[style, colour]

    def uncoloured(self, style: int) -> int:
        """Return the style that a coloured one was made of: the first that differs by its fill alone.

        Where there is none left, the style itself without a fill.
        """
        entries = self._formats.entries
        own = self._formats.at(style)
        ours = {str(number) for number in self._fills_of((FAULT_COLOUR, DOUBT_COLOUR))}
        if attribute(own, "fillId") not in ours:
            return style
        bare = _without_fill(own)
        for number, entry in enumerate(entries):
            if attribute(entry, "fillId") not in ours and _without_fill(entry) == bare:
                return number
        return self._formats.add(re.sub(r'(\sfillId=")\d+(")', r"\g<1>0\g<2>", own, count=1))

    def _fills_of(self, colours: tuple[str, ...]) -> list[int]:
        return [i for i, entry in enumerate(self._fills.entries) if any(f'"{c}"' in entry for c in colours)]

    def plain(self, *, bold: bool = False, link: bool = False, colour: str | None = None) -> int:
        """Return the number of a new style of wrapped text at the top of its cell."""
        p = self._prefix
        font = self._font(bold=bold, link=link) if bold or link else 0
        fill = 0 if colour is None else self._fill(colour)
        return self._formats.add(
            f'<{p}xf numFmtId="0" fontId="{font}" fillId="{fill}" borderId="0" xfId="0" applyFont="1" '
            f'applyFill="1" applyAlignment="1"><{p}alignment vertical="top" wrapText="1"/></{p}xf>'
        )

    def xml(self) -> str:
        """Return the part with all that was added."""
        xml = self._xml
        for section in (self._formats, self._fills, self._fonts):
            xml = section.into(xml)
        return xml

    def _fill(self, colour: str) -> int:
        if colour not in self._colours:
            p = self._prefix
            pattern = f'<{p}fgColor rgb="{colour}"/><{p}bgColor indexed="64"/>'
            entry = f'<{p}fill><{p}patternFill patternType="solid">{pattern}</{p}patternFill></{p}fill>'
            self._colours[colour] = self._fills.add(entry)
        return self._colours[colour]

    def _font(self, *, bold: bool, link: bool) -> int:
        p = self._prefix
        weight = f"<{p}b/>" if bold else ""
        line = f"<{p}u/>" if link else ""
        colour = f'<{p}color rgb="FF0563C1"/>' if link else ""
        face = f'<{p}sz val="11"/>{colour}<{p}name val="Calibri"/><{p}family val="2"/>'
        return self._fonts.add(f"<{p}font>{weight}{line}{face}</{p}font>")


def _without_fill(entry: str) -> str:
    return re.sub(r'\s(?:fillId|applyFill)="[^"]*"', "", entry)


class _Section:
    """One list of the styles: fonts, fills or formats."""

    def __init__(self, xml: str, element: str, entry: str) -> None:
        self._element = element
        found = re.search(rf"<{element}[\s>].*?</{element}>", xml, re.DOTALL)
        if found is None:
            raise ValueError(f"the styles have no {element}")
        self._before = found[0]
        inner = found[0][found[0].index(">") + 1 : found[0].rindex("</")]
        self.entries: list[str] = re.findall(
            rf"<{entry}(?:\s[^>]*)?/>|<{entry}(?:\s[^>]*)?>.*?</{entry}>", inner, re.DOTALL
        )
        self._added: list[str] = []

    def at(self, number: int) -> str:
        """Return an entry; a number beyond the last, which a broken file may have, means the first."""
        entries = [*self.entries, *self._added] if number >= len(self.entries) else self.entries
        return entries[number] if number < len(entries) else entries[0]

    def add(self, entry: str) -> int:
        self._added.append(entry)
        return len(self.entries) + len(self._added) - 1

    def into(self, xml: str) -> str:
        if not self._added:
            return xml
        opening_end = self._before.index(">") + 1
        opening = with_attribute(
            self._before[:opening_end], "count", str(len(self.entries) + len(self._added))
        )
        closing = f"</{self._element}>"
        after = opening + self._before[opening_end : -len(closing)] + "".join(self._added) + closing
        return xml.replace(self._before, after, 1)
