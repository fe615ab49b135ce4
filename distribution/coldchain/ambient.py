"""The air outside by place, month and hour, and how much days differ.

A station's month gives mean maximum, mean minimum and a design hot day (``data/climate.csv``).  Within a day
the air follows two half cosines, coldest at 06:00 and warmest at 14:00 (general knowledge of tropical days).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np
from numpy.typing import ArrayLike

from distribution.files.bundled import read_table
from distribution.inputs import ClimateRow
from distribution.network import Place
from distribution.roads.graph import Floats
from distribution.units import DAY_S, HOUR_S

COLDEST_H = 6.0
WARMEST_H = 14.0
LON_SCALE = 0.96  # a degree of longitude against one of latitude at 16° N
HOT_DAY_DEVIATIONS = 1.645  # the design hot day is taken as the hottest of twenty: assumed
SUN_DRIVING_C = 5.0  # a white body in the sun by day, while it drives (fact sheet, assumed)
SUN_PARKED_C = 12.0  # an unrefrigerated van parked in the sun: 10-15 °C above ambient (general knowledge)
SUNRISE_H, SUNSET_H = 6.0, 18.0


@cache
def bundled_climate() -> tuple[ClimateRow, ...]:
    """Return the stations' months of ``data/climate.csv``."""
    return tuple(
        ClimateRow(
            station=row["station"],
            lon=float(row["lon"]),
            lat=float(row["lat"]),
            month=int(row["month"]),
            design_hot_c=float(row["design_hot_day_c"]),
            mean_c=float(row["tmean_c"]),
            mean_min_c=float(row["tmin_mean_c"]),
            mean_max_c=float(row["tmax_mean_c"]),
        )
        for row in read_table("climate")
    )


def nearest_station(climate: Iterable[ClimateRow], place: Place, month: int) -> ClimateRow:
    """Return the month of the station nearest to a place."""

    def distance(row: ClimateRow) -> tuple[float, str]:
        return ((row.lon - place.lon) * LON_SCALE) ** 2 + (row.lat - place.lat) ** 2, row.station

    return min((row for row in climate if row.month == month), key=distance)


def day_spread_c(row: ClimateRow) -> float:
    """Return the standard deviation (°C) of days about the mean day of a station's month."""
    return (row.design_hot_c - row.mean_max_c) / HOT_DAY_DEVIATIONS


def cold_night_c(row: ClimateRow) -> float:
    """Return the coldest of twenty nights (°C) of a month: as far below the mean as hot days are above."""
    return row.mean_min_c - HOT_DAY_DEVIATIONS * day_spread_c(row)


def ambient_c(row: ClimateRow, time_s: ArrayLike, anomaly_c: ArrayLike = 0.0) -> Floats:
    """Return the air temperature (°C) at times of day.

    Parameters
    ----------
    time_s
        Seconds of the day or of the week clock.
    anomaly_c
        How much warmer the day is than the month's mean day (``day_spread_c`` is its deviation), broadcast.
    """
    hour = np.asarray(time_s, dtype=float) % DAY_S / HOUR_S
    rising = (hour >= COLDEST_H) & (hour < WARMEST_H)
    up = (hour - COLDEST_H) / (WARMEST_H - COLDEST_H)
    down = ((hour - WARMEST_H) % 24) / (24 - (WARMEST_H - COLDEST_H))
    share = np.where(rising, 0.5 - 0.5 * np.cos(np.pi * up), 0.5 + 0.5 * np.cos(np.pi * down))
    day_c = row.mean_min_c + (row.mean_max_c - row.mean_min_c) * share
    return np.asarray(day_c + np.asarray(anomaly_c, dtype=float))


def sun_c(time_s: ArrayLike, *, parked: ArrayLike = False) -> Floats:
    """Return how much (°C) the sun warms an uncooled load space above the air at times of day.

    A half sine from 06:00 to 18:00, higher where the vehicle stands.
    """
    hour = np.asarray(time_s, dtype=float) % DAY_S / HOUR_S
    height = np.sin(np.pi * np.clip((hour - SUNRISE_H) / (SUNSET_H - SUNRISE_H), 0, 1))
    return np.asarray(height * np.where(np.asarray(parked), SUN_PARKED_C, SUN_DRIVING_C))
