"""What is asked against loss reaches routing: shorter rides, passive boxes in a cooled vehicle, couriers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from tiny_boxes import FREEZE_FREE

from distribution.inputs import WeekInputs
from distribution.plan import Packing, Route
from distribution.progress import Limits
from distribution.reserve import Reserve
from distribution.travel import TravelTable
from distribution.units import HOUR_S
from solvers.patterns import visit_of
from solvers.routing.coldlife import hold_times, refuge_times
from solvers.routing.couriers import CourierRules
from solvers.routing.decode import decode
from solvers.routing.encode import encode
from solvers.routing.engines import ENGINES
from solvers.visits import CentreRequest, DayPattern, Visit


def test_a_shorter_ride_is_the_hold_time_of_its_centre_alone(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    asked = replace(tiny_inputs, reserve=Reserve(ride_s={"centre-near": 3 * HOUR_S}))
    free, held = (hold_times(i, tiny_travel, ["PCM28"])[0] for i in (tiny_inputs, asked))
    near = tiny_travel.index("centre-near")
    assert held[near] == 3 * HOUR_S
    assert np.flatnonzero(held != free).tolist() == [near]


def test_a_ride_longer_than_the_boxes_hold_changes_nothing(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    asked = replace(tiny_inputs, reserve=Reserve(ride_s={"centre-near": 500 * HOUR_S}))
    assert np.array_equal(*(hold_times(i, tiny_travel, ["PCM28"]) for i in (tiny_inputs, asked)))


def test_passive_boxes_are_asked_for_by_taking_refuge_away(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    asked = replace(tiny_inputs, reserve=Reserve(boxed=frozenset({"centre-zone"})))
    away, zone = refuge_times(asked, tiny_travel), tiny_travel.index("centre-zone")
    assert (away[:, zone] > tiny_inputs.parameters.holdover_s).all()
    others = [i for i in range(len(tiny_travel.place_ids)) if i != zone]
    assert np.array_equal(away[:, others], tiny_travel.refuge_s[:, others])


def test_a_courier_keeps_to_the_shorter_ride(tiny_inputs: WeekInputs) -> None:
    # from Friday 17:00 to Saturday 07:47 the parcel rides 14 h 47 min
    asked = replace(tiny_inputs, reserve=Reserve(ride_s={"centre-isle": 14 * HOUR_S}))
    assert CourierRules(asked).hold_s("centre-isle", "depot-south") == 14 * HOUR_S
    assert CourierRules(tiny_inputs).hold_s("centre-isle", "depot-south") > 14 * HOUR_S


def test_boxes_and_mass_are_those_of_the_recipe_asked_for(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    # 24 packs of 750 ml are 18 L: one shipper of 21.84 L, two freeze-free boxes of 17.94 L and 54 kg
    fleet = replace(tiny_inputs.fleet, boxes=(*tiny_inputs.fleet.boxes, FREEZE_FREE))
    asked = replace(tiny_inputs, fleet=fleet, reserve=Reserve(recipes={"centre-near": "FHCB23-FROZEN"}))
    day = asked.calendar.week.monday
    near, mid = (visit_of(asked, day, {"HEXA": 24}, c) for c in ("centre-near", "centre-mid"))
    assert (near.volume_ml, near.boxes, mid.boxes) == (18_000, 2, 1)
    requests = tuple(
        CentreRequest(
            centre_id=centre_id,
            depot_ids=("depot-north",),
            patterns=(DayPattern(visits=(visit,), price_vnd=0),),
            ready={},
        )
        for centre_id, visit in (("centre-near", near), ("centre-mid", mid))
    )
    visits = encode(asked, tiny_travel, requests).tables.visit
    assert sorted(visits["g"].tolist()) == sorted([2 * 54_000, tiny_inputs.fleet.boxes[0].loaded_g])


def _to_the_zone(inputs: WeekInputs, travel: TravelTable) -> Route:
    """The night drop of centre-zone alone, as insertion plans it."""
    visits = tuple(
        DayPattern(
            visits=(Visit(day=day, packs={}, volume_ml=28_500, boxes=2, value_vnd=100_000_000),),
            price_vnd=0,
        )
        for day in inputs.calendar.week.delivery_days
    )
    request = CentreRequest(centre_id="centre-zone", depot_ids=("hub-tiny",), patterns=visits, ready={})
    problem = encode(inputs, travel, (request,))
    outcome = ENGINES["insertion"](problem, limits=Limits(iterations=1))
    ((route,), _, _) = decode(problem, outcome.value, inputs, travel)
    return route


def test_the_night_drop_rides_in_boxes_when_it_is_asked_to(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    asked = replace(tiny_inputs, reserve=Reserve(boxed=frozenset({"centre-zone"})))
    assert _to_the_zone(tiny_inputs, tiny_travel).packing is Packing.ACTIVE
    assert _to_the_zone(asked, tiny_travel).packing is Packing.PASSIVE
