"""The packing that a plan names: chosen, read back, checked by R7; boxes changed for a recipe asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tiny_boxes import FREEZE_FREE

from distribution.coldchain.box_choice import recipes_that_carry, with_boxes_asked
from distribution.coldchain.packed_loads import packed_loads
from distribution.coldchain.packing import packing_plan
from distribution.feasibility import problems
from distribution.files.archive import check_code, plan_text, read_plan, write_plan
from distribution.fleet import BoxType
from distribution.inputs import WeekInputs
from distribution.plan import PackedLoad, WeeklyPlan
from distribution.reserve import Reserve
from distribution.travel import TravelTable
from distribution.units import HOUR_S


@pytest.fixture
def packed_plan(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs) -> WeeklyPlan:
    return replace(tiny_plan, packed=packed_loads(tiny_plan, tiny_inputs))


@pytest.fixture
def two_boxes(tiny_inputs: WeekInputs) -> WeekInputs:
    return replace(
        tiny_inputs, fleet=replace(tiny_inputs.fleet, boxes=(*tiny_inputs.fleet.boxes, FREEZE_FREE))
    )


def _load(plan: WeeklyPlan, departure_id: str) -> PackedLoad:
    return next(load for load in plan.packed if load.departure_id == departure_id)


def _two_boxes(plan: WeeklyPlan) -> WeeklyPlan:
    """The parcel in two boxes, which takes two minutes more to unload."""
    parcel = plan.consignments[0]
    return replace(plan, consignments=(replace(parcel, boxes=2, end_s=parcel.end_s + 120),))


def test_a_round_names_recipe_packs_and_hold(packed_plan: WeeklyPlan) -> None:
    # 5 boxes with kits of 6 panels and 12 kg; 48 L and 26.5 L of goods; one logger a centre;
    # November below 31 °C: 72 h in the table, three quarters of them are planned
    load = _load(packed_plan, "R-1")
    assert (load.recipe_id, load.coolant_id, load.conditioning) == ("PCM28-KIT", "PCM5", "frozen")
    assert (load.boxes, load.packs, load.coolant_g, load.loggers) == (5, 30, 60_000, 2)
    assert load.load_ml == 48_000 + 26_500
    assert load.hold_s <= 54 * HOUR_S
    assert load.outside == ()


def test_a_compartment_has_no_recipe_and_two_sensors(packed_plan: WeeklyPlan) -> None:
    load = _load(packed_plan, "R-3")
    assert (load.recipe_id, load.packs, load.loggers, load.hold_s) == ("", 0, 2, 24 * HOUR_S)


def test_it_is_the_packing_that_people_see(packed_plan: WeeklyPlan, tiny_inputs: WeekInputs) -> None:
    own = _load(packed_plan, "R-1")
    other = replace(own, loggers=7)
    changed = replace(
        packed_plan, packed=tuple(other if load is own else load for load in packed_plan.packed)
    )
    shown = {d.departure_id: d for d in packing_plan(changed, tiny_inputs)}
    assert shown["R-1"].loggers == 7
    assert shown["R-1"].recipe is not None


def test_it_survives_the_file_and_old_files_are_read(
    packed_plan: WeeklyPlan, tiny_plan: WeeklyPlan, tmp_path: Path
) -> None:
    write_plan(packed_plan, tmp_path / "plan.json")
    assert read_plan(tmp_path / "plan.json") == packed_plan
    old = plan_text(tiny_plan).replace('  "packed": [],\n', "")
    assert '"packed"' not in old
    (tmp_path / "old.json").write_text(old, encoding="utf-8")
    assert read_plan(tmp_path / "old.json") == tiny_plan


def test_an_old_plan_keeps_its_code_and_a_packing_changes_it(
    packed_plan: WeeklyPlan, tiny_plan: WeeklyPlan
) -> None:
    # as the code of the version before was made: over the content without this field
    assert check_code(tiny_plan) != check_code(packed_plan)
    assert check_code(replace(packed_plan, packed=())) == check_code(tiny_plan)


def test_a_plan_with_its_packing_keeps_every_rule(
    packed_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    assert problems(packed_plan, tiny_inputs, tiny_travel) == ()


Broken = Callable[[PackedLoad], PackedLoad | None]


@pytest.mark.parametrize(
    ("key", "broken"),
    [
        ("packing_missing", lambda _: None),
        ("packing_box", lambda load: replace(load, boxes=4)),
        ("packing_box", lambda load: replace(load, box_id="PCM96")),
        ("packing_recipe", lambda load: replace(load, recipe_id="RCW25-CONDITIONED")),
        ("packing_recipe", lambda load: replace(load, recipe_id="")),
        ("packing_packs", lambda load: replace(load, packs=29)),
        ("packing_conditioning", lambda load: replace(load, conditioning="cool")),
        ("packing_hold", lambda load: replace(load, hold_s=load.hold_s + 60)),
    ],
)
def test_each_untruth_is_found(
    key: str,
    broken: Broken,
    packed_plan: WeeklyPlan,
    tiny_inputs: WeekInputs,
    tiny_travel: TravelTable,
) -> None:
    loads = [broken(load) if load.departure_id == "R-1" else load for load in packed_plan.packed]
    plan = replace(packed_plan, packed=tuple(load for load in loads if load is not None))
    found = problems(plan, tiny_inputs, tiny_travel)
    assert {(v.rule, v.key, v.route_id) for v in found} == {("R7", key, "R-1")}
    for lang in ("vi", "en"):
        assert all("{" not in v.sentence(lang) for v in found)


def test_the_hold_time_is_that_of_the_recipe_named(
    tiny_plan: WeeklyPlan, two_boxes: WeekInputs, tiny_travel: TravelTable
) -> None:
    # packs straight from the freezer hold for minutes before they freeze the load: R7 says so
    frozen = BoxType(
        box_id="RCW25",
        model="long range",
        vaccine_ml=20_700,
        loaded_g=50_000,
        tare_g=18_000,
        cold_life_s=134 * HOUR_S,
    )
    inputs = replace(two_boxes, fleet=replace(two_boxes.fleet, boxes=(*two_boxes.fleet.boxes, frozen)))
    parcel = replace(_two_boxes(tiny_plan).consignments[0], box_id="RCW25")
    plan = replace(tiny_plan, consignments=(parcel,))
    loads = packed_loads(plan, inputs)
    assert next(x for x in loads if x.departure_id == "C-1").recipe_id == "RCW25-CONDITIONED"
    fresh = [
        replace(x, recipe_id="RCW25-FROZEN", conditioning="frozen", hold_s=0)
        if x.departure_id == "C-1"
        else x
        for x in loads
    ]
    found = problems(replace(plan, packed=tuple(fresh)), inputs, tiny_travel)
    assert {(v.rule, v.key, v.route_id) for v in found} == {("R7", "hold_time_over", "C-1")}


def test_a_box_emptier_than_its_recipe_is_for_stands_in_the_plan(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs
) -> None:
    # a tenth of 28 L in each of ten boxes is more than the 18 L of the parcel
    plan = replace(tiny_plan, consignments=(replace(tiny_plan.consignments[0], boxes=10),))
    assert _load(replace(plan, packed=packed_loads(plan, tiny_inputs)), "C-1").outside == ("load",)


def test_heat_above_the_table_stands_in_the_plan(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs) -> None:
    hot = tuple(replace(row, design_hot_c=47.0) for row in tiny_inputs.climate)
    loads = packed_loads(tiny_plan, replace(tiny_inputs, climate=hot))
    assert {x.departure_id: x.outside for x in loads}["R-1"] == ("ambient",)


def test_the_box_of_a_recipe_asked_for_is_taken_where_it_fits(
    tiny_plan: WeeklyPlan, two_boxes: WeekInputs, tiny_travel: TravelTable
) -> None:
    # 23 L at 78 % are 17.94 L a box: the parcel of 18.0 L is too large, two boxes hold it
    asked = Reserve(recipes={"centre-isle": "FHCB23-FROZEN", "centre-far": "FHCB23-FROZEN"})
    inputs = replace(two_boxes, reserve=asked)
    plan = with_boxes_asked(tiny_plan, inputs)
    assert ("warning.recipe_too_small", {"run": "C-1", "recipe": "FHCB23-FROZEN"}) in plan.warnings
    assert plan.consignments[0].box_id == "PCM28"
    taken = with_boxes_asked(_two_boxes(tiny_plan), inputs)
    assert taken.consignments[0].box_id == "FHCB23"
    whole = replace(taken, packed=packed_loads(taken, inputs))
    assert _load(whole, "C-1").recipe_id == "FHCB23-FROZEN"
    assert problems(whole, two_boxes, tiny_travel) == ()


def test_nothing_asked_changes_nothing(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs) -> None:
    assert with_boxes_asked(tiny_plan, tiny_inputs) is tiny_plan


def test_recipes_that_carry_begin_with_the_cheapest_box(tiny_plan: WeeklyPlan, two_boxes: WeekInputs) -> None:
    # the fullest call of R-1 takes three boxes of 54 kg, of 580 kg; the parcel two, of a courier's eight
    carried = recipes_that_carry(tiny_plan, two_boxes)
    for run in ("R-1", "C-1"):
        assert [recipe.recipe_id for recipe in carried[run]] == ["FHCB23-FROZEN", "PCM28-KIT"]
