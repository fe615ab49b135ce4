"""What a series of temperatures did: minutes out of band, extremes, heat life, freezing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from distribution.coldchain.kinetics import mean_kinetic_c
from distribution.coldchain.limits import FREEZE_C, Limits
from distribution.roads.graph import Floats
from distribution.units import MINUTE_S

Bools = NDArray[np.bool_]


class Broken(StrEnum):
    """The rule that an excursion breaks."""

    HEAT = "heat"
    COOL = "cool"
    FREEZE = "freeze"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """What readings at equal steps did; arrays keep every axis but the first (time).

    ``hot_min`` and ``cool_min`` are minutes above and below the band, ``freeze_min`` those below the
    freezing threshold; ``mkt_c`` is the mean kinetic temperature.
    """

    least_c: Floats
    most_c: Floats
    hot_min: Floats
    cool_min: Floats
    freeze_min: Floats
    mkt_c: Floats


def exposure(coldest_c: Floats, warmest_c: Floats, step_s: float, limits: Limits) -> Exposure:
    """Return what temperatures did: the coldest part decides on cold, the warmest on heat."""

    def minutes(where: Bools) -> Floats:
        return np.asarray(where.sum(axis=0) * step_s / MINUTE_S, dtype=float)

    return Exposure(
        least_c=coldest_c.min(axis=0),
        most_c=warmest_c.max(axis=0),
        hot_min=minutes(warmest_c > limits.high_c),
        cool_min=minutes(coldest_c < limits.low_c),
        freeze_min=minutes(coldest_c < FREEZE_C),
        mkt_c=mean_kinetic_c(warmest_c),
    )


def destroyed(found: Exposure, limits: Limits) -> Floats:
    """Return where freezing destroyed the load (1.0) or not (0.0)."""
    return np.asarray((found.freeze_min > 0) & limits.freeze.destroys, dtype=float)


@dataclass(frozen=True, slots=True, kw_only=True)
class Excursion:
    """A stretch of readings out of band: first and last reading, the rule, the worst °C, its minutes."""

    broken: Broken
    first: int
    last: int
    worst_c: float
    minutes: float


def excursions(temperature_c: Floats, step_s: float, limits: Limits) -> tuple[Excursion, ...]:
    """Return the stretches of one series out of band, in the order of time.

    A stretch below the band that reaches the freezing threshold breaks the freeze rule where the
    product has one, and is a cool one where it has none.
    """
    found = [
        *_stretches(temperature_c, temperature_c > limits.high_c, Broken.HEAT, step_s, limits),
        *_stretches(temperature_c, temperature_c < limits.low_c, Broken.COOL, step_s, limits),
    ]
    return tuple(sorted(found, key=lambda excursion: excursion.first))


def _stretches(
    series_c: Floats, out: Bools, broken: Broken, step_s: float, limits: Limits
) -> list[Excursion]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], out.astype(np.int8), [0]))))
    found = []
    for first, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        part = series_c[first:end]
        worst_c = float(part.max() if broken is Broken.HEAT else part.min())
        freezes = broken is Broken.COOL and worst_c < FREEZE_C and limits.freeze.destroys
        found.append(
            Excursion(
                broken=Broken.FREEZE if freezes else broken,
                first=first,
                last=end - 1,
                worst_c=worst_c,
                minutes=(end - first) * step_s / MINUTE_S,
            )
        )
    return found
