"""What a year is like by region, by centre and by product."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from distribution.inputs import WeekInputs
from distribution.policy.costs import centre_costs
from distribution.policy.year_state import ASKED, EXPIRED, GIVEN, MISSED, PEAK_ML, SHORT, VISITS
from operations.policy.arms import Arm


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceYear:
    """Means over the replications at a place: availability (%), doses given, cost of a dose, fullest (%)."""

    name: str
    centres: int
    availability: float
    given: float
    visits: float
    cost_dose_vnd: float
    fridge_peak: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductYear:
    """Means over replications for a product: availability (%), doses given, missed, expired at centres."""

    product_id: str
    availability: float
    given: float
    missed: float
    expired: float


def centre_years(arm: Arm, inputs: WeekInputs) -> list[PlaceYear]:
    """Return a row for each centre, in the order of the forecast."""
    ids = arm.years.question.centre_ids
    return [_place(arm, [i], inputs.network.centre(c).name) for i, c in enumerate(ids)]


def subregions(arm: Arm, inputs: WeekInputs) -> list[PlaceYear]:
    """Return a row for each subregion, by name."""
    members: dict[str, list[int]] = {}
    for i, centre_id in enumerate(arm.years.question.centre_ids):
        members.setdefault(inputs.network.centre(centre_id).subregion, []).append(i)
    return [_place(arm, members[name], name) for name in sorted(members)]


def _place(arm: Arm, members: list[int], name: str) -> PlaceYear:
    years = arm.years
    counted = years.centre[:, :, members].mean(axis=0).sum(axis=1)
    fridge = years.fridge[:, members].mean(axis=0)
    rooms = np.maximum(years.question.centres.room_ml[members], 1)
    cost = float(centre_costs(years, arm.rates)[members].sum())
    return PlaceYear(
        name=name,
        centres=len(members),
        availability=100 * (1 - counted[SHORT] / max(counted[ASKED], 1)),
        given=float(counted[GIVEN]),
        visits=float(fridge[:, VISITS].sum()),
        cost_dose_vnd=cost / max(float(counted[GIVEN]), 1.0),
        fridge_peak=float((100 * fridge[:, PEAK_ML] / rooms).mean()),
    )


def product_years(arm: Arm) -> list[ProductYear]:
    """Return a row for each product, in the order of the forecast."""
    counted = arm.years.product.mean(axis=0)
    return [
        ProductYear(
            product_id=product_id,
            availability=100 * (1 - counted[SHORT, p] / max(counted[ASKED, p], 1)),
            given=float(counted[GIVEN, p]),
            missed=float(counted[MISSED, p]),
            expired=float(counted[EXPIRED, p]),
        )
        for p, product_id in enumerate(arm.years.question.product_ids)
    ]


def short_products(arm: Arm) -> list[ProductYear]:
    """Return the products from the least available on."""
    return sorted(product_years(arm), key=lambda p: (p.availability, p.product_id))
