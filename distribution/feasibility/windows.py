"""Receiving windows on the week clock."""

from __future__ import annotations

from datetime import date, timedelta

from distribution.inputs import WeekInputs


def open_window(inputs: WeekInputs, centre_id: str, start_s: int, end_s: int) -> tuple[date, int, int] | None:
    """Return the window (day on which it opens, open, close) that holds the whole interval, or None."""
    week = inputs.calendar.week
    for day in (week.day_of(start_s), week.day_of(start_s) - timedelta(days=1)):
        midnight_s = week.start_s(day)
        for window in inputs.network.centre(centre_id).windows:
            opens_s, closes_s = midnight_s + window.opens_s, midnight_s + window.closes_s
            if opens_s <= start_s and end_s <= closes_s:
                return day, opens_s, closes_s
    return None


def visit_day(inputs: WeekInputs, centre_id: str, start_s: int) -> date:
    """Return the day of a visit: that on which its window opens, else the calendar day."""
    window = open_window(inputs, centre_id, start_s, start_s)
    return window[0] if window else inputs.calendar.week.day_of(start_s)
