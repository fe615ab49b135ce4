"""Long tables of the papers: rows of one or more lines, ruled all round.

Typst keeps their places free and turns the pages (``typst/ruled.typ``); ``ruling.py`` writes them there. In
Typst's own tables their cells, a hundred thousand a week, would take most of the time that papers take.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

POINTS = 10.5  # the size of the letters
INSET_MM = 1.0
TICK_MM = 5.0  # what a square to be ticked takes before a text


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: width, the word above it, how its cells look; ``tick`` puts a square before them."""

    width_mm: float
    word: str
    right: bool = False
    bold: bool = False
    tick: bool = False

    @property
    def room_mm(self) -> float:
        """What is left for letters."""
        return self.width_mm - 2 * INSET_MM - (TICK_MM if self.tick else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Across:
    """What lies across all columns: a large number, lines beside it, words with room to write after.

    ``written`` are words with the width that word and room take together, mm.
    """

    number: str
    lines: tuple[str, ...]
    written: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row: how many lines it is high, the lines of each cell, or what lies across."""

    units: int
    cells: tuple[tuple[str, ...], ...] = ()
    across: Across | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuledTable:
    """A table: columns, the lines of its headings, the height of a line and of the headings, and rows."""

    columns: tuple[Column, ...]
    heads: tuple[tuple[str, ...], ...]
    unit_mm: float
    head_mm: float
    rows: tuple[Row, ...]

    def frame(self, number: int) -> dict[str, Any]:
        """Return what Typst needs to keep places free: heights, mm, and which rows lie across."""
        return {
            "id": number,
            "head": self.head_mm,
            "heights": [round(row.units * self.unit_mm, 3) for row in self.rows],
            "across": [count for count, row in enumerate(self.rows) if row.across is not None],
        }
