"""Numbers, days and times as people of a language write them on paper."""

from __future__ import annotations

from datetime import date, datetime

from distribution.calendar import Week
from distribution.language.catalogue import say


def number(value: float, lang: str, decimals: int = 0) -> str:
    """Return a number: 1.234,5 in Vietnamese, 1,234.5 in English."""
    text = f"{value:,.{decimals}f}"
    return text.translate(str.maketrans(",.", ".,")) if lang == "vi" else text


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
    """Return an ISO date and time as hh:mm dd/mm/yyyy; other text stays as it is."""
    try:
        return f"{datetime.fromisoformat(text):%H:%M %d/%m/%Y}"
    except ValueError:
        return text


def hours(duration_s: int) -> str:
    """Return a duration as h:mm."""
    return f"{duration_s // 3_600}:{duration_s % 3_600 // 60:02d}"
