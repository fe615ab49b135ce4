"""The exports of common temperature loggers as one series in °C: every fault at once, with row and remedy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

import numpy as np

from distribution.coldchain.logged import LoggedSeries
from distribution.errors import Fault, InputError
from distribution.files.logger_clock import clock_faults, moments, moved_s, step_s
from distribution.files.logger_table import LoggerTable, read_logger_table

MOST_FAULTS = 50
_NUMBER = re.compile(r"^([+-]?\d+(?:[.,]\d+)?)\s*(?:°|deg)?\s*[CcFf]?$")
_NOT_READ = ("", "-", "--", "---", "nc", "n/a", "nan", "null", "err", "error", "no data")
_COLDEST_C, _HOTTEST_C = -100.0, 90.0  # what sensors of such loggers can read
_FRIDGE_F = (33.0, 60.0)  # a load of 1-15 °C, read in Fahrenheit
_AIR_F = (57.0, 135.0)  # air above what any place on Earth has had in °C (WMO: 56.7), in Fahrenheit 14-57 °C


def read_logger(
    path: Path,
    *,
    unit: str | None = None,
    dates: str | None = None,
    sensor: str | None = None,
    gaps_allowed: bool = False,
    shift_s: int = 0,
    outside: bool = False,
) -> LoggedSeries:
    """Return the readings of a logger's CSV export.

    Parameters
    ----------
    unit
        ``C`` or ``F`` where the file does not say, or says it wrongly.
    dates
        ``dmy``, ``mdy`` or ``ymd`` where dates can be read in two ways.
    gaps_allowed
        Take pauses as steps without a reading instead of refusing them.
    shift_s
        What to add to the logger's clock.
    outside
        The logger hung in the air outside, where 35 is a warm day in °C and no cold load in °F.

    Raises
    ------
    InputError
        With every fault of the file: a second heading, cells that are no number or time, a clock that
        goes back or was never set, gaps, Fahrenheit that is not said.
    """
    table = read_logger_table(path, sensor)
    readings, faults = _readings(table)
    times, wrong = moments(table, dates)
    faults += wrong
    known = [reading for reading in readings if reading is not None]
    if len(known) < 2 and not faults:
        faults.append(table.fault("logger_short", None, count=str(len(known))))
    if faults:
        raise InputError(_first(faults, table))
    step = step_s(times)
    faults = clock_faults(table, times, step, gaps_allowed=gaps_allowed)
    celsius = [None if r is None else _celsius(r, unit or table.unit) for r in readings]
    # in a wrong unit every reading is wrong: no sensor is to blame
    faults += _unit_faults(table, known, unit, outside=outside) or _sensor_faults(table, celsius)
    if not gaps_allowed:
        faults += _unread(table, readings)
    if faults:
        raise InputError(_first(faults, table))
    series = _even(path.name, times, celsius, step, unit or table.unit, shift_s)
    return replace(series, moved_s=moved_s(table))


def _readings(table: LoggerTable) -> tuple[list[float | None], list[Fault]]:
    found: list[float | None] = []
    faults = []
    for number, row in table.rows:
        text = row[table.sensor_column] if table.sensor_column < len(row) else ""
        match = _NUMBER.match(text)
        if match and ("," not in match[1] or table.decimal_comma):
            found.append(float(match[1].replace(",", ".")))
        elif text.lower() in _NOT_READ:
            found.append(None)
        else:
            found.append(None)
            faults.append(table.fault("logger_reading", number, value=text))
    return found, faults


def _unread(table: LoggerTable, readings: Sequence[float | None]) -> list[Fault]:
    pairs = zip(table.rows, readings, strict=True)
    return [table.fault("logger_unread", number) for (number, _), reading in pairs if reading is None]


def _unit_faults(
    table: LoggerTable, readings: Sequence[float], unit: str | None, *, outside: bool
) -> list[Fault]:
    """Refuse a unit that is nowhere said, and °C where readings are those of a cold load, or air, in °F."""
    if unit:
        return []
    row, option = table.rows[0][0], "--air-unit" if outside else "--unit"
    least, most = _AIR_F if outside else _FRIDGE_F
    if readings and table.unit != "F" and least <= median(readings) <= most:
        code = "logger_air_fahrenheit" if outside else "logger_unit_fahrenheit"
        return [table.fault(code, row, option=option)]
    return [] if table.unit else [table.fault("logger_unit_unsaid", row, option=option)]


def _sensor_faults(table: LoggerTable, celsius: Sequence[float | None]) -> list[Fault]:
    return [
        table.fault("logger_sensor", number, value=f"{reading:.1f}")
        for (number, _), reading in zip(table.rows, celsius, strict=True)
        if reading is not None and not _COLDEST_C <= reading <= _HOTTEST_C
    ]


def _celsius(reading: float, unit: str) -> float:
    return (reading - 32.0) / 1.8 if unit == "F" else reading


def _first(faults: Sequence[Fault], table: LoggerTable) -> list[Fault]:
    """The first faults, and how many more there are: a wrong column makes thousands."""
    if len(faults) <= MOST_FAULTS:
        return list(faults)
    more = table.fault("logger_more_faults", None, count=str(len(faults) - MOST_FAULTS))
    return [*faults[:MOST_FAULTS], more]


def _even(
    source: str,
    times: Sequence[datetime],
    celsius: Sequence[float | None],
    step: float,
    unit: str,
    shift_s: int,
) -> LoggedSeries:
    places = [round((moment - times[0]).total_seconds() / step) for moment in times]
    series = np.full(places[-1] + 1, np.nan)
    for place, reading in zip(places, celsius, strict=True):
        if reading is not None:
            series[place] = reading
    return LoggedSeries(
        source=source,
        first=times[0] + timedelta(seconds=shift_s),
        step_s=step,
        celsius=series,
        unit=unit,
    )
