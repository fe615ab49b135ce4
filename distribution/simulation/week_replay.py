"""All departures of a plan replayed, in order: who comes home late leaves late the next time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from distribution.feasibility.windows import open_window
from distribution.plan import Consignment, Route, WeeklyPlan
from distribution.simulation.chance import Bools, Chance, Floats
from distribution.simulation.cold import loads_lived
from distribution.simulation.lived import Lived, LoadKey
from distribution.simulation.road_time import RoadTimes
from distribution.simulation.route_replay import RouteReplay, replay_route
from distribution.trips import outings
from distribution.units import HOUR_S


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CallReplay:
    """A call of a route or courier as it turned out.

    ``late_s`` is unloading begun later than planned; ``end_late_s`` by how much it could end later, a wait
    for another window aside; ``missed`` an end outside the planned window; ``handed`` whether the goods
    were handed over.
    """

    departure_id: str
    position: int
    late_s: Floats
    end_late_s: Floats
    missed: Bools
    handed: Bools
    lived: Lived


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WeekReplay:
    """The departures of a plan as they turned out."""

    routes: tuple[RouteReplay, ...]
    calls: tuple[CallReplay, ...]
    overtime_vnd: Floats


def replay_week(plan: WeeklyPlan, roads: RoadTimes, chance: Chance) -> WeekReplay:
    """Replay every route in order of departure, and every consignment."""
    replays, late_s = replay_routes(plan, roads, chance), parcels_late_s(plan, roads, chance)
    lived = loads_lived(plan, replays, late_s, roads, chance)
    pay = np.zeros(chance.size)
    calls: list[CallReplay] = []
    last_trips = {trips[-1].route_id for trips in outings(plan.routes)}
    for route, replay in zip(plan.routes, replays, strict=True):
        if route.route_id in last_trips:  # its overtime is that of the whole shift
            rate = roads.inputs.parameters.overtime_vnd_h * roads.inputs.fleet.type(route.type_id).crew
            pay = pay + replay.overtime_s * rate / HOUR_S
        calls += _route_calls(route, replay, lived)
    for parcel in plan.consignments:
        life = lived[parcel.consignment_id, 0]
        calls.append(_parcel_call(parcel, late_s[parcel.consignment_id], life, roads))
    return WeekReplay(routes=replays, calls=tuple(calls), overtime_vnd=pay)


def replay_routes(plan: WeeklyPlan, roads: RoadTimes, chance: Chance) -> tuple[RouteReplay, ...]:
    """Replay every route in order of departure; what comes back is in the order of the plan."""
    free = _Free(roads, chance.size)
    done: dict[str, RouteReplay] = {}
    for route in sorted(plan.routes, key=lambda r: (r.depart_s, r.route_id)):
        load_start_s = free.load_start_s(route)
        shift_start_s = free.shift_start_s(route, load_start_s)
        done[route.route_id] = replay_route(route, load_start_s, shift_start_s, roads, chance)
        free.back(route, done[route.route_id].return_s)
    return tuple(done[route.route_id] for route in plan.routes)


def parcels_late_s(plan: WeeklyPlan, roads: RoadTimes, chance: Chance) -> dict[str, Floats]:
    """Return by how much every consignment comes later than planned."""
    return {parcel.consignment_id: _late_s(parcel, roads, chance) for parcel in plan.consignments}


class _Free:
    """From when vehicles and drivers are free again, planned and as it turned out."""

    def __init__(self, roads: RoadTimes, size: int) -> None:
        self._rest_s = roads.inputs.parameters.night_rest_s
        self._size = size
        self._back: dict[str, tuple[int, Floats]] = {}
        self._shifts: dict[tuple[str, date], Floats] = {}

    def load_start_s(self, route: Route) -> Floats:
        """Return when loading begins: as planned, or when vehicle and rested drivers are there.

        Between two trips of a vehicle's day its crew needs no rest.
        """
        start = np.full(self._size, float(route.load_start_s))
        again = (route.vehicle_id, route.day) in self._shifts
        for name in (route.vehicle_id, *route.driver_ids):
            planned_s, back_s = self._back.get(name, (None, start))
            if planned_s is None:
                continue
            gap_s = max(0, route.load_start_s - planned_s)
            wanted_s = 0 if again or name == route.vehicle_id else min(self._rest_s, gap_s)
            start = np.maximum(start, back_s + wanted_s)
        return start

    def shift_start_s(self, route: Route, load_start_s: Floats) -> Floats:
        """Return when the shift began: with the loading of the vehicle's first trip that day."""
        return self._shifts.setdefault((route.vehicle_id, route.day), load_start_s)

    def back(self, route: Route, return_s: Floats) -> None:
        """Take note of a return."""
        for name in (route.vehicle_id, *route.driver_ids):
            self._back[name] = (route.return_s, return_s)


def _route_calls(route: Route, replay: RouteReplay, lived: Mapping[LoadKey, Lived]) -> list[CallReplay]:
    calls = []
    for index, (stop, call) in enumerate(zip(route.stops, replay.calls, strict=True)):
        life = lived[route.route_id, index]
        calls.append(
            CallReplay(
                departure_id=route.route_id,
                position=index,
                late_s=np.maximum(call.start_s - stop.start_s, 0.0),
                end_late_s=np.maximum(call.able_s - stop.depart_s, 0.0),
                missed=call.missed | life.diverted,
                handed=~(call.refused | life.diverted),
                lived=life,
            )
        )
    return calls


def _late_s(parcel: Consignment, roads: RoadTimes, chance: Chance) -> Floats:
    """Return by how much a consignment comes later than planned: it is never early."""
    day = roads.inputs.calendar.week.day_of(parcel.depart_s)
    door = chance.factor(roads.assumptions.courier_cv, "courier", parcel.centre_id, day)
    return np.maximum((parcel.arrive_s - parcel.depart_s) * (door - 1.0), 0.0)


def _parcel_call(parcel: Consignment, late_s: Floats, life: Lived, roads: RoadTimes) -> CallReplay:
    """Return the call of a consignment, taken as late as that of a route would be."""
    window = open_window(roads.inputs, parcel.centre_id, parcel.arrive_s, parcel.end_s)
    closes_s = window[2] if window else parcel.end_s
    return CallReplay(
        departure_id=parcel.consignment_id,
        position=0,
        late_s=late_s,
        end_late_s=late_s,
        missed=parcel.end_s + late_s > closes_s,
        handed=parcel.end_s + late_s <= closes_s + roads.assumptions.late_acceptance_s,
        lived=life,
    )
