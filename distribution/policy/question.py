"""What a year asks: one array a quantity, in the order of weeks, products, centres and depots.

Letters of the shapes: ``T`` weeks, ``P`` products, ``C`` centres, ``D`` depots (hubs that serve centres
are depots here), ``B`` bands of the depots' stores (2–8 °C, −25…−15 °C, −90…−60 °C).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]
Keys = NDArray[np.uint64]
Flags = NDArray[np.bool_]

BANDS = 3


class CentreTables(NamedTuple):
    """The centres: what is asked of them, when they order, up to which level, what they can keep.

    ``mean`` is the expected demand in doses and ``whole`` the same in whole doses that sum to it;
    ``sigma`` is the standard deviation of the logarithm of a week's demand.  Where ``orders`` holds, the
    centre orders at the start of the week up to ``level`` doses.  ``dying[t]`` are doses of the opening
    stock whose use-by falls in week ``t``.  ``room_ml`` is net refrigerator volume at 2–8 °C.
    """

    mean: Floats  # T, P, C
    sigma: Floats  # T, P, C
    whole: Ints  # T, P, C
    level: Ints  # T, P, C
    orders: Flags  # T, C
    opening: Ints  # P, C
    dying: Ints  # T, P, C
    depot: Ints  # C
    room_ml: NDArray[np.int64]  # C
    keys: Keys  # C


class DepotTables(NamedTuple):
    """The depots: order levels and lead times in weeks, opening stock, the band of each product."""

    level: Ints  # T, P, D
    lead: Ints  # T, P, D
    orders: Flags  # T
    opening: Ints  # P, D
    dying: Ints  # T, P, D
    band: Ints  # P, D


class SupplyTables(NamedTuple):
    """What enters the chain: orders on suppliers, their lead time in weeks, how often they are late.

    ``pipeline`` is what arrives of orders that were placed before the year.
    """

    level: Ints  # T, P
    lead: Ints  # T, P
    orders: Flags  # T
    late: Floats  # T, P: chance of a late order
    late_weeks: int
    opening: Ints  # P
    dying: Ints  # T, P
    pipeline: Ints  # T, P


class ProductTables(NamedTuple):
    """The products: packs, vials, litres, how long they live at each level (weeks from arrival there)."""

    pack: Ints  # P: doses of an issue pack
    vial: Ints  # P: doses of a vial
    sessions: Ints  # P: sessions a week in which it is given
    priority: Ints  # P: 1, 2, 3
    dose_ml: Floats  # P
    return_percent: Ints  # P: of those sent away, who come again next week
    centre_life: Ints  # P
    depot_life: Ints  # P
    supply_life: Ints  # P
    keys: Keys  # P


class Chance(NamedTuple):
    """What is drawn.  With ``on`` False nothing is: demand is ``whole``, nothing is late, nothing fails."""

    on: bool
    common_sigma: float  # of the logarithm of a product's demand in the whole country
    persistence: float  # of that from week to week
    failure: float  # chance that a centre's refrigerator fails in a week
    breakage_ppm: int  # doses broken for a million given (certain, not drawn)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PolicyQuestion:
    """A year and a policy: names and tables."""

    weeks: tuple[date, ...]
    centre_ids: tuple[str, ...]
    product_ids: tuple[str, ...]
    depot_ids: tuple[str, ...]
    centres: CentreTables
    depots: DepotTables
    supply: SupplyTables
    products: ProductTables
    chance: Chance
    centre_lead: int
    price_vnd: NDArray[np.int64]  # P
    depot_room_ml: NDArray[np.int64]  # B, D
