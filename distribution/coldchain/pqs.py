"""The three lives of a water-pack box as WHO PQS tests them: cold, cool and warm."""

from __future__ import annotations

from dataclasses import dataclass

from distribution.coldchain.boxes import box_thermals, packed
from distribution.coldchain.holding import held
from distribution.coldchain.lives import LONGEST_H, NEVER_C
from distribution.coldchain.passive import closed, stack, start_enthalpy_kj_kg
from distribution.units import HOUR_S


@dataclass(frozen=True, slots=True, kw_only=True)
class PqsLives:
    """Hours of a box in the three tests of WHO PQS (S48), without a load.

    ``cold_h``: frozen packs at 43 °C until 10 °C; ``cool_h``: packs of 5 °C at 43 °C until 20 °C;
    ``warm_h``: packs of 18 °C at −20 °C until 0 °C.
    """

    box_id: str
    cold_h: float
    cool_h: float
    warm_h: float


def pqs_lives(box_id: str, coolant_kg: float, ua_w_k: float | None = None) -> PqsLives:
    """Return what a box would show in the three tests, by its wall or by a fitted conductance."""
    box = packed(box_thermals()[box_id], coolant_kg=coolant_kg, load_l=0.0, ua_w_k=ua_w_k)
    one = stack([box])

    def run(start_c: float, load_c: float, ambient_c: float, end_c: float) -> float:
        begun = closed(one, coolant_kj_kg=start_enthalpy_kj_kg(box.coolant, start_c), load_c=load_c)
        cold = ambient_c < end_c
        found = held(
            one,
            begun,
            ambient_c=ambient_c,
            high_c=-NEVER_C if cold else end_c,
            low_c=end_c if cold else NEVER_C,
            horizon_s=LONGEST_H * HOUR_S,
        )
        return float(found.hold_s[0, 0]) / HOUR_S

    return PqsLives(
        box_id=box_id,
        cold_h=run(-25.0, 5.0, 43.0, 10.0),
        cool_h=run(5.0, 5.0, 43.0, 20.0),
        warm_h=run(18.0, 18.0, -20.0, 0.0),
    )
