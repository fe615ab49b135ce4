"""What departures are given: drops by lot, the transfers behind them, and what is short."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from distribution.plan import Drop, Transfer

DropsByCall = Mapping[tuple[str, str], tuple[Drop, ...]]


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
