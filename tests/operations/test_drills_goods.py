"""The doses behind drills, by hand on the tiny week."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest
import tiny

from distribution.costing import cost
from distribution.fleet import Vehicle
from distribution.plan import Transfer
from distribution.roads.travel import RoadPaths
from operations.drills.goods import doses_of, lacking, transfers_lost, value_vnd
from operations.plan_folder import Judged


def judged(*more: Vehicle) -> Judged:
    inputs, plan = tiny.tiny_inputs(), tiny.tiny_plan()
    fleet = replace(inputs.fleet, vehicles=(*inputs.fleet.vehicles, *more))
    inputs, travel = replace(inputs, fleet=fleet), tiny.tiny_travel(inputs)
    paths = RoadPaths(place_ids=travel.place_ids, ways={})
    costs = cost(plan, inputs, travel)
    return Judged(plan=plan, inputs=inputs, travel=travel, paths=paths, verdicts=(), costs=costs)


def by_v_t1(run: Transfer) -> bool:
    return run.vehicle_id == "V-T1"


def test_doses_of_centres_are_those_of_their_calls() -> None:
    assert doses_of(judged(), {"centre-near"}) == {"HEXA": 600, "FLU": 100}
    assert doses_of(judged(), {"centre-isle"}) == {"HEXA": 200, "FLU": 100}
    assert value_vnd(judged(), {"HEXA": 2, "FLU": 1}) == 2_300_000


def test_a_transfer_without_another_truck_of_its_kind_is_lost() -> None:
    assert transfers_lost(judged(), by_v_t1) == {"HEXA": 500, "ROTA": 200}


@pytest.mark.parametrize(
    ("type_id", "depot_id", "lost"),
    [("REEF6T", "hub-tiny", 0), ("REEF6T", "depot-south", 700), ("REEF2T", "hub-tiny", 700)],
)
def test_a_truck_of_the_kind_at_the_same_depot_stands_in(type_id: str, depot_id: str, lost: int) -> None:
    days = tiny.tiny_inputs().fleet.vehicles[0].days
    other = Vehicle(vehicle_id="V-T2", type_id=type_id, depot_id=depot_id, days=days, role="trunk")
    assert sum(transfers_lost(judged(other), by_v_t1).values()) == lost


@pytest.mark.parametrize(
    ("asked", "out", "missing"),
    [
        # the hub has 2,500 - 500 (T-1) - 300 (R-3) = 1,700 HEXA over, 800 FLU, 300 ROTA: enough
        ("hub-tiny", (), {"HEXA": 0, "FLU": 0, "ROTA": 0}),
        # depot-south: 400 + 500 (T-1) - 600 (R-2) - 200 (C-1) = 100 HEXA of 900 asked; 100 FLU, 100 ROTA
        ("depot-south", (), {"HEXA": 800, "FLU": 0, "ROTA": 0}),
        ("depot-south", ("centre-mid",), {"HEXA": 500, "FLU": 0}),
    ],
)
def test_what_the_depots_asked_instead_lack(
    asked: str, out: Collection[str], missing: dict[str, int]
) -> None:
    depots = dict.fromkeys(("centre-near", "centre-mid"), asked)
    assert lacking(judged(), "depot-north", depots, out) == missing
