"""Loads in refrigerated compartments: doors at every stop, a unit that may fail, the drive to refuge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from distribution.coldchain.compartments import (
    Compartment,
    advance_compartment,
    compartments,
    cooled,
)
from distribution.coldchain.limits import BANDS_C, FREEZE_C
from distribution.errors import Fault, InputError
from distribution.feasibility.departures import volume_ml
from distribution.plan import Route
from distribution.simulation.chance import Bools, Chance, Floats
from distribution.simulation.lived import Lived, LoadKey
from distribution.simulation.road_time import RoadTimes
from distribution.simulation.route_replay import RouteReplay
from distribution.simulation.weather import Weather
from distribution.units import litres_from_ml
from distribution.vaccines import TemperatureBand

STEP_S = 300.0
HIGH_C = BANDS_C[TemperatureBand.COLD][1]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Trip:
    """A route in a compartment: when the unit fails (inf: never) and when refuge is reached then."""

    route: Route
    replay: RouteReplay
    litres: tuple[float, ...]
    fails_s: Floats
    refuge_s: Floats

    @property
    def ends_s(self) -> Floats:
        """Until when each load is on board, shape (stops, replications)."""
        given = [np.where(call.refused, self.replay.return_s, call.leave_s) for call in self.replay.calls]
        return np.asarray(np.minimum(np.stack(given), self.refuge_s))


def bodies_lived(
    driven: Sequence[tuple[Route, RouteReplay]], roads: RoadTimes, weather: Weather, chance: Chance
) -> dict[LoadKey, Lived]:
    """Return what the load of every stop lived through.

    Raises
    ------
    InputError
        When the table of compartments has no row for a vehicle type.
    """
    by_type: dict[str, list[_Trip]] = defaultdict(list)
    for route, replay in driven:
        by_type[route.type_id].append(_trip(route, replay, roads, chance))
    found: dict[LoadKey, Lived] = {}
    for type_id, trips in by_type.items():
        if type_id not in compartments():
            fault = Fault(code="simulation_body", file="compartments.csv", arguments={"type": type_id})
            raise InputError([fault])
        for trip in trips:
            found |= _lived(compartments()[type_id], trip, roads, weather)
    return found


def _trip(route: Route, replay: RouteReplay, roads: RoadTimes, chance: Chance) -> _Trip:
    fails, refuge = np.full(chance.size, np.inf), np.full(chance.size, np.inf)
    left = [replay.depart_s, *(call.leave_s for call in replay.calls)]
    for index, leg in enumerate(route.legs[:-1]):
        names = ("unit", leg.origin_id, leg.destination_id, route.day)
        probability = leg.distance_m / 1_000 / roads.assumptions.unit_failure_km
        now = chance.happens(probability, *names) & np.isinf(fails)
        if now.any():
            slower = replay.legs_s[index] / max(1, leg.driving_s + leg.ferry_s)
            at_s = left[index] + replay.legs_s[index] * chance.uniform("unit at", *names)
            fails = np.where(now, at_s, fails)
            refuge = np.where(now, at_s + roads.to_refuge_s(route.route_id, index, leg) * slower, refuge)
    litres = tuple(litres_from_ml(volume_ml(stop.drops, roads.inputs)) for stop in route.stops)
    return _Trip(route=route, replay=replay, litres=litres, fails_s=fails, refuge_s=refuge)


def _lived(body: Compartment, trip: _Trip, roads: RoadTimes, weather: Weather) -> dict[LoadKey, Lived]:
    ends_s, route = trip.ends_s, trip.route
    hot_s, froze = np.zeros(ends_s.shape), np.zeros(ends_s.shape, np.bool_)
    litres = np.array(trip.litres)  # an empty body is of no interest: it runs on as if loaded
    place_id, share = route.stops[-1].centre_id, roads.assumptions.door_share
    anomaly_c = weather.anomaly_c(place_id, route.day)
    state, now_s = cooled((ends_s.shape[1],)), float(trip.replay.depart_s.min())
    while (ends_s > now_s).any():
        aboard = ends_s > now_s
        clock = np.array(now_s + STEP_S / 2.0)
        state = advance_compartment(
            body,
            state,
            load_l=np.where(aboard.any(axis=0), litres @ aboard, litres.sum()),
            ambient_c=weather.day_c(place_id, route.day, clock) + anomaly_c,
            step_s=STEP_S,
            door_s=_door_s(trip, now_s, share),
            unit_works=now_s < trip.fails_s,
        )
        hot_s += np.where(aboard & (state.load_c > HIGH_C), np.minimum(ends_s - now_s, STEP_S), 0.0)
        froze |= aboard & (state.outlet_c < FREEZE_C)
        now_s += STEP_S
    diverted: Bools = np.stack([trip.fails_s < call.start_s for call in trip.replay.calls])
    return {
        (route.route_id, index): Lived(
            heat=hot_s[index] > 0.0,
            spoiled=hot_s[index] > roads.assumptions.heat_tolerance_s,
            freeze=froze[index],
            diverted=diverted[index],
        )
        for index in range(len(route.stops))
    }


def _door_s(trip: _Trip, now_s: float, share: float) -> Floats:
    """Return for how long the door stands open in a step: a share of each unloading that begins in it."""
    opened = np.zeros(trip.fails_s.shape)
    for call in trip.replay.calls:
        begins = (call.start_s >= now_s) & (call.start_s < now_s + STEP_S) & ~call.refused
        opened += np.where(begins, share * (call.end_s - call.start_s), 0.0)
    return opened
