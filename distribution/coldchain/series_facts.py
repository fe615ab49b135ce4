"""What a whole logged series did to goods."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from distribution.coldchain.exposure import Excursion, excursions
from distribution.coldchain.history import STORE_C
from distribution.coldchain.kinetics import mean_kinetic_c, monitor_types
from distribution.coldchain.limits import BANDS_C, FREEZE_C, FreezeRule, Limits
from distribution.coldchain.logged import LoggedSeries
from distribution.units import MINUTE_S
from distribution.vaccines import TemperatureBand

DEFAULT_LIMITS = Limits(
    low_c=BANDS_C[TemperatureBand.COLD][0],
    high_c=BANDS_C[TemperatureBand.COLD][1],
    freeze=FreezeRule.DESTROYS,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesFacts:
    """What a whole series did: extremes, minutes out of band, mean kinetic °C, heat life by monitor type.

    ``beyond_store`` is what of the heat life a store at 5 °C would not have used.
    """

    least_c: float
    most_c: float
    hot_min: float
    cool_min: float
    freeze_min: float
    mkt_c: float
    used: dict[str, float]
    beyond_store: dict[str, float]
    excursions: tuple[Excursion, ...]


def series_facts(series: LoggedSeries, limits: Limits = DEFAULT_LIMITS) -> SeriesFacts:
    """Return what a series did to goods of some limits; steps without a reading count for nothing."""
    read = series.celsius[~np.isnan(series.celsius)]
    in_store = np.full(len(read), STORE_C)
    used = {name: float(kind.used(read, series.step_s)) for name, kind in monitor_types().items()}
    store = {name: float(kind.used(in_store, series.step_s)) for name, kind in monitor_types().items()}

    def minutes(count: int) -> float:
        return count * series.step_s / MINUTE_S

    return SeriesFacts(
        least_c=float(read.min()),
        most_c=float(read.max()),
        hot_min=minutes(int((read > limits.high_c).sum())),
        cool_min=minutes(int((read < limits.low_c).sum())),
        freeze_min=minutes(int((read < FREEZE_C).sum())),
        mkt_c=float(mean_kinetic_c(read)),
        used=used,
        beyond_store={name: max(0.0, share - store[name]) for name, share in used.items()},
        excursions=excursions(series.celsius, series.step_s, limits),
    )
