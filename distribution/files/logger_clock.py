"""The clock of a logger's export: which way its dates are written, and whether they can be true."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from distribution.errors import Fault
from distribution.files.logger_table import LoggerTable
from distribution.files.logger_zone import VIETNAM_S, row_zone_s

DAY_FORMATS = {
    "ymd": ("%Y-%m-%d", "%Y/%m/%d"),
    "dmy": ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y"),
    "mdy": ("%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y"),
}
_CLOCKS = ("%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p")
_EARLIEST_YEAR = 2015  # a logger whose battery was empty starts again in 1970, 1980, 2000 or 2010
GAP_STEPS = 1.5  # a pause of more than one and a half steps is a gap


def moments(table: LoggerTable, order: str | None) -> tuple[list[datetime], list[Fault]]:
    """Return the time of every row, and what is wrong with them.

    A clock whose time zone is written is made Việt Nam's; one that says nothing is taken as Việt Nam's.

    Parameters
    ----------
    order
        ``dmy``, ``mdy`` or ``ymd``; None: what the dates themselves allow, a day before a month where
        both do and both run on evenly.
    """
    zoned = [row_zone_s(_time_text(row, table.time_columns)) for _, row in table.rows]
    texts = [text for text, _ in zoned]
    orders = [order] if order else list(DAY_FORMATS)
    best: list[datetime | None] = []
    for name in orders:
        read = [_moment(text, DAY_FORMATS[name]) for text in texts]
        if not best or _score(read) > _score(best):
            best = read
    faults = [
        table.fault("logger_time", number, value=text)
        for (number, _), text, found in zip(table.rows, texts, best, strict=True)
        if found is None
    ]
    ours = [
        found + timedelta(seconds=_to_vietnam_s(table.zone_s if zone_s is None else zone_s))
        for found, (_, zone_s) in zip(best, zoned, strict=True)
        if found is not None
    ]
    return ours, faults


def moved_s(table: LoggerTable) -> int:
    """Return what is added to the clock of the first row to make it Việt Nam's, seconds."""
    _, zone_s = row_zone_s(_time_text(table.rows[0][1], table.time_columns))
    return _to_vietnam_s(table.zone_s if zone_s is None else zone_s)


def _to_vietnam_s(zone_s: int | None) -> int:
    return 0 if zone_s is None else VIETNAM_S - zone_s


def _score(read: Sequence[datetime | None]) -> tuple[int, float]:
    """More rows read is better; then a series that spans less time, since readings follow each other."""
    known = [moment for moment in read if moment is not None]
    span_s = (max(known) - min(known)).total_seconds() if known else 0.0
    return len(known), -span_s


def _time_text(row: Sequence[str], columns: Sequence[int]) -> str:
    cells = [row[i] if i < len(row) else "" for i in columns]
    text = " ".join(cell for cell in cells if cell)
    return re.sub(r"(?<=\d)T(?=\d)", " ", text).strip()


def _moment(text: str, days: Sequence[str]) -> datetime | None:
    bare = re.sub(r"(:\d{2})\.\d+", r"\1", text)
    for day in days:
        for clock in _CLOCKS:
            try:
                return datetime.strptime(bare, f"{day} {clock}")
            except ValueError:
                continue
    return None


def clock_faults(
    table: LoggerTable, times: Sequence[datetime], step_s: float, *, gaps_allowed: bool
) -> list[Fault]:
    """Return readings before their predecessors or at the same time, gaps, and years that cannot be."""
    faults = []
    numbers = [number for number, _ in table.rows]
    if times[0].year < _EARLIEST_YEAR:
        faults.append(table.fault("logger_clock_unset", numbers[0], value=f"{times[0]:%d/%m/%Y %H:%M}"))
    for i in range(1, len(times)):
        pause_s = (times[i] - times[i - 1]).total_seconds()
        if pause_s == 0:
            faults.append(table.fault("logger_time_twice", numbers[i], value=f"{times[i]:%d/%m/%Y %H:%M:%S}"))
        elif pause_s < 0:
            earlier = {
                "before": f"{times[i - 1]:%d/%m/%Y %H:%M:%S}",
                "after": f"{times[i]:%d/%m/%Y %H:%M:%S}",
            }
            faults.append(table.fault("logger_clock_back", numbers[i], **earlier))
        elif pause_s > GAP_STEPS * step_s and not gaps_allowed:
            minutes = f"{pause_s / 60:.0f}"
            faults.append(table.fault("logger_gap", numbers[i], minutes=minutes, step=f"{step_s / 60:g}"))
    return faults


def step_s(times: Sequence[datetime]) -> float:
    """Return the step (s) at which a logger reads: the middle of its pauses, in whole seconds."""
    pauses = [(b - a) / timedelta(seconds=1) for a, b in pairwise(times)]
    forward = [pause for pause in pauses if pause > 0]
    return float(round(median(forward))) if forward else 0.0
