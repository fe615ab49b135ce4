"""Numbers, days and times as people of a language write them on paper."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from distribution.calendar import Week
from distribution.language.catalogue import say

LOCAL = timezone(timedelta(hours=7))  # Vietnam, all year
_POINTS_AND_COMMAS = str.maketrans(",.", ".,")


def number(value: float, lang: str, decimals: int = 0) -> str:
    """Return a number: 1.234,5 in Vietnamese, 1,234.5 in English."""
    text = f"{value:,.{decimals}f}"
    return text.translate(_POINTS_AND_COMMAS) if lang == "vi" else text


def day(value: date) -> str:
    """Return a date as dd/mm/yyyy."""
    return f"{value:%d/%m/%Y}"


def weekday(value: date, lang: str) -> str:
    """Return the weekday and date: Thứ Hai 23/11/2026."""
    return f"{say(f'paper.day.{value.weekday()}', lang)} {day(value)}"


def clock(time_s: int, week: Week) -> str:
    """Return hh:mm of a time on the week clock."""
    return f"{week.moment(time_s):%H:%M}"


def moment(time_s: int, week: Week) -> str:
    """Return hh:mm dd/mm of a time on the week clock."""
    return f"{week.moment(time_s):%H:%M %d/%m}"


def stamp(text: str) -> str:
    """Return an ISO date and time as hh:mm dd/mm/yyyy in Vietnam; other text stays as it is."""
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{when.astimezone(LOCAL) if when.tzinfo else when:%H:%M %d/%m/%Y}"


def hours(duration_s: int) -> str:
    """Return a duration as h:mm."""
    return f"{duration_s // 3_600}:{duration_s % 3_600 // 60:02d}"
