"""What a sheet of the plan's workbook is, before any library writes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

Cell = str | int | float | date | datetime | None


class Look(StrEnum):
    """How the cells of a column are shown.

    A ``SENTENCE`` runs over several lines, ``MIXED`` holds figures and sentences;
    ``LOCK`` and ``LOCK_DAY`` are for the planner to fill.
    """

    TEXT = "text"
    SENTENCE = "sentence"
    MIXED = "mixed"
    WHOLE = "whole"
    DECIMAL = "decimal"
    PERCENT = "percent"
    MONEY = "money"
    DAY = "day"
    MOMENT = "moment"
    LOCK = "lock"
    LOCK_DAY = "lock_day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A column: the key of its heading (``sheet.heading.<key>``), its look and its width in letters.

    ``text`` replaces the catalogue's heading where a table brings its own; ``choices`` are offered in
    its cells.
    """

    key: str
    look: Look = Look.TEXT
    width: int = 12
    text: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: its key (``sheet.<key>``), columns, and rows as long as the columns.

    ``notes`` are lines of text above the table.  A sheet ``for_screen`` is looked through, not printed:
    its print area is what stands above the table, which says so.
    """

    key: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    for_screen: bool = False


def columns(*described: tuple[str, Look, int]) -> tuple[Heading, ...]:
    """Return headings from (key, look, width)."""
    return tuple(Heading(key=key, look=look, width=width) for key, look, width in described)


LOCK_COLUMNS = (
    *columns(
        ("lock_day", Look.LOCK_DAY, 12),
        ("lock_vehicle", Look.LOCK, 12),
        ("lock_order", Look.LOCK, 9),
    ),
    Heading(key="lock_quantity", look=Look.LOCK, width=10, choices=("x",)),
    Heading(key="lock_leave_out", look=Look.LOCK, width=10, choices=("x",)),
)
NO_LOCKS: tuple[Cell, ...] = (None,) * len(LOCK_COLUMNS)
