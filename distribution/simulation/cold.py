"""What the load of every call lived through, in boxes and in compartments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from distribution.coldtime import design_ambient_c
from distribution.feasibility.departures import volume_ml
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
    driven = list(zip(plan.routes, replays, strict=True))
    visit = visits_by_call(plan)
    loads = [
        load
        for route, made in driven
        if route.packing is Packing.PASSIVE
        for load in _of_route(route, made, visit, roads)
    ]
    loads += [_of_parcel(parcel, visit, late_s[parcel.consignment_id], roads) for parcel in plan.consignments]
    active = [pair for pair in driven if pair[0].packing is Packing.ACTIVE]
    return boxes_lived(loads, weather, roads.assumptions, chance) | bodies_lived(
        active, roads, weather, chance
    )


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
    route: Route, replay: RouteReplay, visit: Mapping[LoadKey, int], roads: RoadTimes
) -> list[BoxLoad]:
    places = (route.depot_id, *(stop.centre_id for stop in route.stops))
    design_c = _design_c(places, route.day.month, roads)
    return [
        BoxLoad(
            key=(route.route_id, index),
            visit=visit[route.route_id, index],
            box_id=route.box_id,
            design_c=design_c,
            litres=_litres_a_box(stop.drops, stop.boxes, route.box_id, roads),
            place_id=stop.centre_id,
            day=route.day,
            closed_s=route.load_start_s,
            on_board_s=np.where(call.refused, replay.return_s, call.leave_s) - replay.load_start_s,
        )
        for index, (stop, call) in enumerate(zip(route.stops, replay.calls, strict=True))
    ]


def _of_parcel(
    parcel: Consignment, visit: Mapping[LoadKey, int], late_s: Floats, roads: RoadTimes
) -> BoxLoad:
    day = roads.inputs.calendar.week.day_of(parcel.depart_s)
    return BoxLoad(
        key=(parcel.consignment_id, 0),
        visit=visit[parcel.consignment_id, 0],
        box_id=parcel.box_id,
        design_c=_design_c((parcel.depot_id, parcel.centre_id), day.month, roads),
        litres=_litres_a_box(parcel.drops, parcel.boxes, parcel.box_id, roads),
        place_id=parcel.centre_id,
        day=day,
        closed_s=parcel.depart_s,
        on_board_s=parcel.end_s - parcel.depart_s + late_s,
    )


def _design_c(places: Sequence[str], month: int, roads: RoadTimes) -> float:
    network = roads.inputs.network
    return design_ambient_c(roads.inputs.climate, [network.place(p) for p in places], month)


def _litres_a_box(drops: tuple[Drop, ...], boxes: int, box_id: str, roads: RoadTimes) -> float:
    litres = litres_from_ml(volume_ml(drops, roads.inputs)) / max(1, boxes)
    return min(litres, litres_from_ml(roads.inputs.fleet.box(box_id).vaccine_ml))
