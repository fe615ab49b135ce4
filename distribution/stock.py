"""Lots on hand at every place, and what arrives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from distribution.vaccines import TemperatureBand


@dataclass(frozen=True, slots=True, kw_only=True)
class StockLine:
    """Doses of one lot at one place, in the band in which they are kept.

    ``use_by`` is the earlier of the label's expiry and what a change of band has set.
    """

    place_id: str
    product_id: str
    lot_id: str
    band: TemperatureBand
    use_by: date
    doses: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Doses of a lot that reach a gateway, maker or factory store on a day."""

    arrival_id: str
    site_id: str
    product_id: str
    lot_id: str
    day: date
    doses: int
