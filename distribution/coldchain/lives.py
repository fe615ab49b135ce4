"""Published lives of boxes, and what the wall alone predicts for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from distribution.coldchain.boxes import PackedBox, box_thermals, packed
from distribution.coldchain.holding import STEP_S, held
from distribution.coldchain.passive import closed, stack, start_enthalpy_kj_kg
from distribution.coldchain.tables import cold_table
from distribution.roads.graph import Floats
from distribution.units import HOUR_S

LONGEST_H = 1_000
NEVER_C = -273.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeTest:
    """A test of an empty box (``data/box_lives.csv``): packs from ``start_c``, until the load is ``end_c``.

    ``kind`` says whether ``life_h`` is sourced, the floor of its PQS class, or assumed; ``calibrates``
    whether the box is fitted to it.
    """

    box_id: str
    test: str
    coolant_id: str
    coolant_kg: float
    start_c: float
    ambient_c: float
    end_c: float
    life_h: float
    kind: str
    calibrates: bool


@cache
def life_tests() -> tuple[LifeTest, ...]:
    """Return the published lives."""
    return tuple(
        LifeTest(
            box_id=row["box_id"],
            test=row["test"],
            coolant_id=row["coolant_id"],
            coolant_kg=float(row["coolant_kg"]),
            start_c=float(row["start_c"]),
            ambient_c=float(row["ambient_c"]),
            end_c=float(row["end_c"]),
            life_h=float(row["life_h"]),
            kind=row["kind"],
            calibrates=row["calibrates"] == "1",
        )
        for row in cold_table("box_lives")
    )


def tested_box(test: LifeTest) -> PackedBox:
    """Return the box of a test, its conductance that of the wall."""
    return packed(
        box_thermals()[test.box_id], coolant_kg=test.coolant_kg, load_l=0.0, coolant_id=test.coolant_id
    )


def predicted_lives_h(
    tests: Sequence[LifeTest], ua_factor: Floats | None = None, step_s: float = STEP_S
) -> Floats:
    """Return the life (h) that the model gives for each test, shape (tests, factors).

    Parameters
    ----------
    ua_factor
        Factors on the conductance of the wall, shape (tests or 1, factors); None is the wall alone.
    """
    factors = np.ones((1, 1)) if ua_factor is None else ua_factor
    boxes = [tested_box(test) for test in tests]
    ends_c = _column([test.end_c for test in tests])
    start = closed(
        stack(boxes),
        coolant_kj_kg=_column(
            [start_enthalpy_kj_kg(box.coolant, test.start_c) for box, test in zip(boxes, tests, strict=True)]
        ),
        load_c=np.minimum(ends_c - 1.0, 5.0),
        replications=factors.shape[1],
    )
    life = held(
        stack(boxes),
        start,
        ambient_c=_column([test.ambient_c for test in tests]),
        high_c=ends_c,
        low_c=NEVER_C,
        horizon_s=LONGEST_H * HOUR_S,
        step_s=step_s,
        ua_factor=factors,
    )
    return life.warm_s / HOUR_S


def _column(values: Sequence[float]) -> Floats:
    return np.array(values, dtype=float)[:, None]
