"""The figures of a year: each with its mean over the replications and a confidence interval."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from distribution.policy.costs import Rates, level_costs
from distribution.policy.expected import Reals
from distribution.policy.replications import Years
from distribution.policy.year_state import (
    ARRIVED,
    ASKED,
    BROKEN,
    CUT,
    DIED,
    EXPIRED,
    GIVEN,
    LOST,
    MISSED,
    OPENED,
    OVER,
    PEAK_ML,
    SHORT,
    VISIT_ML,
    VISITS,
    WANTED,
    WEEK_ASKED,
    WEEK_SHORT,
)

Z95 = 1.959964  # the standard normal's 97.5 %


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A mean over replications and the ends of its 95 % confidence interval."""

    mean: float
    low: float
    high: float

    @property
    def sure(self) -> bool:
        """Whether the interval leaves nought out: for a difference, that it is more than chance."""
        return self.low > 0 or self.high < 0


def estimate(values: NDArray[np.floating]) -> Estimate:
    """Return the estimate of the mean of independent replications (one alone has no interval)."""
    mean = float(values.mean())
    half = Z95 * float(values.std(ddof=1)) / len(values) ** 0.5 if len(values) > 1 else float("inf")
    return Estimate(mean=mean, low=mean - half, high=mean + half)


def year_series(years: Years, rates: Rates) -> dict[str, Reals]:
    """Return every figure by replication, by the key of its name in the catalogue (``policy.<key>``)."""
    product = years.product.sum(axis=2).astype(float)
    given = np.maximum(product[:, GIVEN], 1.0)
    levels = level_costs(years, rates)
    total = np.sum(list(levels.values()), axis=0)
    fridge, question = years.fridge, years.question
    rooms = np.maximum(question.centres.room_ml, 1)
    depot_room = question.depot_room_ml
    peak = np.divide(
        years.depot_peak_ml,
        depot_room,
        out=np.zeros_like(years.depot_peak_ml),
        where=np.broadcast_to(depot_room > 0, years.depot_peak_ml.shape),
    )
    moved = years.depot[:, ARRIVED].sum(axis=2) @ question.products.dose_ml.astype(float)
    weeks = len(question.weeks)
    visits = np.maximum(fridge[:, :, VISITS].sum(axis=1), 1.0)
    return {
        "wanted": product[:, WANTED],
        "given": product[:, GIVEN],
        "availability": 100 * (1 - product[:, SHORT] / np.maximum(product[:, ASKED], 1.0)),
        "fill": 100 * product[:, GIVEN] / np.maximum(product[:, WANTED], 1.0),
        "missed": product[:, MISSED],
        "lost": product[:, LOST],
        "open_waste": 100 * product[:, OPENED] / (product[:, OPENED] + given),
        "closed_waste": 100
        * (product[:, BROKEN] + product[:, EXPIRED])
        / (product[:, BROKEN] + product[:, EXPIRED] + given),
        "expired_centres": product[:, EXPIRED],
        "expired_above": (years.depot[:, DIED].sum(axis=(1, 2)) + years.supply[:, DIED].sum(axis=1)).astype(
            float
        ),
        "fridge_peak": 100 * (fridge[:, :, PEAK_ML] / rooms).mean(axis=1),
        "fridge_full": fridge[:, :, OVER].sum(axis=1),
        "cut": product[:, CUT],
        "depot_cold_peak": 100 * peak[:, 0].max(axis=1),
        "depot_frozen_peak": 100 * peak[:, 1].max(axis=1),
        "trunk_litres": moved / 1_000,
        "lane_use": 100 * moved / weeks / max(float(rates.lanes_ml_week.sum()), 1.0),
        "visits": fridge[:, :, VISITS].sum(axis=1),
        "fleet_use": 100 * _busiest(years, rates),
        "visit_litres": fridge[:, :, VISIT_ML].sum(axis=1) / visits / 1_000,
        "cost": total,
        "cost_dose": total / given,
    }


def _busiest(years: Years, rates: Rates) -> Reals:
    """Return by replication the calls of the busiest depot to what its vehicles can make (0 without any)."""
    depots = range(len(rates.calls_week))
    at = years.question.centres.depot
    calls = np.stack([years.fridge[:, at == d, VISITS].sum(axis=1) for d in depots], axis=1)
    can = rates.calls_week * len(years.question.weeks)
    return np.asarray(np.divide(calls, can, out=np.zeros_like(calls), where=can > 0).max(axis=1))


def year_figures(series: Mapping[str, Reals]) -> dict[str, Estimate]:
    """Return the estimate of every figure."""
    return {name: estimate(values) for name, values in series.items()}


def differences(changed: Mapping[str, Reals], base: Mapping[str, Reals]) -> dict[str, Estimate]:
    """Return the estimate of changed less base, replication by replication: both met the same chance."""
    return {name: estimate(changed[name] - base[name]) for name in base}


def level_cost_dose(years: Years, rates: Rates) -> dict[str, Reals]:
    """Return the cost of each level for a dose given by replication, VND."""
    given = np.maximum(years.product[:, GIVEN].sum(axis=1), 1)
    return {name: np.asarray(vnd / given) for name, vnd in level_costs(years, rates).items()}


def availability(counted: NDArray[np.int64]) -> Reals:
    """Return the percent of weeks with somebody asking in which nobody was sent away, by replication.

    ``counted`` holds the columns of ``year_state`` of some product or place: shape (replications, CELL).
    """
    return np.asarray(100 * (1 - counted[:, SHORT] / np.maximum(counted[:, ASKED], 1)))


def weekly_availability(years: Years) -> NDArray[np.float64]:
    """Return the percent of products and centres asked for that were not short, by replication and week."""
    asked = np.maximum(years.week[:, :, WEEK_ASKED], 1)
    return np.asarray(100 * (1 - years.week[:, :, WEEK_SHORT] / asked))
