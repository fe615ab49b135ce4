"""The table inside a logger's export: encoding, separator, heading, and which columns hold what."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from distribution.errors import Fault, InputError
from distribution.files.logger_zone import said_zone_s
from distribution.language.folding import fold

_SEPARATORS = ("\t", ";", ",")
_TIME = re.compile(r"\b(date|time|timestamp|datetime|ngay|gio|thoi gian|thoi diem|datum|zeit|uhrzeit)\b")
_CLOCK = re.compile(r"^(time|gio|zeit|uhrzeit)\b")
_TEMPERATURE = re.compile(r"(temp|nhiet do|celsius|fahrenheit|℃|°\s*[cf]\b|\bdeg\s*[cf]\b|^t\s*\(?[cf]\)?$)")
_ELAPSED = re.compile(r"\b(elapsed|duration|interval)\b")
_NOT_SENSOR = re.compile(r"\b(min|max|mean|average|alarm|limit|humidity|rh|dew|mkt|setting|unit|range)\b")
_FAHRENHEIT = re.compile(r"(°\s*f\b|fahrenheit|\bdeg\s*f\b|\(f\)|[\s_:,;]f$)")
_VALUE = re.compile(r"([+-]?\d+([.,]\d+)?\s*°?\s*[cf]?|\d{1,4}[-/.:]\d.*)$")
_EVENT = ("logged", "event")  # so HOBOware marks rows that are of buttons and cables, not of the sensor
_ZIPPED = b"PK"  # a workbook under another name
_CELSIUS = re.compile(r"(°\s*c\b|℃|celsius|\bdeg\s*c\b|\(c\)|[\s_:,;]c$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggerTable:
    """Rows under the heading with the numbers a spreadsheet shows, and the columns of time and sensor.

    ``time_columns`` is one column, or a day and a clock.  ``unit`` is ``C``, ``F``, or empty where the
    file does not say.  ``zone_s`` is the offset of its clock from UTC; None where nothing is said.
    """

    file: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    time_columns: tuple[int, ...]
    sensor_column: int
    sensor: str
    decimal_comma: bool
    unit: str
    zone_s: int | None

    def fault(self, code: str, row: int | None, **arguments: str) -> Fault:
        """Return a fault at a row."""
        return Fault(code=code, file=self.file, row=row, arguments=arguments)


def read_logger_table(path: Path, sensor: str | None = None) -> LoggerTable:
    """Return the table of a logger's export.

    Parameters
    ----------
    sensor
        The heading of the sensor to take, where the file has several.

    Raises
    ------
    InputError
        When there is no readable text, no heading, a second heading, or no choice of sensor.
    """
    lines = _lines(path)
    separator = max(_SEPARATORS, key=lambda mark: (sum(line.count(mark) for line in lines), mark == ","))
    rows = [
        (i, tuple(cell.strip() for cell in row))
        for i, row in enumerate(csv.reader(lines, delimiter=separator), 1)
    ]
    headings = [(number, row) for number, row in rows if _is_heading(row)]
    if not headings:
        raise InputError([Fault(code="logger_no_heading", file=path.name)])
    second = [Fault(code="logger_two_headings", file=path.name, row=n) for n, _ in headings[1:]]
    if second:
        raise InputError(second)
    number, heading = headings[0]
    column = _sensor_column(path.name, number, heading, sensor)
    preamble = [" ".join(row) for i, row in rows if i < number]
    below = tuple((i, row) for i, row in rows if i > number and any(row) and not _is_event(row, column))
    beside = [i for i, name in enumerate(heading) if _plain(name) == "unit"]
    first = [_cell(row, column) for _, row in below[:1]]
    first += [f"unit {_cell(row, i)}" for _, row in below[:1] for i in beside]
    times = _time_columns(heading)
    zones = [_plain(heading[i]) for i in times] + [
        _plain(line) for line in preamble if _is_zone(_plain(line))
    ]
    return LoggerTable(
        file=path.name,
        rows=below,
        time_columns=times,
        sensor_column=column,
        sensor=heading[column],
        decimal_comma=separator != ",",
        unit=_unit(heading[column], first, preamble),
        zone_s=said_zone_s(*zones),
    )


def _lines(path: Path) -> list[str]:
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError([Fault(code="logger_missing", file=str(path))]) from error
    if not data.strip():
        raise InputError([Fault(code="logger_empty", file=path.name)])
    for encoding in _encodings(data):
        try:
            return data.decode(encoding).splitlines()
        except UnicodeDecodeError:
            continue
    raise InputError([Fault(code="logger_no_text", file=path.name)])


def _encodings(data: bytes) -> Sequence[str]:
    """UTF-8 first; old software of the loggers writes Windows code pages or UTF-16 with its mark."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ("utf-16",)
    return () if b"\x00" in data or data[:2] == _ZIPPED else ("utf-8-sig", "cp1252")


def _plain(cell: str) -> str:
    return fold(cell).strip().lower()


def _is_heading(row: Sequence[str]) -> bool:
    cells = [_plain(cell) for cell in row]
    if any(_VALUE.match(cell) for cell in cells):  # a heading names columns; values stand below it
        return False
    return any(_TIME.search(c) for c in cells) and (any(_is_sensor(c) for c in cells) or _has_value(cells))


def _has_value(cells: Sequence[str]) -> bool:
    """Whether a heading has the bare columns unit and value, as OneWireViewer writes them."""
    return "unit" in cells and "value" in cells


def _is_zone(line: str) -> bool:
    return "zone" in line or "mui gio" in line


def _is_event(row: Sequence[str], column: int) -> bool:
    return not _cell(row, column) and any(_plain(cell) in _EVENT for cell in row)


def _is_sensor(cell: str) -> bool:
    return bool(_TEMPERATURE.search(cell)) and not _NOT_SENSOR.search(cell)


def _time_columns(heading: Sequence[str]) -> tuple[int, ...]:
    named = [
        (i, _plain(cell))
        for i, cell in enumerate(heading)
        if _TIME.search(_plain(cell)) and not _ELAPSED.search(_plain(cell))
    ]
    days = [i for i, cell in named if re.match(r"(date|ngay|datum)$", cell)]
    clocks = [i for i, cell in named if _CLOCK.match(cell)]
    return (days[0], clocks[0]) if days and clocks else (named[0][0],)


def _sensor_column(file: str, number: int, heading: Sequence[str], sensor: str | None) -> int:
    found = [
        i for i, cell in enumerate(heading) if _is_sensor(_plain(cell)) and not _TIME.search(_plain(cell))
    ]
    if not found and _has_value([_plain(cell) for cell in heading]):
        found = [[_plain(cell) for cell in heading].index("value")]
    if sensor is not None:
        found = [i for i in found if _plain(heading[i]) == _plain(sensor)]
    if len(found) == 1:
        return found[0]
    names = ", ".join(cell for cell in heading if cell)
    code = "logger_which_sensor" if found else "logger_no_sensor"
    raise InputError([Fault(code=code, file=file, row=number, arguments={"columns": names})])


def _unit(heading: str, first_cells: Sequence[str], preamble: Sequence[str]) -> str:
    """The unit as the heading says it, else the cells, else a line above the table that speaks of units."""
    units = [line for line in preamble if "unit" in _plain(line) or "don vi" in _plain(line)]
    for text in (heading, *first_cells, *units):
        plain = _plain(text)
        if _FAHRENHEIT.search(plain):
            return "F"
        if _CELSIUS.search(plain):
            return "C"
    return ""


def _cell(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""
