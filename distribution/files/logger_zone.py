"""The time zone in which a logger wrote its clock, and what makes it the chain's own time."""

from __future__ import annotations

import re

from distribution.units import HOUR_S, MINUTE_S

VIETNAM_S = 7 * HOUR_S  # UTC+07:00 all year: Việt Nam has no summer time
_OF_ROW = re.compile(r"(Z|[+-]\d{2}:?\d{2})$")
_SAID = re.compile(r"\b(?:utc|gmt)\b\s*(?:([+-])\s*(\d{1,2})(?::?(\d{2}))?)?")


def row_zone_s(text: str) -> tuple[str, int | None]:
    """Return a time of ISO 8601 without its offset, and the offset in seconds (None: it has none)."""
    found = _OF_ROW.search(text) if ":" in text else None
    if found is None:
        return text, None
    bare = text[: found.start()].strip()
    if found[0] == "Z":
        return bare, 0
    digits = found[0][1:].replace(":", "")
    return bare, _seconds(found[0][0], digits[:2], digits[2:])


def said_zone_s(*texts: str) -> int | None:
    """Return the offset that a heading or a line above the table names (``GMT-05:00``, ``UTC``), seconds.

    Texts are folded: small letters without marks.  None where nothing is said.
    """
    for text in texts:
        found = _SAID.search(text)
        if found:
            return _seconds(found[1], found[2], found[3] or "0") if found[1] else 0
    return None


def _seconds(sign: str, hours: str, minutes: str) -> int:
    seconds = int(hours) * HOUR_S + int(minutes) * MINUTE_S
    return -seconds if sign == "-" else seconds
