"""The conductance of each box, fitted so that the model gives its published life."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from distribution.coldchain.lives import LifeTest, life_tests, predicted_lives_h, tested_box
from distribution.coldchain.tables import cold_table
from distribution.roads.graph import Floats

WIDEST = np.geomspace(0.5, 4.0, 25)  # factors on the conductance of the wall that are looked at first
NARROW = np.linspace(0.97, 1.03, 7)  # and about the best of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """A box: conductance of its wall alone and fitted (W/K), life by the wall alone and published (h)."""

    box_id: str
    wall_ua_w_k: float
    fitted_ua_w_k: float
    wall_life_h: float
    life_h: float
    kind: str


def calibrate() -> tuple[Calibration, ...]:
    """Return every box fitted to the life that calibrates it.

    A box of which only the floor of its class is known is fitted to that floor: its wall promises more, but
    nobody has published it, so planning does not count on it.
    """
    tests = [test for test in life_tests() if test.calibrates]
    factors = _nearest(tests, np.broadcast_to(WIDEST, (len(tests), len(WIDEST))))
    factors = _nearest(tests, factors[:, None] * NARROW)
    by_wall = predicted_lives_h(tests)[:, 0]
    return tuple(
        Calibration(
            box_id=test.box_id,
            wall_ua_w_k=tested_box(test).ua_w_k,
            fitted_ua_w_k=tested_box(test).ua_w_k * float(factor),
            wall_life_h=float(life_h),
            life_h=test.life_h,
            kind=test.kind,
        )
        for test, factor, life_h in zip(tests, factors, by_wall, strict=True)
    )


def _nearest(tests: list[LifeTest], factors: Floats) -> Floats:
    """Return for each test the factor whose life is the one wanted, between its neighbours in logarithms."""
    lives_h = predicted_lives_h(tests, factors)
    return np.array(
        [
            np.exp(np.interp(np.log(test.life_h), np.log(lives[::-1]), np.log(row[::-1])))
            for test, lives, row in zip(tests, lives_h, factors, strict=True)
        ]
    )


@cache
def fitted_ua_w_k() -> Mapping[str, float]:
    """Return the fitted conductance of every box, as written in ``data/box_calibration.csv``."""
    return {row["box_id"]: float(row["fitted_ua_w_k"]) for row in cold_table("box_calibration")}
