"""One cell to one date, strictly: a date that can be read in two ways is a fault, never a guess."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from distribution.files.cell_error import CellError

_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_LOCAL_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_SHORT_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}")
_FIRST_SERIAL_DAY = date(1899, 12, 30)
_SERIAL_DAYS = range(36_526, 73_051)  # 2000 to 2099 in Excel's count of days


def read_day(cell: Any) -> date:
    """Return a date: a real one, ISO text, or dd/mm/yyyy that cannot be read another way."""
    if isinstance(cell, datetime):
        if cell.time() != time():
            raise CellError("day_with_hour", value=str(cell))
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = str(cell).strip()
    iso = _ISO_DAY.fullmatch(text)
    local = _LOCAL_DAY.fullmatch(text)
    if not isinstance(cell, str) or not (iso or local):
        raise _no_day(cell, text)
    year, month, day = map(int, iso.groups()) if iso else map(int, reversed(local.groups()))  # type: ignore[union-attr]
    if local and day <= 12 and month <= 12 and day != month:
        raise CellError("day_ambiguous", value=text, iso=f"{year}-{month:02d}-{day:02d}")
    if local and day <= 12 < month <= 31:
        raise CellError("day_month_first", value=text, iso=f"{year}-{day:02d}-{month:02d}")
    try:
        return date(year, month, day)
    except ValueError:
        raise CellError("no_such_day", value=text) from None


def _no_day(cell: Any, text: str) -> CellError:
    is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
    if is_number and int(cell) in _SERIAL_DAYS:
        day = _FIRST_SERIAL_DAY + timedelta(days=int(cell))
        return CellError("day_serial", value=f"{cell:g}", iso=day.isoformat())
    return CellError("day_short_year" if _SHORT_DAY.fullmatch(text) else "not_day", value=text)
