"""A refit finds the conductance that made a trip, and says when a trip tells nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from distribution.coldchain.compartments import advance_compartment, compartments, cooled
from distribution.coldchain.passive import box_temperature, closed, stack
from distribution.coldchain.recipes import recipes
from distribution.coldchain.refit import LoggedTrip, refit_body, refit_box

STEPS_DAY = 288
RECIPE = recipes()["VC17-CONDITIONED"]


def _trip(ua_w_k: float, steps: int) -> LoggedTrip:
    air = 32.0 + 3.0 * np.sin(np.arange(steps) / STEPS_DAY * 2 * np.pi)
    boxes = stack([RECIPE.packed(ua_w_k, 1.0)])
    start = closed(boxes, coolant_kj_kg=RECIPE.start_kj_kg, load_c=5.0)
    run = box_temperature(boxes, start, ambient_c=air[:, None, None], step_s=300)
    noise = np.random.default_rng(1).normal(0, 0.1, steps)
    inside = ((run.coldest_c + run.warmest_c) / 2)[1:, 0, 0] + noise
    inside[0] = 5.0
    inside[10:20] = np.nan
    return LoggedTrip(air_c=air, inside_c=inside, load_l=1.0)


def test_the_leak_that_made_the_trip_is_found() -> None:
    found = refit_box(RECIPE, 0.145, [_trip(0.19, 2 * STEPS_DAY)])
    assert found.telling
    assert found.after_w_k == pytest.approx(0.19, rel=0.05)
    assert found.rms_after_c < found.rms_before_c
    assert found.readings == 2 * STEPS_DAY - 10


def test_a_load_that_packs_still_keep_tells_nothing() -> None:
    # three hours: most of the ice has not melted, and in a well lined box the load stays where it was
    lined = recipes()["PCM28-KIT"]
    boxes = stack([lined.packed(0.3, 20.0)])
    start = closed(boxes, coolant_kj_kg=lined.start_kj_kg, load_c=5.0)
    air = np.full(12, 28.0)
    run = box_temperature(boxes, start, ambient_c=air[:, None, None], step_s=300)
    inside = ((run.coldest_c + run.warmest_c) / 2)[1:, 0, 0]
    found = refit_box(lined, 0.3, [LoggedTrip(air_c=air, inside_c=inside, load_l=20.0)])
    assert not found.telling


def test_a_body_is_refitted_from_a_trip_with_the_unit_off() -> None:
    body, leaky = compartments()["REEF2T"], replace(compartments()["REEF2T"], k_w_m2k=0.6)
    air, state, inside = np.full(24, 36.0), cooled(()), []
    for _ in range(24):
        state = advance_compartment(leaky, state, load_l=800.0, ambient_c=36.0, step_s=300, unit_works=False)
        inside.append(float(state.load_c))
    trip = LoggedTrip(air_c=air, inside_c=np.array(inside), load_l=800.0, unit_works=np.zeros(24))
    found = refit_body(body, [trip])
    assert found.telling
    # the first reading stands for the start, one step late
    assert found.after_w_k == pytest.approx(leaky.ua_w_k, rel=0.1)
