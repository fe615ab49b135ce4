"""Amounts of the code's units as people say them, in either language: 4,500 s is 1 giờ 15 phút."""

from __future__ import annotations

from collections.abc import Mapping

from distribution.language.catalogue import LANGUAGES, catalogue, say
from distribution.language.sentence import whole
from distribution.units import HOUR_S, MINUTE_S, ceil_div

_TENTHS: Mapping[str, int] = {"ml": 100, "g": 100, "m": 100}
"""Units told by the thousand (litres, kilograms, kilometres) with one decimal: how much a tenth is."""


def quantity(amount: int, unit: str) -> int | Mapping[str, str]:
    """Return an amount with the unit of people, by language; a bare number where a sentence names its unit.

    Rounded up, to minutes from one minute on and to tenths of a litre, kilogram or kilometre, so that no
    excess is told as nothing.

    Parameters
    ----------
    unit
        ``s``, ``ml``, ``g`` or ``m``; all others (doses, packs, boxes …) are counted.
    """
    if unit == "s":
        return {lang: _duration(amount, lang) for lang in LANGUAGES}
    if unit in _TENTHS:
        tenths = ceil_div(amount, _TENTHS[unit])
        return {lang: say(f"quantity.{unit}", lang, amount=_tenths(tenths, lang)) for lang in LANGUAGES}
    return amount


def counted(unit: str) -> str | Mapping[str, str]:
    """Return what people call things that are counted, by language; the unit itself where it has no word."""
    return {lang: say(f"unit.{unit}", lang) for lang in LANGUAGES} if f"unit.{unit}" in catalogue() else unit


def _duration(time_s: int, lang: str) -> str:
    if time_s < MINUTE_S:
        return say("quantity.s", lang, seconds=time_s)
    minutes = ceil_div(time_s, MINUTE_S)
    hours, rest = divmod(minutes, HOUR_S // MINUTE_S)
    if not hours:
        return say("quantity.minutes", lang, minutes=rest)
    key = "quantity.hours_minutes" if rest else "quantity.hours"
    return say(key, lang, hours=whole(hours, lang), minutes=rest)


def _tenths(tenths: int, lang: str) -> str:
    units, rest = divmod(tenths, 10)
    return f"{whole(units, lang)}{',' if lang == 'vi' else '.'}{rest}"
