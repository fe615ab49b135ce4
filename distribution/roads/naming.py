"""What a source of travel is called where people read it."""

from __future__ import annotations

from distribution.language.catalogue import say
from distribution.roads.travel import SOURCE


def travel_source(source: str, lang: str) -> str:
    """Return the name of a plan's source of travel: an address or file as it is, our own roads in words."""
    return say("summary.bundled_roads", lang) if source == SOURCE else source
