"""The headings of a sheet against the columns of its table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from distribution.errors import Fault
from distribution.files.cell_days import read_day
from distribution.files.cell_error import CellError
from distribution.files.cells import is_blank
from distribution.files.sheets import Sheet
from distribution.forecast import FORECAST_DAYS
from distribution.language.folding import nfc
from distribution.schema.column import Column, Table

_ROWS_LOOKED_AT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """Where the columns of a table stand in a sheet, and what is wrong with its headings.

    ``positions`` lead from a column to its place (from 0); ``unread`` are columns that must be
    there and are not, or stand twice; ``lower`` is the row in which the headings seem to stand
    where it is not the first.  ``days`` and ``day_positions`` belong to a table with a column a day.
    """

    positions: Mapping[str, int]
    unread: frozenset[str] = frozenset()
    lower: int | None = None
    days: tuple[date, ...] = ()
    day_positions: tuple[int, ...] = ()
    faults: tuple[Fault, ...] = field(default=())


def read_headings(sheet: Sheet, table: Table, monday: date) -> Headings:
    """Return where the columns of a table stand in a sheet, with every fault of its headings."""
    lower = _lower_row(sheet, table)
    if lower is not None:
        fault = sheet.fault("headings_lower", 1, None, 0, found=str(lower))
        return Headings(positions={}, lower=lower, faults=(fault,))
    positions, twice, faults = _columns(sheet, table)
    missing = [c for c in table.columns if c.required and c.name not in positions]
    for column in missing:
        names = {"heading_vi": column.heading_vi, "heading_en": column.heading_en}
        faults.append(sheet.fault("column_missing", 1, column.name, None, **names))
    days, day_positions, day_faults = _days(sheet, table, positions, monday)
    return Headings(
        positions=positions,
        unread=frozenset(twice | {c.name for c in missing}),
        days=days,
        day_positions=day_positions,
        faults=(*faults, *day_faults),
    )


def accepted_headings(column: Column) -> frozenset[str]:
    """Return what a person may write above a column: its name, or its heading with or without unit."""
    texts = (column.name, column.heading_vi, column.heading_en, *column.former)
    return frozenset(key for text in texts for key in (_bare(text), _plain(text)))


def as_day(heading: Any) -> date | None:
    """Return the day that a heading names, None when it is no day."""
    if not isinstance(heading, date | datetime | str):
        return None
    try:
        return read_day(heading)
    except CellError:
        return None


def _plain(text: str) -> str:
    return " ".join(nfc(text).casefold().split())


def _bare(text: str) -> str:
    """Return a heading without the unit in its brackets."""
    return _plain(re.sub(r"\s*[(\[][^()\[\]]*[)\]]\s*$", "", text) or text)


def _names(table: Table) -> dict[str, str]:
    return {key: column.name for column in table.columns for key in accepted_headings(column)}


def _name_of(heading: Any, names: Mapping[str, str]) -> str | None:
    return names.get(_plain(str(heading))) or names.get(_bare(str(heading)))


def _lower_row(sheet: Sheet, table: Table) -> int | None:
    """Return the row of the headings where a title stands above them: none in row 1, two or more there."""
    names = _names(table)
    if any(_name_of(heading, names) for heading in sheet.headings):
        return None
    for number, cells in sheet.rows[:_ROWS_LOOKED_AT]:
        if len({_name_of(cell, names) for cell in cells} - {None}) >= min(2, len(table.columns)):
            return number
    return None


def _columns(sheet: Sheet, table: Table) -> tuple[dict[str, int], set[str], list[Fault]]:
    positions: dict[str, int] = {}
    twice: set[str] = set()
    faults: list[Fault] = []
    names = _names(table)
    for index, heading in enumerate(sheet.headings):
        if is_blank(heading) or (table.days and as_day(heading) is not None):
            continue
        name = _name_of(heading, names)
        if name is None:
            faults.append(sheet.fault("column_unknown", 1, str(heading), index))
        elif name in positions:
            twice.add(name)
            faults.append(sheet.fault("column_twice", 1, str(heading), index))
        else:
            positions[name] = index
    return positions, twice, faults


def _days(
    sheet: Sheet, table: Table, positions: Mapping[str, int], monday: date
) -> tuple[tuple[date, ...], tuple[int, ...], list[Fault]]:
    if not table.days:
        return (), (), []
    found: dict[date, int] = {}
    faults: list[Fault] = []
    for index, heading in enumerate(sheet.headings):
        day = None if index in positions.values() else as_day(heading)
        if day is None:
            continue
        if day in found:
            faults.append(sheet.fault("column_twice", 1, day.isoformat(), index))
        found.setdefault(day, index)
    wanted = tuple(monday + timedelta(days=i) for i in range(FORECAST_DAYS))
    missing = [day.isoformat() for day in wanted if day not in found]
    if missing:
        days = {"first": missing[0], "count": str(len(missing)), "days": str(FORECAST_DAYS)}
        faults.append(sheet.fault("day_missing", 1, missing[0], None, **days))
    while wanted[-1] + timedelta(days=1) in found:
        wanted = (*wanted, wanted[-1] + timedelta(days=1))
    there = tuple(day for day in wanted if day in found)
    return there, tuple(found[day] for day in there), faults
