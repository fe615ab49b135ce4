"""Receiving windows on the week clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from distribution.inputs import WeekInputs


def open_window(inputs: WeekInputs, centre_id: str, start_s: int, end_s: int) -> tuple[date, int, int] | None:
    """Return the window (day on which it opens, open, close) that holds the whole interval, or None."""
    found = _windows(inputs, centre_id, start_s)
    return next((w for w in found if w[1] <= start_s and end_s <= w[2]), None)


def outside_windows_s(inputs: WeekInputs, centre_id: str, start_s: int, end_s: int) -> int:
    """Return for how long an interval sticks out of the window that it fits best, seconds."""
    found = _windows(inputs, centre_id, start_s)
    return min((max(0, w[1] - start_s) + max(0, end_s - w[2]) for w in found), default=end_s - start_s)


def _windows(inputs: WeekInputs, centre_id: str, start_s: int) -> Iterator[tuple[date, int, int]]:
    """Yield the windows that open on the day of a time, and those of the day before."""
    week = inputs.calendar.week
    for day in (week.day_of(start_s), week.day_of(start_s) - timedelta(days=1)):
        midnight_s = week.start_s(day)
        for window in inputs.network.centre(centre_id).windows:
            yield day, midnight_s + window.opens_s, midnight_s + window.closes_s


def visit_day(inputs: WeekInputs, centre_id: str, start_s: int) -> date:
    """Return the day of a visit: that on which its window opens, else the calendar day."""
    window = open_window(inputs, centre_id, start_s, start_s)
    return window[0] if window else inputs.calendar.week.day_of(start_s)
