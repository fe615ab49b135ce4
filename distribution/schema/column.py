"""What a column and a table are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a cell of a column holds."""

    TEXT = "text"
    ID = "id"
    WHOLE = "whole"
    NUMBER = "number"
    DAY = "day"
    CLOCK = "clock"
    SWITCH = "switch"
    CHOICE = "choice"
    WINDOWS = "windows"
    WEEKDAYS = "weekdays"
    IDS = "ids"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its name in code and files, what it holds, its unit, and what is allowed.

    ``heading_vi``/``heading_en`` are what a person reads in the workbook (the unit is added
    in brackets); ``former`` are headings of earlier workbooks, which are still read.  ``refers_to`` names the
    table whose ids the cells must be.
    """

    name: str
    kind: Kind
    heading_vi: str
    heading_en: str
    unit: str = ""
    required: bool = True
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    refers_to: str | None = None
    note: str = ""
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table, which is one sheet of a workbook and one file of ``data/``.

    ``key`` are the columns that identify a row.  ``bundled`` tables come with the program and
    may be overridden by a sheet; the others must stand in the input (when ``required``).
    ``days`` says that, after the columns, one column a day follows (headings are dates).
    """

    name: str
    title_vi: str
    title_en: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    bundled: bool = False
    required: bool = True
    days: bool = False
    source: str = ""

    def column(self, name: str) -> Column:
        """Return the column of this name."""
        return next(c for c in self.columns if c.name == name)
