"""Shares, litres and parts of a pack as an explanation writes them."""

from __future__ import annotations

from distribution.fairness.shares import LEVEL_UNITS
from distribution.language.catalogue import say
from distribution.units import litres_from_ml
from distribution.vaccines import TemperatureBand


def percent_text(level: int, lang: str) -> str:
    """Return a level in units as a percentage."""
    return decimal_text(f"{100 * level / LEVEL_UNITS:.2f}", lang) + " %"


def litres_text(volume_ml: int, lang: str) -> str:
    """Return millilitres as litres with one place."""
    return decimal_text(f"{litres_from_ml(volume_ml):.1f}", lang)


def decimal_text(text: str, lang: str) -> str:
    """Return a figure with the mark of the language."""
    return text.replace(".", ",") if lang == "vi" else text


def band_text(band: TemperatureBand, lang: str) -> str:
    """Return a temperature band in words."""
    return say(f"explain.band_{band.name.lower()}", lang)
