"""What a year is like by region, by centre and by product."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from distribution.inputs import WeekInputs
from distribution.policy.costs import centre_costs
from distribution.policy.expected import Reals
from distribution.policy.figures import availability
from distribution.policy.year_state import EXPIRED, GIVEN, MISSED, PEAK_ML, VISITS
from operations.policy.arms import Arm

# the figures of a place and of a product, and the keys of their names in the catalogue (``policy.of.<key>``)
PLACE = {
    "availability": "availability",
    "given": "given",
    "visits": "visits",
    "cost_dose_vnd": "cost_dose",
    "fridge_peak": "fridge_peak",
}
PRODUCT = {
    "availability": "availability",
    "given": "given",
    "missed": "missed",
    "expired": "expired_centres",
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlaceYear:
    """A place by replication: availability (%), doses given, visits, cost of a dose, fullest (%)."""

    name: str
    centres: int
    availability: Reals
    given: Reals
    visits: Reals
    cost_dose_vnd: Reals
    fridge_peak: Reals


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ProductYear:
    """A product by replication: availability (%), doses given, missed, expired at centres."""

    product_id: str
    availability: Reals
    given: Reals
    missed: Reals
    expired: Reals


def centre_years(arm: Arm, inputs: WeekInputs) -> dict[str, PlaceYear]:
    """Return the year of each centre by its id, in the order of the forecast."""
    costs = centre_costs(arm.years, arm.rates)
    return {
        c: _place(arm, costs, [i], inputs.network.centre(c).name)
        for i, c in enumerate(arm.years.question.centre_ids)
    }


def subregions(arm: Arm, inputs: WeekInputs) -> dict[str, PlaceYear]:
    """Return the year of each subregion, by name."""
    members: dict[str, list[int]] = {}
    for i, centre_id in enumerate(arm.years.question.centre_ids):
        members.setdefault(inputs.network.centre(centre_id).subregion, []).append(i)
    costs = centre_costs(arm.years, arm.rates)
    return {name: _place(arm, costs, members[name], name) for name in sorted(members)}


def _place(arm: Arm, costs: Reals, members: Sequence[int], name: str) -> PlaceYear:
    years = arm.years
    counted = years.centre[:, :, members].sum(axis=2)
    fridge = years.fridge[:, members]
    rooms = np.maximum(years.question.centres.room_ml[members], 1)
    given = counted[:, GIVEN].astype(float)
    return PlaceYear(
        name=name,
        centres=len(members),
        availability=availability(counted),
        given=given,
        visits=fridge[:, :, VISITS].sum(axis=1),
        cost_dose_vnd=costs[:, members].sum(axis=1) / np.maximum(given, 1.0),
        fridge_peak=(100 * fridge[:, :, PEAK_ML] / rooms).mean(axis=1),
    )


def product_years(arm: Arm) -> dict[str, ProductYear]:
    """Return the year of each product by its id, in the order of the forecast."""
    counted = arm.years.product
    return {
        product_id: ProductYear(
            product_id=product_id,
            availability=availability(counted[:, :, p]),
            given=counted[:, GIVEN, p].astype(float),
            missed=counted[:, MISSED, p].astype(float),
            expired=counted[:, EXPIRED, p].astype(float),
        )
        for p, product_id in enumerate(arm.years.question.product_ids)
    }
