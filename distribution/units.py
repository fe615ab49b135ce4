"""Units of the house: integers inside, the units of people at the edges.

Distance in metres, time in seconds, volume in millilitres, mass in grams, money in
đồng, temperature in °C.  Times of a plan are seconds on the *week clock*: since
Monday 00:00 local time of the planned week, so Tuesday 06:30 is 109,800 and a night
window that ends at 29:00 needs no special case.
"""

from __future__ import annotations

MINUTE_S = 60
HOUR_S = 3_600
DAY_S = 86_400
WEEK_DAYS = 7
LITRE_ML = 1_000


def ml_from_litres(litres: float) -> int:
    """Return a volume in whole millilitres, nearest."""
    return round(litres * LITRE_ML)


def litres_from_ml(volume_ml: int) -> float:
    """Return a volume in litres."""
    return volume_ml / LITRE_ML


def g_from_kg(mass_kg: float) -> int:
    """Return a mass in whole grams, nearest."""
    return round(mass_kg * 1_000)


def km_from_m(distance_m: int) -> float:
    """Return a distance in kilometres."""
    return distance_m / 1_000


def ceil_div(amount: int, unit: int) -> int:
    """Return how many whole units hold an amount: loads round up."""
    return -(-amount // unit)


def clock_s(text: str) -> int:
    """Return seconds since midnight of ``hh:mm``; hours over 24 belong to the next morning.

    Raises
    ------
    ValueError
        When the text is not a clock time from 00:00 to 47:59.
    """
    hours, _, minutes = text.strip().partition(":")
    if not (hours.isdigit() and minutes.isdigit() and len(minutes) == 2):
        raise ValueError(f"not a clock time: {text!r}")
    if int(hours) > 47 or int(minutes) > 59:
        raise ValueError(f"not a clock time: {text!r}")
    return int(hours) * HOUR_S + int(minutes) * MINUTE_S


def clock_text(time_s: int) -> str:
    """Return ``hh:mm`` of a time of day or of the week clock (the day is dropped)."""
    minutes = time_s % DAY_S // MINUTE_S
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
