"""Boxes and heat outside the thermal model are told, and so stand in the plan's warnings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from distribution.consistency.odd_boxes import (
    bodies_without_model,
    boxes_unlike_model,
    boxes_without_model,
    heat_outside_model,
)
from distribution.consistency.tables import Question
from distribution.inputs import WeekInputs
from distribution.language.catalogue import say

NOTHING_ASKED = Question(tables={}, monday=date(2026, 11, 23))


def test_the_bundled_boxes_are_modelled(tiny_inputs: WeekInputs) -> None:
    assert list(boxes_without_model(NOTHING_ASKED, tiny_inputs)) == []
    assert list(heat_outside_model(NOTHING_ASKED, tiny_inputs)) == []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_box_of_the_users_own_is_told(tiny_inputs: WeekInputs, lang: str) -> None:
    van, *others = tiny_inputs.fleet.types
    fleet = replace(tiny_inputs.fleet, types=(replace(van, box_id="OWN"), *others))
    ((key, arguments),) = boxes_without_model(NOTHING_ASKED, replace(tiny_inputs, fleet=fleet))
    assert "OWN" in say(key, lang, **arguments)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_refrigerated_body_of_the_users_own_is_told(tiny_inputs: WeekInputs, lang: str) -> None:
    assert list(bodies_without_model(NOTHING_ASKED, tiny_inputs)) == []
    used = {vehicle.type_id for vehicle in tiny_inputs.fleet.vehicles}
    cooled = next(t for t in tiny_inputs.fleet.types if t.active_ml > 0 and t.type_id in used)
    own = replace(cooled, type_id="OWN-REEFER")
    vehicles = tuple(
        replace(v, type_id="OWN-REEFER") if v.type_id == cooled.type_id else v
        for v in tiny_inputs.fleet.vehicles
    )
    fleet = replace(tiny_inputs.fleet, types=(*tiny_inputs.fleet.types, own), vehicles=vehicles)
    ((key, arguments),) = bodies_without_model(NOTHING_ASKED, replace(tiny_inputs, fleet=fleet))
    assert "OWN-REEFER" in say(key, lang, **arguments)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_modelled_box_with_other_litres_or_coolant_is_told(tiny_inputs: WeekInputs, lang: str) -> None:
    box = replace(tiny_inputs.fleet.boxes[0], vaccine_ml=28_000, coolant_g=12_000)
    same = replace(tiny_inputs, fleet=replace(tiny_inputs.fleet, boxes=(box,)))
    assert list(boxes_unlike_model(NOTHING_ASKED, same)) == []
    other = replace(box, vaccine_ml=40_000, coolant_g=6_000)
    found = list(boxes_unlike_model(NOTHING_ASKED, replace(same, fleet=replace(same.fleet, boxes=(other,)))))
    told = [say(key, lang, **arguments) for key, arguments in found]
    assert len(told) == 2
    assert "40 L" in told[0]
    assert "6 kg" in told[1]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_heat_above_the_table_is_told(tiny_inputs: WeekInputs, lang: str) -> None:
    (row,) = tiny_inputs.climate
    hot = replace(tiny_inputs, climate=(replace(row, design_hot_c=47.5),))
    ((key, arguments),) = heat_outside_model(NOTHING_ASKED, hot)
    assert "47.5" in say(key, lang, **arguments)
