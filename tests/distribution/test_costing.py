"""Costs of the tiny plan, worked out by hand in the comments."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from mutations import shifted, with_route

from distribution.cost_parts import Cost, CostBreakdown
from distribution.costing import cost
from distribution.inputs import WeekInputs
from distribution.plan import Packing, WeeklyPlan
from distribution.travel import TravelTable
from distribution.units import DAY_S


@pytest.fixture(scope="module")
def tiny_costs(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable) -> CostBreakdown:
    return cost(tiny_plan, tiny_inputs, tiny_travel)


def test_a_day_round(tiny_costs: CostBreakdown) -> None:
    # 20 + 50 + 36 km x 3,000; one ferry; 106 km x 200 g
    expected = Cost(
        fixed_vnd=200_000,
        drivers_vnd=560_000,
        energy_maintenance_vnd=318_000,
        ferries_vnd=800_000,
        co2_g=21_200,
    )
    assert dict(tiny_costs.routes)["R-1"] == expected


def test_a_tour_with_a_night(tiny_costs: CostBreakdown) -> None:
    # two days; 840 km; shifts of 8 h 30 and 8 h 06: 36 min of overtime x 105,000 = 52,500 + 10,500
    expected = Cost(
        fixed_vnd=1_000_000,
        drivers_vnd=1_120_000,
        energy_maintenance_vnd=2_520_000,
        nights_vnd=300_000,
        overtime_vnd=63_000,
        co2_g=336_000,
    )
    assert dict(tiny_costs.routes)["R-2"] == expected


def test_an_active_compartment_runs_its_unit(tiny_costs: CostBreakdown) -> None:
    # 79 min x 20,000 an hour = 26,333.3, up
    expected = Cost(
        fixed_vnd=500_000,
        drivers_vnd=560_000,
        energy_maintenance_vnd=72_000,
        unit_vnd=26_334,
        co2_g=9_600,
    )
    assert dict(tiny_costs.routes)["R-3"] == expected


def test_a_courier(tiny_costs: CostBreakdown) -> None:
    # 350,000 + one box of 24 kg x 30,000
    assert dict(tiny_costs.consignments)["C-1"] == Cost(courier_vnd=1_070_000)


def test_a_transfer_goes_there_and_back(tiny_costs: CostBreakdown) -> None:
    # Mon 23:00 to Tue 10:15: two days x 1,620,000; 600 km x 3,000; 2 x 100 km of toll x 1,300
    assert dict(tiny_costs.transfers)["T-1"] == Cost(transfers_vnd=5_300_000, co2_g=240_000)


def test_a_transfer_by_air_pays_the_lane(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    # 1,000,000 + 3 boxes of 24 kg x 30,000
    run = replace(
        tiny_plan.transfers[0],
        lane_id="air-tiny--hub-tiny",
        origin_id="air-tiny",
        destination_id="hub-tiny",
        vehicle_id=None,
        type_id=None,
        driver_ids=(),
        packing=Packing.PASSIVE,
    )
    costs = cost(replace(tiny_plan, transfers=(run,)), tiny_inputs, tiny_travel)
    assert dict(costs.transfers)["T-1"] == Cost(transfers_vnd=3_160_000)


def test_an_avoided_day_is_priced_a_stop(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    tuesday = with_route(tiny_plan, 0, shifted(tiny_plan.routes[0], DAY_S))
    parts = cost(tuesday, tiny_inputs, tiny_travel).parts
    assert parts.avoid_days_vnd == 2 * 150_000


def test_parts_add_up(tiny_costs: CostBreakdown) -> None:
    assert tiny_costs.total_vnd == 1_878_000 + 5_003_000 + 1_158_334 + 1_070_000 + 5_300_000
    assert tiny_costs.delivery_vnd == tiny_costs.total_vnd - 5_300_000
    assert tiny_costs.co2_g == 606_800
    table = tiny_costs.by_departure()
    assert int(table["total_vnd"].sum()) == tiny_costs.total_vnd
    parts = [f.name for f in fields(Cost) if f.name.endswith("_vnd")]
    assert (table[parts].sum(axis=1) == table["total_vnd"]).all()


def test_centres_share_the_delivery_to_the_dong(tiny_costs: CostBreakdown) -> None:
    shares = tiny_costs.by_centre().set_index("centre_id")["cost_vnd"]
    assert int(shares.sum()) == tiny_costs.delivery_vnd
    # the way by Shapley 511,000, the day by time 319,200 (test_cost_to_serve)
    assert int(shares["centre-near"]) == 830_200
