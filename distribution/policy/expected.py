"""Expected demand week by week: the forecast's own use, carried through seasons and holidays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from distribution.errors import Fault, InputError
from distribution.forecast import FORECAST_DAYS
from distribution.policy.setup import PolicySetup
from distribution.units import WEEK_DAYS

Reals = NDArray[np.float64]


def kept_products(setup: PolicySetup) -> tuple[str, ...]:
    """Return the products with use that centres receive at 2–8 °C, in the order of the forecast."""
    from distribution.vaccines import TemperatureBand

    forecast = setup.inputs.forecast
    used = forecast.doses[:, :, :FORECAST_DAYS].sum(axis=(0, 2)) > 0
    vaccines = setup.inputs.vaccines
    return tuple(
        product
        for product, has_use in zip(forecast.product_ids, used, strict=True)
        if has_use and vaccines[product].delivered_band is TemperatureBand.COLD
    )


def expected_demand(setup: PolicySetup, product_ids: Sequence[str], weeks: int) -> Reals:
    """Return the mean doses asked for by week, product and centre, from the Monday of the forecast.

    The forecast's 28 days are freed of season and holidays, which are then those of each week.

    Raises
    ------
    InputError
        When a product's season group has no row for a centre's region.
    """
    forecast, calendar = setup.inputs.forecast, setup.inputs.calendar
    columns = [forecast.product_ids.index(p) for p in product_ids]
    use = forecast.doses[:, columns, :FORECAST_DAYS].sum(axis=2).T.astype(float)
    factors, which = _seasons(setup, product_ids)
    first = forecast.days[0]
    days = [first + timedelta(days=d) for d in range(max(weeks * WEEK_DAYS, FORECAST_DAYS))]
    holiday = np.array([calendar.demand_factor(day) for day in days])
    daily = factors[:, [day.month - 1 for day in days]] * holiday
    seen = daily[:, :FORECAST_DAYS].sum(axis=1)
    weekly = daily[:, : weeks * WEEK_DAYS].reshape(len(factors), weeks, WEEK_DAYS).sum(axis=2)
    ratio = np.divide(weekly, seen[:, None], out=np.zeros_like(weekly), where=seen[:, None] > 0)
    return np.asarray(use[None] * ratio.T[:, which] * (setup.demand_percent / 100))


def _seasons(setup: PolicySetup, product_ids: Sequence[str]) -> tuple[Reals, NDArray[np.int64]]:
    """Return the rows of months in use, and which row each product and centre has."""
    network, vaccines, seasons = setup.inputs.network, setup.inputs.vaccines, setup.facts.seasons
    rows: dict[tuple[str, str], int] = {}
    which = np.empty((len(product_ids), len(setup.centre_ids)), np.int64)
    faults = []
    for j, centre_id in enumerate(setup.centre_ids):
        region = network.centre(centre_id).region
        for i, product_id in enumerate(product_ids):
            group = vaccines[product_id].season_group
            key = (group, region) if (group, region) in seasons else (group, "all")
            if key not in seasons:
                arguments = {"group": group, "region": region, "product": product_id}
                faults.append(Fault(code="no_season", file="seasonality", arguments=arguments))
                continue
            which[i, j] = rows.setdefault(key, len(rows))
    if faults:
        raise InputError({str(sorted(f.arguments.items())): f for f in faults}.values())
    return np.array([seasons[key] for key in rows]), which


def open_weeks(setup: PolicySetup, mondays: Sequence[date]) -> NDArray[np.bool_]:
    """Return in which weeks deliveries are made at all: some delivery day is no closed one."""
    calendar = setup.inputs.calendar
    open_day = ("normal", "avoid")
    return np.array(
        [
            any(calendar.deliveries(monday + timedelta(days=d)) in open_day for d in range(WEEK_DAYS - 1))
            for monday in mondays
        ]
    )
