"""Passive boxes: heat is kept, steps do not show, and simple cases come out as by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from distribution.coldchain.boxes import box_thermals, packed
from distribution.coldchain.coolants import coolants
from distribution.coldchain.errors import PhysicsError
from distribution.coldchain.holding import held
from distribution.coldchain.lives import NEVER_C, life_tests, predicted_lives_h
from distribution.coldchain.passive import (
    advance,
    box_temperature,
    closed,
    coolant_temperature_c,
    stack,
    start_enthalpy_kj_kg,
    stored_kj,
)
from distribution.coldchain.recipes import recipes
from distribution.coldchain.walls import Wall

RCW25 = box_thermals()["RCW25"]
HOUR_S = 3_600


def test_a_wall_by_hand() -> None:
    # a cube of 0.3 m inside, 0.1 m thick: 0.54 m²; 5.4 + 0.54 x 3.6 + 8 x 0.15 x 0.1 = 7.464 m
    # 0.024 x 7.464 x 1.1 = 0.19705 W/K; film 8 x 6 x 0.25 = 12 W/K; together 1 / (5.0749 + 0.0833) = 0.19387
    wall = Wall(length_m=0.3, width_m=0.3, height_m=0.3, thickness_m=0.1, conductivity_w_mk=0.024)
    assert wall.ua_w_k == pytest.approx(0.19387, rel=1e-4)


@pytest.mark.parametrize("coolant", coolants().values(), ids=lambda c: c.coolant_id)
def test_temperature_undoes_enthalpy(coolant: object) -> None:
    boxes = stack([replace(packed(RCW25, coolant_kg=10, load_l=5), coolant=coolant)])  # type: ignore[arg-type]
    temperatures = np.linspace(-90, 40, 261)[None, :]
    enthalpy = coolant.enthalpy_kj_kg(temperatures)  # type: ignore[attr-defined]
    assert coolant_temperature_c(boxes, enthalpy) == pytest.approx(temperatures, abs=1e-9)


def test_the_whole_melt_costs_the_latent_heat() -> None:
    ice = coolants()["ICE"]
    assert ice.enthalpy_kj_kg(0.0) - ice.enthalpy_kj_kg(-0.2) == pytest.approx(334.0)
    assert ice.enthalpy_kj_kg(5.0) - ice.enthalpy_kj_kg(0.0) == pytest.approx(5 * 4.19)


@pytest.mark.parametrize("recipe", recipes().values(), ids=lambda r: r.recipe_id)
def test_what_came_in_is_what_is_held_more(recipe: object) -> None:
    boxes = stack([recipe.packed()])  # type: ignore[attr-defined]
    start = closed(boxes, coolant_kj_kg=recipe.start_kj_kg, load_c=5.0)  # type: ignore[attr-defined]
    state = start
    for i in range(12 * 48):
        state = advance(boxes, state, ambient_c=35.0, step_s=300, openings=float(i % 12 == 0))
    gained = stored_kj(boxes, state) - stored_kj(boxes, start)
    assert gained == pytest.approx(state.let_in_kj, rel=1e-9)


def test_halving_the_step_moves_no_life_by_a_hundredth() -> None:
    # 300 s are two rounds of 150 s; half a round is 75 s
    whole, half = (predicted_lives_h(life_tests(), step_s=step) for step in (300, 75))
    assert not np.array_equal(half, whole)
    assert half == pytest.approx(whole, rel=0.01)


def test_cold_life_is_near_heat_over_leak() -> None:
    # 14.4 kg from -25 °C: 14.4 x (334 + 2.1 x 25 + what the melt warms to 8 °C, 33) over UA x 42 K
    test = next(t for t in life_tests() if t.box_id == "RCW25")
    by_hand_h = 14.4 * (334 + 52 + 33) / (RCW25.wall.ua_w_k * 42 * 3.6)
    assert predicted_lives_h([test])[0, 0] == pytest.approx(by_hand_h, rel=0.07)


def test_boxes_and_replications_do_not_see_each_other() -> None:
    wanted = [recipes()[name].packed() for name in ("RCW25-CONDITIONED", "VC17-CONDITIONED", "PCM28-KIT")]
    leaks = np.array([[0.9, 1.0, 1.2]])
    ambient = np.linspace(20, 38, 100)[:, None, None]
    side_by_side = stack(wanted)
    together = box_temperature(
        side_by_side,
        closed(side_by_side, coolant_kj_kg=10.0, load_c=5.0, replications=3),
        ambient_c=ambient,
        step_s=60,
        ua_factor=leaks,
    )
    for i, box in enumerate(wanted):
        alone = stack([box])
        run = box_temperature(
            alone,
            closed(alone, coolant_kj_kg=10.0, load_c=5.0),
            ambient_c=ambient,
            step_s=60,
            ua_factor=leaks[0, 1],
        )
        assert together.warmest_c[:, i, 1] == pytest.approx(run.warmest_c[:, 0, 0], abs=1e-9)


def test_packs_from_the_freezer_freeze_the_load_and_conditioned_ones_do_not() -> None:
    for name, freezes in (("RCW25-FROZEN", True), ("RCW25-CONDITIONED", False), ("PCM28-KIT", False)):
        recipe = recipes()[name]
        boxes = stack([recipe.packed(load_l=12)])
        start = closed(boxes, coolant_kj_kg=recipe.start_kj_kg, load_c=5.0)
        for ambient_c in (8.0, 32.0):  # a cold night in the north, a day in the south
            run = held(boxes, start, ambient_c=ambient_c, high_c=8.0, low_c=NEVER_C, horizon_s=24 * HOUR_S)
            assert bool(run.coldest_c[0, 0] < -0.5) is freezes


def test_warm_packs_keep_a_load_from_frost_for_a_while() -> None:
    # warm life: packs at 18 °C, -20 °C around; more packs keep it longer
    lives = []
    for kg in (7.2, 14.4):
        boxes = stack([packed(RCW25, coolant_kg=kg, load_l=12)])
        warm = start_enthalpy_kj_kg(coolants()["ICE"], 18.0)
        start = closed(boxes, coolant_kj_kg=warm, load_c=18.0)
        run = held(boxes, start, ambient_c=-20.0, high_c=50.0, low_c=0.0, horizon_s=200 * HOUR_S)
        lives.append(float(run.cold_s[0, 0]))
    assert 0 < lives[0] < lives[1] < float("inf")


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"ua_w_k": -0.1}, "physics.not_positive"),
        ({"coolant_kg": 0.0}, "physics.not_positive"),
        ({"capacity_kj_k": -1.0}, "physics.not_positive"),
        ({"bare_share": 1.0}, "physics.share"),
    ],
)
def test_impossible_boxes_are_refused(change: dict[str, float], key: str) -> None:
    with pytest.raises(PhysicsError) as caught:
        replace(packed(RCW25, coolant_kg=14.4, load_l=10), **change)  # type: ignore[arg-type]
    assert caught.value.key == key


def test_a_load_larger_than_its_box_is_refused() -> None:
    with pytest.raises(PhysicsError) as caught:
        packed(RCW25, coolant_kg=14.4, load_l=21)
    assert caught.value.key == "physics.load_too_large"


def test_coolant_above_its_melting_point_is_refused_where_it_should_be_frozen() -> None:
    with pytest.raises(PhysicsError) as caught:
        replace(recipes()["PCM28-KIT"], start_c=6.0)
    assert caught.value.key == "physics.coolant_melted"
    assert replace(recipes()["RCW25-COOL"], start_c=6.0).start_c == 6.0
