"""What leaves a depot and asks for lots, and what it is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from distribution.plan import Drop, Transfer

DropsByCall = Mapping[tuple[str, str], tuple[Drop, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One handing-over: ``arrive_s`` is when unloading begins, ``packs`` are whole packs by product."""

    centre_id: str
    arrive_s: int
    packs: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """A route or consignment that leaves a depot with packs of products, lots not yet known."""

    departure_id: str
    depot_id: str
    depart_s: int
    calls: tuple[Call, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """Packs that a call does not get; ``ready_day`` is when its depot could cover them, if this week."""

    departure_id: str
    centre_id: str
    depot_id: str
    product_id: str
    packs: int
    ready_day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LotsOutcome:
    """Drops by (departure, centre), the transfers of the week, and what stays uncovered."""

    drops: DropsByCall
    transfers: tuple[Transfer, ...]
    shortfalls: tuple[Shortfall, ...]
