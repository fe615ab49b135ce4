"""Refuge counts only where it has litres: else loads ride in boxes, and R7 sees to it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import pytest

from distribution.feasibility import problems
from distribution.files.simulation_rows import bundled_assumptions
from distribution.free_litres import FreeLitres
from distribution.inputs import WeekInputs
from distribution.plan import Packing, WeeklyPlan
from distribution.refuge_room import refuge_ways, with_refuge_or_boxes
from distribution.simulation.replay import question_of
from distribution.travel import TravelTable
from distribution.units import HOUR_S
from distribution.vaccines import TemperatureBand


@dataclass(frozen=True)
class _Ways:
    """Ways on which one store lies near, half an hour off, and all others too far."""

    near: str

    def away_s(self, origin_id: str, destination_id: str, stores: Collection[str]) -> int | None:
        del origin_id, destination_id
        if not stores:
            return None
        return HOUR_S // 2 if self.near in stores else 9_000


LOAD_ML = {"R-3": 28_500, "T-1": 53_500}  # 30 packs of 750 ml and 20 of 300; 50 of 750 and 40 of 400


@pytest.fixture
def roads(tiny_travel: TravelTable) -> TravelTable:
    return replace(tiny_travel, refuge=_Ways("centre-shut"))


def _room(inputs: WeekInputs, plan: WeeklyPlan, free_ml: int) -> WeekInputs:
    """Return the question in which the store that lies near has so much free all week."""
    held_ml = 10**6 - FreeLitres(plan, _litres(inputs, 10**6)).free_ml("centre-shut", 0)
    return _litres(inputs, held_ml + free_ml)


def _litres(inputs: WeekInputs, ml: int) -> WeekInputs:
    network = inputs.network
    centres = tuple(
        replace(c, stores_ml={TemperatureBand.COLD: ml}) if c.centre_id == "centre-shut" else c
        for c in network.centres
    )
    return replace(inputs, network=replace(network, centres=centres))


def _packing(plan: WeeklyPlan) -> dict[str, Packing]:
    return {"R-3": plan.routes[2].packing, "T-1": plan.transfers[0].packing}


@pytest.mark.parametrize(
    ("free_ml", "boxed"), [(53_500, set()), (53_499, {"T-1"}), (28_500, {"T-1"}), (28_499, {"R-3", "T-1"})]
)
def test_a_load_rides_in_boxes_where_the_store_near_cannot_take_the_whole_of_it(
    free_ml: int, boxed: set[str], tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, roads: TravelTable
) -> None:
    inputs = _room(tiny_inputs, tiny_plan, free_ml)
    ways = refuge_ways(tiny_plan, inputs, roads)
    assert {way.departure_id: way.load_ml for way in ways} == LOAD_ML

    plan = with_refuge_or_boxes(tiny_plan, inputs, roads)

    assert {name for name, packing in _packing(plan).items() if packing is Packing.PASSIVE} == boxed
    told = plan.warnings[len(tiny_plan.warnings) :]
    assert {arguments["run"] for _, arguments in told} == boxed
    assert problems(plan, inputs, roads) == ()
    found = {(v.rule, v.subject_id, v.key) for v in problems(tiny_plan, inputs, roads)}
    assert found == {("R7", name, "refuge_no_room") for name in boxed}


def test_what_cannot_ride_in_boxes_stays_and_is_no_breach(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, roads: TravelTable
) -> None:
    inputs = _room(tiny_inputs, tiny_plan, 0)
    few = tuple(replace(t, box_positions=2) if t.type_id == "REEF6T" else t for t in inputs.fleet.types)
    inputs = replace(inputs, fleet=replace(inputs.fleet, types=few))

    plan = with_refuge_or_boxes(tiny_plan, inputs, roads)

    assert _packing(plan) == {"R-3": Packing.PASSIVE, "T-1": Packing.ACTIVE}  # T-1 fills three boxes
    assert problems(plan, inputs, roads) == ()


def test_a_failed_unit_drives_to_the_store_that_takes_the_load(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, roads: TravelTable
) -> None:
    asked = question_of(tiny_plan, _room(tiny_inputs, tiny_plan, 30_000), roads, bundled_assumptions())
    assert asked.refuge_s == {("R-3", 0): HOUR_S // 2, ("T-1", 0): 9_000}
    leg = tiny_plan.routes[2].legs[0]
    assert asked.roads.to_refuge_s("R-3", 0, leg) == HOUR_S // 2
    assert asked.travel.refuge is None


def test_a_table_without_ways_knows_the_nearest_store_only(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    assert {way.away_s for way in refuge_ways(tiny_plan, tiny_inputs, tiny_travel)} == {1_800}
    assert with_refuge_or_boxes(tiny_plan, tiny_inputs, tiny_travel) == tiny_plan
