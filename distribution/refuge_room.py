"""Refuge with its litres: whether a cold store near each leg can take what is on board (rule R7).

A load in a compartment whose refuge lacks litres rides in passive boxes inside the vehicle, where it can.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from distribution.feasibility.departures import volume_ml
from distribution.feasibility.rule_cold import cold_kept
from distribution.feasibility.rule_load import loads_fit
from distribution.free_litres import FreeLitres, free_litres
from distribution.inputs import WeekInputs
from distribution.plan import Leg, Packing, Route, Transfer, WeeklyPlan
from distribution.travel import TravelTable
from distribution.units import litres_from_ml
from distribution.vaccines import TemperatureBand


@dataclass(frozen=True, slots=True, kw_only=True)
class LegRefugeWay:
    """A loaded leg in a compartment, and how far refuge is.

    ``away_s`` is the drive from the leg's worst point to the nearest store with room for the load; None
    where no store has room, or none that has is reached.
    """

    departure_id: str
    number: int
    destination_id: str
    load_ml: int
    away_s: int | None


def refuge_ways(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[LegRefugeWay, ...]:
    """Return how far refuge is on every loaded leg of the departures in compartments.

    A store has room when it can take the whole load both when the leg begins and when it ends.  A travel
    table that knows no ways (``TravelTable.refuge``) says it of the nearest store, whatever its litres.
    """
    free, usable_ml = free_litres(plan, inputs), _usable_ml(inputs)
    found = []
    for departure_id, number, way, load_ml in _loaded(plan, inputs):
        if travel.refuge is None:
            i, j = travel.index(way.origin_id), travel.index(way.destination_id)
            away_s: int | None = int(travel.refuge_s[i, j])
        else:
            large = (s for s, whole_ml in usable_ml.items() if whole_ml >= load_ml)
            room = {s for s in large if _least_ml(free, s, way) >= load_ml}
            away_s = travel.refuge.away_s(way.origin_id, way.destination_id, room)
        found.append(
            LegRefugeWay(
                departure_id=departure_id,
                number=number,
                destination_id=way.destination_id,
                load_ml=load_ml,
                away_s=away_s,
            )
        )
    return tuple(found)


def without_room(ways: Iterable[LegRefugeWay], inputs: WeekInputs) -> tuple[LegRefugeWay, ...]:
    """Return the legs on which no store with room lies within the hold-over all along."""
    holdover_s = inputs.parameters.holdover_s
    return tuple(way for way in ways if way.away_s is None or way.away_s > holdover_s)


def ride_in_boxes(
    plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable, departures: frozenset[str]
) -> WeeklyPlan:
    """Return the plan with departures packed in boxes where vehicle and boxes bear it."""
    boxed = _boxed(plan, departures)
    heavy = {v.subject_id for rule in (loads_fit, cold_kept) for v in rule(boxed, inputs, travel)}
    return _boxed(plan, departures - heavy)


def with_refuge_or_boxes(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> WeeklyPlan:
    """Return the plan with loads in boxes where their refuge lacks litres; the plan says which and why."""
    lacking = without_room(refuge_ways(plan, inputs, travel), inputs)
    if not lacking:
        return plan
    changed = ride_in_boxes(plan, inputs, travel, frozenset(way.departure_id for way in lacking))
    moved = {
        departure_id
        for departure_id in _in_compartments(plan)
        if departure_id not in _in_compartments(changed)
    }
    return replace(changed, warnings=(*changed.warnings, *_told(lacking, moved)))


def _told(lacking: Iterable[LegRefugeWay], moved: set[str]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield for each departure now in boxes the first leg that asked for it."""
    for way in lacking:
        if way.departure_id in moved:
            moved = moved - {way.departure_id}
            yield (
                "warning.boxed_for_refuge",
                {
                    "run": way.departure_id,
                    "leg": str(way.number + 1),
                    "litres": str(math.ceil(litres_from_ml(way.load_ml))),
                },
            )


def _loaded(plan: WeeklyPlan, inputs: WeekInputs) -> Iterator[tuple[str, int, Leg, int]]:
    """Yield the loaded legs of departures in compartments, with the millilitres on board."""
    for route in plan.routes:
        if route.packing is Packing.ACTIVE:
            given = [volume_ml(stop.drops, inputs) for stop in route.stops]
            for number, way in enumerate(route.legs[:-1]):
                yield route.route_id, number, way, sum(given[number:])
    for run in plan.transfers:
        if run.vehicle_id is not None and run.packing is Packing.ACTIVE:
            yield run.transfer_id, 0, trunk_leg(run), volume_ml(run.drops, inputs)


def trunk_leg(run: Transfer) -> Leg:
    """Return the one leg of a trunk run."""
    return Leg(
        origin_id=run.origin_id,
        destination_id=run.destination_id,
        depart_s=run.depart_s,
        arrive_s=run.arrive_s,
        distance_m=run.distance_m,
        driving_s=run.driving_s,
        ferry_s=0,
    )


def _usable_ml(inputs: WeekInputs) -> dict[str, int]:
    """Return the 2–8 °C litres (ml) that hubs, depots, other sites and centres have when empty."""
    cold, network = TemperatureBand.COLD, inputs.network
    sites = {site.site_id: site.stores_ml.get(cold, 0) for site in network.sites}
    return sites | {centre.centre_id: centre.stores_ml.get(cold, 0) for centre in network.centres}


def _least_ml(free: FreeLitres, place_id: str, way: Leg) -> int:
    return min(free.free_ml(place_id, way.depart_s), free.free_ml(place_id, way.arrive_s))


def _in_compartments(plan: WeeklyPlan) -> frozenset[str]:
    routes = {r.route_id for r in plan.routes if r.packing is Packing.ACTIVE}
    return frozenset(routes | {t.transfer_id for t in plan.transfers if t.packing is Packing.ACTIVE})


def _boxed(plan: WeeklyPlan, departures: frozenset[str]) -> WeeklyPlan:
    def route(one: Route) -> Route:
        return replace(one, packing=Packing.PASSIVE) if one.route_id in departures else one

    def run(one: Transfer) -> Transfer:
        return replace(one, packing=Packing.PASSIVE) if one.transfer_id in departures else one

    return replace(plan, routes=tuple(map(route, plan.routes)), transfers=tuple(map(run, plan.transfers)))
