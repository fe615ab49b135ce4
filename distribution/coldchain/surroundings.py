"""What surrounds a load on its way, step by step: station of the place it heads for, sun, doors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from distribution.coldchain.ambient import ambient_c, nearest_station, sun_c
from distribution.feasibility.coldride import ColdRide
from distribution.inputs import WeekInputs
from distribution.plan import Packing, Route, WeeklyPlan
from distribution.roads.graph import Floats

STEP_S = 300
DOOR_OPEN_S = 240  # a stop's door stands open for four minutes: fact sheet, assumed


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A part of a ride until ``end_s`` (week clock), towards or at ``place_id``."""

    place_id: str
    end_s: int
    on_road: bool
    standing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Air about a load (°C, sun included) and seconds of open door, by step from ``start_s``."""

    start_s: int
    air_c: Floats
    door_s: Floats


def surroundings(
    ride: ColdRide, plan: WeeklyPlan, inputs: WeekInputs, anomaly_c: float = 0.0
) -> Surroundings:
    """Return what surrounds a departure's load on a day warmer than the month's mean by ``anomaly_c``."""
    route = next((r for r in plan.routes if r.route_id == ride.departure_id), None)
    stages = tuple(_route_stages(route) if route else _plain_stages(ride))
    times = np.arange(ride.closed_s, ride.end_s, STEP_S)
    at = np.minimum(np.searchsorted([s.end_s for s in stages], times, side="right"), len(stages) - 1)
    air = np.empty(len(times))
    for i, stage in enumerate(stages):
        mine = at == i
        month = plan.week.day_of(ride.closed_s).month
        station = nearest_station(inputs.climate, inputs.network.place(stage.place_id), month)
        parked = stage.standing and ride.packing is Packing.PASSIVE  # a cooled body gains by its shell alone
        sun = sun_c(times[mine], parked=parked) if stage.on_road else 0.0
        air[mine] = ambient_c(station, times[mine], anomaly_c) + sun
    return Surroundings(start_s=ride.closed_s, air_c=air, door_s=_doors_s(route, ride, times))


def _route_stages(route: Route) -> Iterator[Stage]:
    yield Stage(place_id=route.depot_id, end_s=route.depart_s, on_road=False, standing=True)
    for stop in route.stops:
        yield Stage(place_id=stop.centre_id, end_s=stop.arrive_s, on_road=True, standing=False)
        yield Stage(place_id=stop.centre_id, end_s=stop.depart_s, on_road=True, standing=True)


def _plain_stages(ride: ColdRide) -> Iterator[Stage]:
    """A courier's parcel rides under a roof; a trunk run in the sun."""
    yield Stage(place_id=ride.places[-1], end_s=ride.end_s, on_road=ride.motor, standing=False)


def _doors_s(route: Route | None, ride: ColdRide, times: NDArray[np.int64]) -> Floats:
    """The door opens when unloading begins, in an active compartment."""
    opened = np.zeros(len(times))
    if route is None or ride.packing is not Packing.ACTIVE:
        return opened
    for stop in route.stops:
        shut_s = min(stop.start_s + DOOR_OPEN_S, stop.depart_s)
        opened += np.clip(np.minimum(times + STEP_S, shut_s) - np.maximum(times, stop.start_s), 0, STEP_S)
    return opened
