"""Who uses how much: daily use of every product at every centre, from the facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from distribution.calendar import Week
from distribution.files.bundled import read_table
from distribution.forecast import FORECAST_DAYS
from distribution.units import WEEK_DAYS

DOSES_PER_YEAR = 22_000_000
# assumed: clients of a private chain gather in the big cities, and come most at week-ends
_CITY_FACTOR = {"Hà Nội": 1.5, "Hồ Chí Minh": 1.5, "Đà Nẵng": 1.25, "Hải Phòng": 1.25, "Cần Thơ": 1.25}
_WEEKDAY_FACTOR = np.array([1.0, 0.9, 0.9, 0.9, 0.95, 1.25, 1.1])

Record = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The facts that the example grows from.

    ``daily`` is the mean use a day, shape (centres, products), in November or whichever
    month the week lies in; ``forecast`` are whole doses, shape (centres, products, days).
    """

    week: Week
    seed: int
    centres: Sequence[Record]
    products: Sequence[Record]
    sites: Sequence[Record]
    litres: NDArray[np.float64]
    daily: NDArray[np.float64]
    forecast: NDArray[np.int32]

    @property
    def days(self) -> tuple[date, ...]:
        """The days of the forecast."""
        return tuple(self.week.monday + timedelta(days=i) for i in range(self.forecast.shape[2]))

    @property
    def dose_litres(self) -> NDArray[np.float64]:
        """Packed litres of a dose, by product."""
        return np.array([float(p["packed_cm3_per_dose"]) / 1_000 for p in self.products])

    @property
    def pack_doses(self) -> NDArray[np.int64]:
        """Doses of an issue pack, by product."""
        return np.array([int(p["pack_doses"]) for p in self.products])

    def draw(self, part: str) -> np.random.Generator:
        """Return the random stream of one part, so that a change in one leaves the others alone."""
        return np.random.default_rng([self.seed, self.week.monday.toordinal(), *part.encode()])


def world_of(week: Week, seed: int, weeks: int = FORECAST_DAYS // WEEK_DAYS) -> World:
    """Return the facts and the use of a week's example, or of a quarter's that begins with that week.

    The first four weeks are the same however many follow.
    """
    days = tuple(week.monday + timedelta(days=d) for d in range(weeks * WEEK_DAYS))
    centres = read_table("centres")
    products = [p for p in read_table("products") if float(p["share_percent"]) > 0]
    litres = _fridge_litres(centres)
    noise = np.random.default_rng([seed, 0]).lognormal(0.0, 0.15, len(centres))
    weights = _weights(centres, litres) * noise
    shares = np.array([float(p["share_percent"]) for p in products])
    base = DOSES_PER_YEAR / 365 * np.outer(weights / weights.sum(), shares / shares.sum())
    by_day = base[:, :, None] * _season(centres, products, days) * _calendar(days)
    offset = np.random.default_rng([seed, 1]).random(base.shape)
    return World(
        week=week,
        seed=seed,
        centres=centres,
        products=products,
        sites=read_table("sites"),
        litres=litres,
        daily=by_day[:, :, :FORECAST_DAYS].mean(axis=2),
        forecast=_whole(by_day, offset),
    )


def _fridge_litres(centres: Sequence[Record]) -> NDArray[np.float64]:
    net = {e["id"]: float(e["litres_2_8"]) for e in read_table("storage_equipment")}
    return np.array([sum(net[store] for store in c["cold_stores"].split(";")) for c in centres])


def _weights(centres: Sequence[Record], litres: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the centres' shares of use: people per centre of the old province, damped, and city income."""
    people = {
        p["province_pre_2025"]: float(p["population_2024_est_thousand"])
        for p in read_table("provinces_pre2025")
    }
    provinces = [c["province_pre_2025"] for c in centres]
    count = Counter(provinces)
    per_centre = np.array([people[p] / count[p] for p in provinces])
    city = np.array([_CITY_FACTOR.get(p, 1.0) for p in provinces])
    # a chain puts large refrigerators where it sells much
    return np.asarray(per_centre**0.35 * city * (litres / litres.mean()) ** 0.6)


def _season(
    centres: Sequence[Record], products: Sequence[Record], days: Sequence[date]
) -> NDArray[np.float64]:
    """Return the factor of the month by centre, product and day."""
    factors = {}
    for row in read_table("seasonality"):
        for region in row["region"].split("+"):
            factors[row["season_group"], region] = [float(row[f"m{m:02d}"]) for m in range(1, 13)]
    table = np.empty((len(centres), len(products), 12))
    for i, centre in enumerate(centres):
        for j, product in enumerate(products):
            group = product["season_group"]
            table[i, j] = factors.get((group, centre["region"])) or factors[group, "all"]
    return table[:, :, [day.month - 1 for day in days]]


def _calendar(days: Sequence[date]) -> NDArray[np.float64]:
    """Return the factor of the weekday and of holidays by day."""
    factors = np.tile(_WEEKDAY_FACTOR / _WEEKDAY_FACTOR.mean(), len(days) // WEEK_DAYS)
    for row in read_table("holidays"):
        first, last = date.fromisoformat(row["first"]), date.fromisoformat(row["last"])
        for d, day in enumerate(days):
            if first <= day <= last:
                factors[d] *= float(row["demand_factor"])
    return factors


def _whole(means: NDArray[np.float64], offset: NDArray[np.float64]) -> NDArray[np.int32]:
    """Return whole doses that sum to the means: rounding carries over from day to day."""
    running = np.floor(np.cumsum(means, axis=2) + offset[:, :, None])
    start = np.zeros_like(running[:, :, :1])
    return np.diff(running, axis=2, prepend=start).astype(np.int32)
