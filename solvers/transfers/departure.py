"""What leaves a depot for centres, before its lots are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What one centre is to receive from a departure: whole packs by product."""

    centre_id: str
    arrive_s: int
    packs: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """A route or a consignment leaving a depot, with its calls in order."""

    departure_id: str
    depot_id: str
    depart_s: int
    calls: tuple[Call, ...]
