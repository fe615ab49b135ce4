"""Refuge stands in the plan for every loaded leg, is checked, and its lack is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from distribution.feasibility import problems
from distribution.inputs import WeekInputs
from distribution.leg_refuges import leg_refuges, refuge_doubts
from distribution.plan import WeeklyPlan
from distribution.travel import TravelTable


@pytest.fixture
def secured(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable) -> WeeklyPlan:
    return replace(tiny_plan, refuges=leg_refuges(tiny_plan, tiny_inputs, tiny_travel))


def test_every_loaded_leg_and_trunk_run_has_a_refuge(secured: WeeklyPlan) -> None:
    legs = {(r.route_id, n) for r in secured.routes for n in range(len(r.stops))}
    assert {(r.departure_id, r.leg) for r in secured.refuges} >= legs | {("T-1", 0)}
    assert all(refuge.free_ml > 0 and refuge.load_ml > 0 for refuge in secured.refuges)
    # 48 L and 26.5 L on board to centre-near, 26.5 L on to centre-mid
    loads = {(r.departure_id, r.leg): r.load_ml for r in secured.refuges}
    assert (loads["R-1", 0], loads["R-1", 1]) == (74_500, 26_500)


def test_a_plan_with_its_refuges_keeps_every_rule(
    secured: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    assert problems(secured, tiny_inputs, tiny_travel) == ()


@pytest.mark.parametrize("change", [{"free_ml": 10**9}, {"place_id": "nowhere"}, {"leg": 9}])
def test_a_refuge_that_cannot_take_what_is_written_is_found(
    change: dict[str, object], secured: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    untrue = replace(secured.refuges[0], **change)  # type: ignore[arg-type]
    plan = replace(secured, refuges=(untrue, *secured.refuges[1:]))
    found = problems(plan, tiny_inputs, tiny_travel)
    assert {(v.rule, v.key) for v in found} == {("R7", "refuge_full")}
    assert all("{" not in v.sentence(lang) for v in found for lang in ("vi", "en"))


def test_a_leg_without_room_for_the_whole_load_is_told(secured: WeeklyPlan) -> None:
    # R-3 alone rides in a compartment among the routes, and T-1 among the runs
    small = replace(secured, refuges=tuple(replace(r, free_ml=1) for r in secured.refuges))

    assert [arguments["run"] for _, arguments in refuge_doubts(small)] == ["R-3", "T-1"]
