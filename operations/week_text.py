"""The week as people type it."""

from __future__ import annotations

from distribution.calendar import Week
from distribution.errors import Fault, InputError


def parse_week(text: str) -> Week:
    """Return the ISO week of ``YYYY-Www``.

    Raises
    ------
    InputError
        When the text is not an ISO week.
    """
    try:
        return Week.parse(text)
    except ValueError as error:
        raise InputError([Fault(code="week", file="--week", arguments={"value": text})]) from error
