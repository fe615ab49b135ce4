"""One cell to one value, strictly: what is not plain is a fault, never a guess."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

from distribution.files.cell_days import read_day
from distribution.files.cell_error import CellError
from distribution.files.workbook_read import FORMULA_WITHOUT_VALUE
from distribution.language.folding import fold, nfc
from distribution.schema.column import Column, Kind
from distribution.units import clock_s

__all__ = [
    "CellError",
    "is_blank",
    "read_cell",
    "read_clock",
    "read_day",
    "read_ids",
    "read_number",
    "read_switch",
    "read_text",
    "read_weekdays",
    "read_whole",
    "read_windows",
]

_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}([.,\s]\d{3})+([.,]\d+)?")
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+", re.ASCII)
_WITH_UNIT = re.compile(r"[+-]?\d[\d.,\s]*([^\W\d_]|[%₫°]).*")
_SWITCHES = {
    "1": True,
    "0": False,
    "true": True,
    "false": False,
    "co": True,
    "khong": False,
    "yes": True,
    "no": False,
    "x": True,
}


def is_blank(cell: Any) -> bool:
    """Return whether a cell holds nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def read_cell(cell: Any, column: Column, *, plain_points: bool = True) -> Any:
    """Return the value of a cell of a column; None when it is empty and may be.

    Where points in a text are not plainly decimal points (``plain_points``), a number such as
    ``1.200`` is refused unless one of its two readings cannot be meant.

    Raises
    ------
    CellError
        When the cell is empty and must not be, or is not plainly of the column's kind.
    """
    if cell is FORMULA_WITHOUT_VALUE:
        raise CellError("cell_formula")
    if is_blank(cell):
        if column.required:
            raise CellError("cell_empty")
        return None
    if column.kind is Kind.NUMBER and isinstance(cell, str) and not plain_points:
        _refuse_unclear(cell.strip(), column)
    value = _READERS[column.kind](cell)
    _within(value, column)
    return value


def _refuse_unclear(text: str, column: Column) -> None:
    """Refuse a number as text whose point or comma may stand between thousands."""
    if not _GROUPED.fullmatch(text):
        return
    plain = re.sub(r"[.,\s]", "", text)
    beyond = column.maximum is not None and float(plain) > column.maximum
    if not (beyond and re.fullmatch(r"[+-]?\d+\.\d+", text, re.ASCII)):
        raise CellError("thousands", value=text, plain=plain)


def _within(value: Any, column: Column) -> None:
    if column.choices and value not in column.choices:
        raise CellError("choice", value=str(value), choices=", ".join(column.choices))
    if column.kind not in (Kind.WHOLE, Kind.NUMBER):
        return
    if column.minimum is not None and value < column.minimum:
        code = "negative" if value < 0 else "too_small"
        raise CellError(code, value=str(value), limit=f"{column.minimum:g}")
    if column.maximum is not None and value > column.maximum:
        raise CellError("too_large", value=str(value), limit=f"{column.maximum:g}")


def read_text(cell: Any) -> str:
    """Return free text, composed (NFC) and without blanks at its ends."""
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return str(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return nfc(str(cell)).strip()


def read_whole(cell: Any) -> int:
    """Return a whole number; ``1.200`` as text and 12.5 are faults."""
    if isinstance(cell, bool):
        raise CellError("not_whole", value=str(cell))
    if isinstance(cell, int):
        return cell
    if isinstance(cell, float):
        if cell.is_integer():
            return int(cell)
        raise CellError("fraction", value=f"{cell:g}")
    text = str(cell).strip()
    if re.fullmatch(r"[+-]?\d+", text, re.ASCII):
        return int(text)
    if _GROUPED.fullmatch(text):
        raise CellError("thousands", value=text, plain=re.sub(r"[.,\s]", "", text))
    if re.fullmatch(r"-?\d+[.,]\d+", text, re.ASCII):
        raise CellError("fraction", value=text)
    if _WITH_UNIT.fullmatch(text):
        raise CellError("unit_in_cell", value=text)
    raise CellError("not_whole", value=text)


def read_number(cell: Any) -> float:
    """Return a finite number, decimal point; a comma or a unit in a text is a fault of its own."""
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise CellError("not_number", value=str(cell))
    try:
        value = float(cell)
    except ValueError:
        raise CellError(_number_code(str(cell).strip()), value=str(cell).strip()) from None
    if not math.isfinite(value):
        raise CellError("not_number", value=str(cell))
    return value


def _number_code(text: str) -> str:
    if _DECIMAL_COMMA.fullmatch(text):
        return "decimal_comma"
    return "unit_in_cell" if _WITH_UNIT.fullmatch(text) else "not_number"


def read_clock(cell: Any) -> int:
    """Return seconds since midnight of hh:mm, up to 47:59."""
    if isinstance(cell, time):
        return cell.hour * 3_600 + cell.minute * 60
    if isinstance(cell, timedelta):
        return round(cell.total_seconds())
    try:
        return clock_s(str(cell))
    except ValueError:
        raise CellError("not_clock", value=str(cell)) from None


def read_switch(cell: Any) -> bool:
    """Return yes or no of 1/0, true/false, có/không, yes/no."""
    if isinstance(cell, bool):
        return cell
    word = fold(read_text(cell))
    if word not in _SWITCHES:
        raise CellError("not_switch", value=read_text(cell))
    return _SWITCHES[word]


def read_windows(cell: Any) -> tuple[tuple[int, int], ...]:
    """Return receiving windows of ``06:30-08:00;21:00-29:00`` in seconds, sorted."""
    windows = []
    for part in str(cell).replace("–", "-").split(";"):
        opens_text, dash, closes_text = part.strip().partition("-")
        try:
            opens, closes = clock_s(opens_text), clock_s(closes_text)
        except ValueError:
            raise CellError("not_windows", value=part.strip()) from None
        if not dash or closes <= opens:
            over_midnight = f"{opens_text.strip()}-{closes // 3_600 + 24:02d}:{closes % 3_600 // 60:02d}"
            raise CellError("window_order", value=part.strip(), suggestion=over_midnight)
        windows.append((opens, closes))
    return tuple(sorted(windows))


def read_weekdays(cell: Any) -> tuple[int, ...]:
    """Return the weekdays of ``123456`` (Monday 1), Monday as 0."""
    text = read_text(cell)
    if not re.fullmatch(r"[1-7]+", text, re.ASCII) or len(set(text)) != len(text):
        raise CellError("not_weekdays", value=text)
    return tuple(sorted(int(digit) - 1 for digit in text))


def read_ids(cell: Any) -> tuple[str, ...]:
    """Return the ids of ``A;B``, in their order; an id may stand twice (two fridges of a kind)."""
    return tuple(part.strip() for part in read_text(cell).split(";") if part.strip())


_READERS: dict[Kind, Callable[[Any], Any]] = {
    Kind.TEXT: read_text,
    Kind.ID: read_text,
    Kind.CHOICE: read_text,
    Kind.WHOLE: read_whole,
    Kind.NUMBER: read_number,
    Kind.DAY: read_day,
    Kind.CLOCK: read_clock,
    Kind.SWITCH: read_switch,
    Kind.WINDOWS: read_windows,
    Kind.WEEKDAYS: read_weekdays,
    Kind.IDS: read_ids,
}
