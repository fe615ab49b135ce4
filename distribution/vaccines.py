"""Vaccines and their lots."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class TemperatureBand(StrEnum):
    """The band in which a product must stay (storage classes of ``data/products.csv``)."""

    COLD = "C2_8"
    FROZEN = "F25_15"
    ULTRA = "U90_60"
    AMBIENT = "CRT"

    @property
    def celsius(self) -> str:
        """The band as people write it, in any language."""
        return {"C2_8": "2–8", "F25_15": "−25…−15", "U90_60": "−90…−60", "CRT": "15–25"}[self.value] + " °C"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vaccine:
    """A product of the range, by its issue pack.

    ``pack_ml`` is the packed (secondary carton) volume of one issue pack, ``pack_g`` its
    mass.  ``thawed_life_days`` is the life at 2–8 °C of a frozen product once thawed (its
    use-by then is the earlier of that and the label's expiry); None for products never
    frozen.  ``priority`` 1 is served first in shortage; ``back_orderable`` is False where a
    missed dose cannot be given later (rabies after a bite).
    """

    product_id: str
    name: str
    origin: str
    disease: str
    band: TemperatureBand
    freeze_sensitive: bool
    light_sensitive: bool
    presentation: str
    pack_doses: int
    pack_ml: int
    pack_g: int
    price_vnd: int
    shelf_life_days: int
    min_remaining_days: int
    thawed_life_days: int | None
    vvm: str
    season_group: str
    share_percent: float
    priority: int
    back_orderable: bool
    presentation_vi: str = ""

    def presented(self, lang: str) -> str:
        """Return its presentation in a language; the only one where it has no other."""
        return self.presentation_vi if lang == "vi" and self.presentation_vi else self.presentation

    def packs(self, doses: int) -> int:
        """Return how many whole issue packs hold these doses."""
        return -(-doses // self.pack_doses)

    @property
    def delivered_band(self) -> TemperatureBand:
        """The band in which centres receive it: frozen products arrive thawed at 2–8 °C."""
        thaws = self.band is TemperatureBand.FROZEN and self.thawed_life_days is not None
        return TemperatureBand.COLD if thaws else self.band


class LotStatus(StrEnum):
    """What quality assurance says of a lot."""

    RELEASED = "released"
    QUARANTINED = "quarantined"
    RECALLED = "recalled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """One production lot of a product."""

    lot_id: str
    product_id: str
    expiry: date
    status: LotStatus = LotStatus.RELEASED
    released_on: date | None = None

    def usable(self, day: date) -> bool:
        """Return whether the lot may leave a store on this day."""
        return self.status is LotStatus.RELEASED and (self.released_on is None or self.released_on <= day)


def use_by_after_thaw(lot: Lot, vaccine: Vaccine, thawed_on: date) -> date:
    """Return the use-by of a frozen lot thawed on a day: the earlier of expiry and thawed life."""
    if vaccine.thawed_life_days is None:
        return lot.expiry
    return min(lot.expiry, thawed_on + timedelta(days=vaccine.thawed_life_days))
