"""Refuge for every loaded leg of a plan: the cold stores on the way that have litres free at that time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from distribution.feasibility.departures import volume_ml
from distribution.free_litres import FreeLitres
from distribution.inputs import WeekInputs
from distribution.plan import Leg, LegRefuge, Packing, Route, WeeklyPlan
from distribution.refuge_room import trunk_leg
from distribution.refuge_stores import RefugeStore, refuges_on_legs
from distribution.travel import TravelTable

Warned = tuple[str, Mapping[str, str]]


def leg_refuges(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[LegRefuge, ...]:
    """Return the refuge stores of every route and of every trunk run with an own vehicle, leg by leg."""
    free = FreeLitres(plan, inputs)
    found: list[LegRefuge] = []
    for route in plan.routes:
        loads_ml = _loads_ml(route, inputs)
        profile = inputs.fleet.type(route.type_id).profile
        stores = refuges_on_legs(route.legs[:-1], loads_ml, route.day, profile, inputs, travel, free)
        found += [_refuge(route.route_id, route.legs[s.leg], s, loads_ml[s.leg], free) for s in stores]
    for run in plan.transfers:
        if run.vehicle_id is not None and run.type_id is not None:
            load_ml, profile = volume_ml(run.drops, inputs), inputs.fleet.type(run.type_id).profile
            day = plan.week.day_of(run.depart_s)
            way = trunk_leg(run)
            stores = refuges_on_legs([way], [load_ml], day, profile, inputs, travel, free)
            found += [_refuge(run.transfer_id, way, store, load_ml, free) for store in stores]
    return tuple(found)


def refuge_doubts(plan: WeeklyPlan) -> Iterator[Warned]:
    """Yield a warning for each departure in a compartment with a leg where no store takes its whole load."""
    legs = {r.route_id: len(r.stops) for r in plan.routes if r.packing is Packing.ACTIVE}
    legs |= {
        t.transfer_id: 1 for t in plan.transfers if t.vehicle_id is not None and t.packing is Packing.ACTIVE
    }
    whole = {(r.departure_id, r.leg) for r in plan.refuges if r.free_ml >= r.load_ml}
    for departure_id, count in legs.items():
        lacking = [number for number in range(count) if (departure_id, number) not in whole]
        if lacking:
            numbers = ", ".join(str(number + 1) for number in lacking)
            yield "warning.refuge_part", {"run": departure_id, "legs": numbers}


def _loads_ml(route: Route, inputs: WeekInputs) -> list[int]:
    """Return what is on board of each leg to a stop."""
    given = [volume_ml(stop.drops, inputs) for stop in route.stops]
    return [sum(given[number:]) for number in range(len(given))]


def _refuge(departure_id: str, way: Leg, store: RefugeStore, load_ml: int, free: FreeLitres) -> LegRefuge:
    """Return a store with what it has free when the vehicle gets there in the traffic of the hour."""
    return LegRefuge(
        departure_id=departure_id,
        leg=store.leg,
        place_id=store.place_id,
        away_s=store.away_s,
        detour_s=store.detour_s,
        free_ml=free.free_ml(store.place_id, way.depart_s + store.away_s),
        load_ml=load_ml,
    )
