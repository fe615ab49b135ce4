"""Refrigerated compartments: balance, doors, and the hours left when the unit dies."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from distribution.coldchain.compartments import (
    advance_compartment,
    compartment_temperature,
    compartments,
    cooled,
    door_kj,
)
from distribution.coldchain.errors import PhysicsError

REEF2T = compartments()["REEF2T"]


def test_heat_in_less_heat_out_is_what_is_held_more() -> None:
    state = cooled((3,))
    load_l = np.array([100.0, 1_000.0, 4_000.0])
    for i in range(300):
        state = advance_compartment(
            REEF2T, state, load_l=load_l, ambient_c=38.0, step_s=60, door_s=240.0 if i % 60 == 0 else 0.0
        )
    held = REEF2T.body_kj_k * (state.air_c - 5.0) + 0.45 * load_l * (state.load_c - 5.0)
    assert state.let_in_kj - state.taken_kj == pytest.approx(held, rel=1e-3, abs=1e-6)


@pytest.mark.parametrize(("litres", "least_h", "most_h"), [(270, 0.4, 1.5), (1_800, 1.2, 3.0)])
def test_a_load_has_an_hour_or_two_when_the_unit_dies(litres: float, least_h: float, most_h: float) -> None:
    # fact sheet: 0.8 h (light load, 120 kJ/K) to 2.4 h (2 m³, 800 kJ/K) at 35 °C and 5 °C of sun
    count = 5 * 60
    run = compartment_temperature(
        REEF2T,
        cooled((1,)),
        load_l=np.full((count, 1), litres),
        ambient_c=np.full((count, 1), 40.0),
        step_s=60,
        door_s=np.zeros((count, 1)),
        unit_works=np.zeros((count, 1)),
    )
    first_h = int(np.argmax(run.load_c[:, 0] > 8.0)) / 60
    assert least_h < first_h < most_h


def _holdover_h(step_s: float) -> float:
    state, before_c, passed = cooled(()), 5.0, 0
    while float(state.load_c) <= 8.0:
        before_c = float(state.load_c)
        state = advance_compartment(
            REEF2T, state, load_l=500.0, ambient_c=40.0, step_s=step_s, unit_works=False
        )
        passed += 1
    return (passed - 1 + (8.0 - before_c) / (float(state.load_c) - before_c)) * step_s / 3_600


def test_halving_the_step_moves_the_hours_of_a_dead_unit_by_less_than_a_hundredth() -> None:
    whole_h, half_h = _holdover_h(300.0), _holdover_h(75.0)  # two rounds of 150 s, and half of one
    assert half_h != whole_h
    assert half_h == pytest.approx(whole_h, rel=0.01)


def test_a_unit_that_works_holds_its_set_point() -> None:
    state = cooled((1,), at_c=5.0)
    for _ in range(100):
        state = advance_compartment(REEF2T, state, load_l=500.0, ambient_c=40.0, step_s=300)
    assert state.air_c == pytest.approx(5.0, abs=0.05)
    assert state.load_c == pytest.approx(5.0, abs=0.05)


def test_door_heat_is_that_of_the_fact_sheet() -> None:
    # 10 m³ at 35 °C and 60 %: 1.0 MJ for a minute, 1.2 for three, 1.4 for five
    body = replace(REEF2T, body_m3=10.0)
    found = door_kj(body, 5.0, 35.0, np.array([60.0, 180.0, 300.0])) / 1_000
    assert found == pytest.approx([1.0, 1.2, 1.4], abs=0.15)
    assert float(door_kj(body, 5.0, 35.0, 0.0)) == 0.0


def test_cold_air_outside_lets_no_heat_in() -> None:
    assert float(door_kj(REEF2T, 5.0, 2.0, 300.0)) == 0.0


def _coldest_carton_c(supply_least_c: float) -> float:
    """A hot day of 14 stops with the door open for four minutes each."""
    body, state, least_c = replace(REEF2T, supply_least_c=supply_least_c), cooled((1,)), 5.0
    for i in range(8 * 12):
        opened = 240.0 if i % 7 == 0 else 0.0
        state = advance_compartment(body, state, load_l=500.0, ambient_c=38.0, step_s=300, door_s=opened)
        least_c = min(least_c, float(state.outlet_c[0]))
    return least_c


def test_no_carton_gets_colder_than_the_coldest_supply_air() -> None:
    assert 2.0 <= _coldest_carton_c(2.0) < 4.0
    assert _coldest_carton_c(-20.0) < _coldest_carton_c(2.0)


def test_limited_supply_air_still_holds_the_load() -> None:
    state = cooled((1,))
    for i in range(8 * 12):
        opened = 240.0 if i % 7 == 0 else 0.0
        state = advance_compartment(REEF2T, state, load_l=500.0, ambient_c=38.0, step_s=300, door_s=opened)
        assert state.load_c[0] < 8.0  # fact sheet: 14 stops of 4 min in 8 h, the load stays below 7.1 °C


def test_supply_air_above_the_set_point_is_refused() -> None:
    with pytest.raises(PhysicsError, match="supply_air"):
        replace(REEF2T, supply_least_c=6.0)


@pytest.mark.parametrize("name", ["k_w_m2k", "shell_m2", "body_m3", "unit_w"])
def test_impossible_bodies_are_refused(name: str) -> None:
    with pytest.raises(PhysicsError):
        replace(REEF2T, **{name: -1.0})
