"""One route replayed: legs, calls, pauses and the way home, all replications at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from distribution.plan import Leg, Pause, Route
from distribution.simulation.calls import Call, appointment, kept
from distribution.simulation.chance import Chance, Floats
from distribution.simulation.crew import Crew
from distribution.simulation.road_time import RoadTimes


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RouteReplay:
    """A route as it turned out, one entry a replication.

    ``broke_down`` counts vehicle breakdowns; ``legs_s`` are wheel, ferry and mishap of every leg.
    """

    load_start_s: Floats
    depart_s: Floats
    calls: tuple[Call, ...]
    legs_s: tuple[Floats, ...]
    return_s: Floats
    overtime_s: Floats
    shift_over_s: Floats
    broke_down: Floats


def replay_route(
    route: Route, load_start_s: Floats, shift_start_s: Floats, roads: RoadTimes, chance: Chance
) -> RouteReplay:
    """Replay a route whose loading begins at drawn times, its crew at work since the shift began."""
    inputs, assumed = roads.inputs, roads.assumptions
    profile = inputs.fleet.type(route.type_id).profile
    crew = Crew(shift_start_s, len(route.driver_ids), inputs.parameters)
    loading = chance.factor(assumed.loading_cv, "loading", route.depot_id, route.vehicle_id, route.day)
    loading_s = (route.depart_s - route.load_start_s) * loading
    now = depart_s = np.maximum(load_start_s + loading_s, route.depart_s)
    calls: list[Call] = []
    legs_s: list[Floats] = []
    broke_down = np.zeros(chance.size)
    for index, leg in enumerate(route.legs):
        now = np.maximum(now, leg.depart_s) if _held(route, index) else now
        wheel_s = roads.wheel_s(profile, leg, now, chance)
        mishap_s = _mishap_s(leg, roads, chance)
        broke_down = broke_down + (mishap_s > 0.0)
        moving_s = wheel_s + roads.ferry_s(leg, chance)
        on_leg = tuple(p for p in route.pauses if p.leg == index and not p.at_stop)
        paused_s = crew.pauses_s(wheel_s, leg, on_leg)
        crew.rests_on_leg(now, moving_s, leg, on_leg)
        legs_s.append(moving_s + mishap_s)
        now = now + moving_s + mishap_s + paused_s
        if index < len(route.stops):
            calls.append(_call(route, index, now, crew, roads, chance))
            now = calls[-1].leave_s
    crew.home(now)
    return RouteReplay(
        load_start_s=load_start_s,
        depart_s=depart_s,
        calls=tuple(calls),
        legs_s=tuple(legs_s),
        return_s=now,
        overtime_s=crew.overtime_s,
        shift_over_s=crew.shift_over_s,
        broke_down=broke_down,
    )


def _call(route: Route, index: int, arrive_s: Floats, crew: Crew, roads: RoadTimes, chance: Chance) -> Call:
    stop, inputs, assumed = route.stops[index], roads.inputs, roads.assumptions
    rest_s = _rest_s(route, index, inputs.parameters.night_rest_s)
    planned = appointment(stop, rest_s, inputs)
    factor = chance.factor(assumed.service_cv, "service", stop.centre_id, route.day)
    call = kept(planned, arrive_s + rest_s, arrive_s, factor, assumed.late_acceptance_s)
    wait_s = np.where(call.refused, 0.0, call.start_s - arrive_s)
    if rest_s:
        crew.rest(arrive_s, np.where(call.refused, rest_s, wait_s))
    else:
        crew.waited(wait_s)
    return call


def _rest_s(route: Route, index: int, night_rest_s: int) -> int:
    """Return how long the crew must rest at a stop before it unloads: as planned, at most the law's night."""
    stop = route.stops[index]
    rests = [p for p in route.pauses if _rests_at(p, index) and p.start_s < stop.depart_s]
    return min(night_rest_s, sum(p.end_s - p.start_s for p in rests))


def _rests_at(pause: Pause, index: int) -> bool:
    return pause.kind == "rest" and pause.at_stop and pause.leg == index


def _held(route: Route, index: int) -> bool:
    """Return whether the plan waits after unloading before it drives on."""
    return index > 0 and route.legs[index].depart_s > route.stops[index - 1].depart_s


def _mishap_s(leg: Leg, roads: RoadTimes, chance: Chance) -> Floats:
    """Return the seconds that a breakdown on the leg costs, nought where there is none."""
    assumed = roads.assumptions
    day = roads.inputs.calendar.week.day_of(leg.depart_s)
    names = ("breakdown", leg.origin_id, leg.destination_id, day)
    happens = chance.happens(leg.distance_m / 1_000 / assumed.breakdown_km, *names)
    if not happens.any():
        return np.zeros(chance.size)
    spread_s = assumed.relief_most_s - assumed.relief_least_s
    return np.where(happens, assumed.relief_least_s + spread_s * chance.uniform("relief", *names), 0.0)
