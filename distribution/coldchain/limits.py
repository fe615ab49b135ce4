"""What a product may live through: its band, and when cold destroys it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from distribution.vaccines import TemperatureBand, Vaccine

FREEZE_C = -0.5  # freeze indicators (WHO/PQS E006/IN03, S52); hepatitis B froze within an hour at it (S13)

BANDS_C = {
    TemperatureBand.COLD: (2.0, 8.0),
    TemperatureBand.FROZEN: (-25.0, -15.0),
    TemperatureBand.ULTRA: (-90.0, -60.0),
    TemperatureBand.AMBIENT: (2.0, 30.0),
}


class FreezeRule(StrEnum):
    """What the cold does: destroys a product at once, or nothing."""

    DESTROYS = "destroys"
    TOLERATES = "tolerates"

    @property
    def destroys(self) -> bool:
        """Whether freezing destroys the product."""
        return self is FreezeRule.DESTROYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Least and greatest °C of a product's band on the way, and what freezing does to it."""

    low_c: float
    high_c: float
    freeze: FreezeRule


def limits_of(vaccine: Vaccine) -> Limits:
    """Return the limits of a product as it travels to a centre.

    A product that travels frozen is not harmed by the cold of its own band.  Powders that would bear
    freezing come with a diluent or in a syringe that does not, so their table marks them sensitive.
    """
    band = vaccine.delivered_band
    low_c, high_c = BANDS_C[band]
    harmed = vaccine.freeze_sensitive and band in (TemperatureBand.COLD, TemperatureBand.AMBIENT)
    return Limits(low_c=low_c, high_c=high_c, freeze=FreezeRule.DESTROYS if harmed else FreezeRule.TOLERATES)
