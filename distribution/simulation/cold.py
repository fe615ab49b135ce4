"""What the load of every call lived through, in boxes and in compartments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np

from distribution.coldchain.packing import PackedDeparture, packing_plan
from distribution.coldchain.recipes import Recipe
from distribution.errors import Fault, InputError
from distribution.feasibility.departures import boxes_needed, volume_ml
from distribution.plan import Consignment, Drop, Packing, Route, WeeklyPlan
from distribution.simulation.chance import Chance, Floats
from distribution.simulation.cold_bodies import bodies_lived
from distribution.simulation.cold_boxes import BoxLoad, boxes_lived
from distribution.simulation.lived import Lived, LoadKey
from distribution.simulation.road_time import RoadTimes
from distribution.simulation.route_replay import RouteReplay
from distribution.simulation.weather import Weather
from distribution.units import litres_from_ml


def loads_lived(
    plan: WeeklyPlan,
    replays: Sequence[RouteReplay],
    late_s: Mapping[str, Floats],
    roads: RoadTimes,
    chance: Chance,
) -> dict[LoadKey, Lived]:
    """Return what the load of every call lived through; ``late_s`` is by consignment."""
    weather = Weather(roads.inputs, roads.assumptions, chance)
    loads = box_loads(plan, replays, late_s, roads)
    driven = zip(plan.routes, replays, strict=True)
    active = [pair for pair in driven if pair[0].packing is Packing.ACTIVE]
    return boxes_lived(loads, weather, roads.assumptions, chance) | bodies_lived(
        active, roads, weather, chance
    )


def box_loads(
    plan: WeeklyPlan,
    replays: Sequence[RouteReplay],
    late_s: Mapping[str, Floats],
    roads: RoadTimes,
    boxed: Mapping[str, Recipe] = MappingProxyType({}),
) -> list[BoxLoad]:
    """Return the loads in passive boxes, packed as the plan says.

    ``boxed`` are recipes by departure in place of the plan's, for routes in compartments as well.

    Raises
    ------
    InputError
        When the thermal tables know no recipe for a box.
    """
    visit = visits_by_call(plan)
    own = {departure.departure_id: departure for departure in packing_plan(plan, roads.inputs)}
    loads: list[BoxLoad] = []
    for route, made in zip(plan.routes, replays, strict=True):
        if route.packing is Packing.PASSIVE or route.route_id in boxed:
            recipe = boxed.get(route.route_id) or _recipe(own[route.route_id])
            loads += _of_route(route, made, visit, recipe, roads)
    for parcel in plan.consignments:
        departure_id = parcel.consignment_id
        recipe = boxed.get(departure_id) or _recipe(own[departure_id])
        loads.append(_of_parcel(parcel, visit, late_s[departure_id], recipe, roads))
    return loads


def _recipe(departure: PackedDeparture) -> Recipe:
    if departure.recipe is None:
        arguments = {"box": departure.box_id, "ambient": f"{departure.design_c:.0f}"}
        raise InputError([Fault(code="simulation_box", file="hold_times.csv", arguments=arguments)])
    return departure.recipe


def visits_by_call(plan: WeeklyPlan) -> dict[LoadKey, int]:
    """Return which of its centre's calls of the week each call is, from 0."""
    calls = [(s.start_s, s.centre_id, (r.route_id, i)) for r in plan.routes for i, s in enumerate(r.stops)]
    calls += [(c.arrive_s, c.centre_id, (c.consignment_id, 0)) for c in plan.consignments]
    seen: Counter[str] = Counter()
    found: dict[LoadKey, int] = {}
    for _, centre_id, key in sorted(calls):
        found[key] = seen[centre_id]
        seen[centre_id] += 1
    return found


def _of_route(
    route: Route, replay: RouteReplay, visit: Mapping[LoadKey, int], recipe: Recipe, roads: RoadTimes
) -> list[BoxLoad]:
    return [
        BoxLoad(
            key=(route.route_id, index),
            visit=visit[route.route_id, index],
            recipe=recipe,
            litres=_litres_a_box(stop.drops, stop.boxes, recipe.box_id, roads),
            place_id=stop.centre_id,
            day=route.day,
            closed_s=route.load_start_s,
            on_board_s=np.where(call.refused, replay.return_s, call.leave_s) - replay.load_start_s,
        )
        for index, (stop, call) in enumerate(zip(route.stops, replay.calls, strict=True))
    ]


def _of_parcel(
    parcel: Consignment, visit: Mapping[LoadKey, int], late_s: Floats, recipe: Recipe, roads: RoadTimes
) -> BoxLoad:
    return BoxLoad(
        key=(parcel.consignment_id, 0),
        visit=visit[parcel.consignment_id, 0],
        recipe=recipe,
        litres=_litres_a_box(parcel.drops, parcel.boxes, recipe.box_id, roads),
        place_id=parcel.centre_id,
        day=roads.inputs.calendar.week.day_of(parcel.depart_s),
        closed_s=parcel.depart_s,
        on_board_s=parcel.end_s - parcel.depart_s + late_s,
    )


def _litres_a_box(drops: tuple[Drop, ...], boxes: int, box_id: str, roads: RoadTimes) -> float:
    needed = max(1, boxes, boxes_needed(drops, box_id, roads.inputs))
    litres = litres_from_ml(volume_ml(drops, roads.inputs)) / needed
    return min(litres, litres_from_ml(roads.inputs.fleet.box(box_id).vaccine_ml))
