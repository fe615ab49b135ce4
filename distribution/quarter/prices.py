"""What the quarter's allocation is priced at: shortage, lateness, safety, holding, expiry, transport, change.

All prices are in đồng a pack.  They are assumptions of this program, except the price of a missing dose
(parameter ``stockout_dose_vnd``), product prices and lane rates, which come from the tables.
"""

from __future__ import annotations

from dataclasses import dataclass

from distribution.network import Lane, LaneMode, SiteKind
from distribution.parameters import Parameters
from distribution.vaccines import Vaccine

PRIORITY_SHARE = {1: 1.0, 2: 0.5, 3: 0.25}  # of the price of a missing dose
URGENT_FACTOR = 4  # a dose that cannot be given later
SHORT_SEGMENTS = 5  # equal shares of a week's need; the k-th costs k times half the base price
LATE_WEEKS = 8  # so many weeks late costs as much as never
LATE_DAYS = 28  # the same within the week: a 28th of the base price a day
SAFETY_SHARE = 0.01  # of the base price, for a day without a pack of the safety stock
HOLD_YEARLY = {  # of the product's price: stock waits at hubs, where it can still go anywhere
    SiteKind.FACTORY: 0.04,
    SiteKind.HUB: 0.04,
    SiteKind.DEPOT: 0.05,
    SiteKind.GATEWAY: 0.06,
    SiteKind.MAKER: 0.06,
}
HOLD_CENTRE_YEARLY = 0.07
LANE_VND_LITRE_KM = 1.0
ROUND_VND_LITRE_KM = 5.0
RUSH_VND = 5_000  # a pack on a day that is not one of the centre's two days of the week
EARLIER_LOT_DAY_VND = 1  # for each batch of a later use-by, so that of two batches the earlier leaves first
RETURN_FACTOR = 3  # a near-expiry pack sent back up a lane
LEVEL_FACTOR = 200  # of the base price: fill levels held come before every other price
OVERFLOW_VND_ML = 2_000  # volume over a store or lane that nothing can avoid
DEFAULT_CHANGE_VND = 10_000  # a pack more or less than released, for a centre, product and period


@dataclass(frozen=True, slots=True, kw_only=True)
class PackPrices:
    """Prices of one product, đồng a pack (a day where it says so)."""

    short_vnd: int
    late_week_vnd: int
    late_day_vnd: int
    safety_day_vnd: int
    hold_centre_day_vnd: int
    waste_vnd: int


def pack_prices(vaccine: Vaccine, parameters: Parameters) -> PackPrices:
    """Return the prices of a product's pack."""
    urgent = 1 if vaccine.back_orderable else URGENT_FACTOR
    share = PRIORITY_SHARE.get(vaccine.priority, min(PRIORITY_SHARE.values()))
    base = round(parameters.stockout_dose_vnd * share * vaccine.pack_doses * urgent)
    value = vaccine.price_vnd * vaccine.pack_doses
    centre = round(value * HOLD_CENTRE_YEARLY / 365)
    return PackPrices(
        short_vnd=base,
        late_week_vnd=base // LATE_WEEKS,
        late_day_vnd=base // LATE_DAYS,
        safety_day_vnd=round(base * SAFETY_SHARE) + centre,
        hold_centre_day_vnd=centre,
        waste_vnd=value,
    )


def hold_day_vnd(kind: SiteKind, vaccine: Vaccine) -> int:
    """Return the price of a pack that stands at a site for a day."""
    return round(vaccine.price_vnd * vaccine.pack_doses * HOLD_YEARLY[kind] / 365)


def lane_pack_vnd(lane: Lane, vaccine: Vaccine, distance_m: int) -> int:
    """Return the price of a pack on a lane: by mass and share of a departure; on roads by litre-km."""
    litres = vaccine.pack_ml / 1_000
    fixed = lane.fixed_vnd * vaccine.pack_ml / lane.capacity_ml if lane.capacity_ml else 0.0
    road = LANE_VND_LITRE_KM * litres * distance_m / 1_000 if lane.mode is not LaneMode.AIR else 0.0
    return round(fixed + lane.vnd_per_kg * vaccine.pack_g / 1_000 + road)


def round_pack_vnd(vaccine: Vaccine, distance_m: int) -> int:
    """Return the price of a pack on a round from a depot to a centre."""
    return round(ROUND_VND_LITRE_KM * vaccine.pack_ml / 1_000 * distance_m / 1_000)
