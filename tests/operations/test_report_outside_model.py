"""The report says where the plan uses the thermal model outside what it was fitted to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from distribution.coldchain.packed_loads import packed_loads
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from operations.plan_report.outside_model import NAMED, outside_model


def test_a_plan_inside_the_range_says_nothing(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs) -> None:
    loads = tuple(replace(load, outside=()) for load in packed_loads(tiny_plan, tiny_inputs))
    assert outside_model(replace(tiny_plan, packed=loads), "en") == ()


@pytest.mark.parametrize(("lang", "what"), [("vi", "nóng hơn bảng"), ("en", "hotter than the table")])
def test_heat_above_the_table_is_said_with_its_departures(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, lang: str, what: str
) -> None:
    hot = replace(tiny_inputs, climate=tuple(replace(r, design_hot_c=47.0) for r in tiny_inputs.climate))
    plan = replace(tiny_plan, packed=packed_loads(tiny_plan, hot))
    passive = {load.departure_id for load in plan.packed if "ambient" in load.outside}
    assert "R-1" in passive
    (told,) = [sentence for sentence in outside_model(plan, lang) if what in sentence]
    assert all(departure in told for departure in passive)
    active = {load.departure_id for load in plan.packed if "compartment" in load.outside}
    assert "R-3" in active  # rides in its compartment
    assert passive.isdisjoint(active)


def test_many_departures_are_counted_and_the_first_named(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs
) -> None:
    first = replace(packed_loads(tiny_plan, tiny_inputs)[0], outside=("box",))
    loads = tuple(replace(first, departure_id=f"R-{n:02d}") for n in range(1, NAMED + 3))
    (told,) = outside_model(replace(tiny_plan, packed=loads), "en")
    assert f"on {NAMED + 2} departures (R-01, " in told
    assert f"R-{NAMED:02d}, …)" in told
