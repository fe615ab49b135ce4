"""Free litres through the week, and the cold stores that a driver passes."""

from __future__ import annotations

from dataclasses import replace

import tiny
from tiny_places import MON, THU, WED

from distribution.free_litres import FreeLitres
from distribution.inputs import WeekInputs
from distribution.leg_refuges import leg_refuges
from distribution.plan import WeeklyPlan
from distribution.travel import TravelTable


def test_a_delivery_takes_its_litres_and_use_gives_them_back(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs
) -> None:
    free = FreeLitres(tiny_plan, tiny_inputs)
    unvisited = FreeLitres(replace(tiny_plan, routes=()), tiny_inputs)
    monday = tiny.at(MON, "12:00")
    # centre-near receives 60 packs of 750 ml and 10 of 300 on Monday
    taken = unvisited.free_ml("centre-near", monday) - free.free_ml("centre-near", monday)
    assert taken == 48_000
    assert free.free_ml("centre-near", tiny.at(THU, "12:00")) > free.free_ml("centre-near", monday)


def test_a_depot_is_fuller_once_a_transfer_has_been_received(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs
) -> None:
    free = FreeLitres(tiny_plan, tiny_inputs)
    before, after = (free.free_ml("depot-south", tiny.at(WED, clock)) for clock in ("00:00", "12:00"))
    # T-1 is available on Wednesday 00:00 and R-2 leaves at 12:30
    assert before == after
    # T-1 brings 50 packs of 750 ml and 40 of 400
    assert free.free_ml("depot-south", tiny.at(MON, "12:00")) - after == 53_500


def test_no_refuge_is_named_that_has_no_room(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    full = replace(
        tiny_inputs,
        network=replace(
            tiny_inputs.network,
            sites=tuple(replace(s, stores_ml={}) for s in tiny_inputs.network.sites),
            centres=tuple(replace(c, stores_ml={}) for c in tiny_inputs.network.centres),
        ),
    )
    assert leg_refuges(tiny_plan, full, tiny_travel) == ()


def test_long_legs_name_stores_and_short_ones_one(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    run_id = tiny_plan.routes[0].route_id
    found = [r for r in leg_refuges(tiny_plan, tiny_inputs, tiny_travel) if r.departure_id == run_id]
    # 30 min to centre-near: one store; 60 min on to centre-mid: up to two, depot-north with the least detour
    assert [(store.leg, store.place_id) for store in found if store.leg == 0] == [(0, "centre-mid")]
    assert found[1].place_id == "depot-north"
    assert len([store for store in found if store.leg == 1]) <= 2
