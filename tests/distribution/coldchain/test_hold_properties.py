"""What must hold for any box: hotter or leakier never holds longer, more coolant never shorter."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from distribution.coldchain.boxes import PackedBox
from distribution.coldchain.holding import held
from distribution.coldchain.lives import NEVER_C
from distribution.coldchain.passive import closed, stack
from distribution.coldchain.recipes import recipes

RECIPE = recipes()["VC17-CONDITIONED"]
HORIZON_S = 60 * 3_600


def _held_s(box: PackedBox, ambient_c: float) -> float:
    boxes = stack([box])
    start = closed(boxes, coolant_kj_kg=RECIPE.start_kj_kg, load_c=5.0)
    run = held(boxes, start, ambient_c=ambient_c, high_c=8.0, low_c=NEVER_C, horizon_s=HORIZON_S)
    return min(float(run.warm_s[0, 0]), HORIZON_S)


@settings(max_examples=8, deadline=None, derandomize=True)
@given(
    ambient_c=st.floats(22, 34),
    ua_w_k=st.floats(0.10, 0.18),
    load_l=st.floats(0.2, 1.7),
    more=st.floats(1.05, 1.5),
)
def test_heat_leak_and_coolant(ambient_c: float, ua_w_k: float, load_l: float, more: float) -> None:
    box = RECIPE.packed(ua_w_k, load_l)
    plain_s = _held_s(box, ambient_c)
    assert _held_s(box, ambient_c * more) <= plain_s
    assert _held_s(RECIPE.packed(ua_w_k * more, load_l), ambient_c) <= plain_s
    richer = PackedBox(
        **{name: getattr(box, name) for name in box.__slots__ if name != "coolant_kg"},
        coolant_kg=box.coolant_kg * more,
    )
    assert _held_s(richer, ambient_c) >= plain_s - 1


def test_holding_ends_where_a_straight_line_crosses() -> None:
    # a box at rest warmer than its limit at once, one at rest below it never
    box = RECIPE.packed(0.15, 1.0)
    boxes = stack([box])
    warm = closed(boxes, coolant_kj_kg=box.coolant.enthalpy_kj_kg(9.0), load_c=9.0)
    run = held(boxes, warm, ambient_c=9.0, high_c=8.0, low_c=NEVER_C, horizon_s=3_600)
    assert float(run.warm_s[0, 0]) == pytest.approx(0.0)
    cool = closed(boxes, coolant_kj_kg=box.coolant.enthalpy_kj_kg(5.0), load_c=5.0)
    run = held(boxes, cool, ambient_c=5.0, high_c=8.0, low_c=2.0, horizon_s=3_600)
    assert float(run.hold_s[0, 0]) == float("inf")
