"""The packing plan: for every departure its recipe, boxes, packs and loggers; and what must lie ready."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from distribution.coldchain.ambient import cold_night_c, nearest_station
from distribution.coldchain.hold_table import best_hold, hold_in
from distribution.coldchain.recipes import Recipe
from distribution.coldtime import design_ambient_c
from distribution.feasibility.coldride import ColdRide, cold_rides
from distribution.inputs import WeekInputs
from distribution.plan import Packing, WeeklyPlan

COMPARTMENT_LOGGERS = 2  # sensors in a compartment (WHO TRS 961 annex 9 supplements, S39)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedDeparture:
    """How one departure is packed.

    Attributes
    ----------
    recipe
        None where the load rides in a compartment, or the box has no thermal model.
    boxes, packs, loggers
        How many of each; packs are 0 without a recipe.
    design_c, night_c
        The design hot day for which the recipe was chosen, and the cold night that it must bear.
    coldest_c
        The coldest that the load gets in such a night; None where the model does not say.
    hold_s, needed_s
        Planned hold time (or the compartment's qualified time), and the time from closing to opening.
    """

    departure_id: str
    depot_id: str
    vehicle_id: str
    day: date
    packing: Packing
    box_id: str
    recipe: Recipe | None
    boxes: int
    packs: int
    loggers: int
    design_c: float
    night_c: float
    coldest_c: float | None
    hold_s: int
    needed_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a depot must have ready for the departures of a day: boxes, packs by conditioning, loggers."""

    depot_id: str
    day: date
    item: str
    conditioning: str
    count: int


def packing_plan(plan: WeeklyPlan, inputs: WeekInputs) -> tuple[PackedDeparture, ...]:
    """Return the packing of every route, consignment and transfer, in the order of the plan."""
    load = _loads(plan)
    return tuple(_packed(ride, load[ride.departure_id], plan, inputs) for ride in cold_rides(plan, inputs))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Load:
    vehicle_id: str
    box_id: str
    boxes: int
    destinations: int


def _loads(plan: WeeklyPlan) -> dict[str, _Load]:
    routes = {
        r.route_id: _Load(vehicle_id=r.vehicle_id, box_id=r.box_id, boxes=r.boxes, destinations=len(r.stops))
        for r in plan.routes
    }
    parcels = {
        c.consignment_id: _Load(vehicle_id="", box_id=c.box_id, boxes=c.boxes, destinations=1)
        for c in plan.consignments
    }
    runs = {
        t.transfer_id: _Load(vehicle_id=t.vehicle_id or "", box_id=t.box_id, boxes=t.boxes, destinations=1)
        for t in plan.transfers
    }
    return {**routes, **parcels, **runs}


def _packed(ride: ColdRide, load: _Load, plan: WeeklyPlan, inputs: WeekInputs) -> PackedDeparture:
    month = plan.week.day_of(ride.closed_s).month
    places = [inputs.network.place(place_id) for place_id in ride.places]
    design_c = design_ambient_c(inputs.climate, places, month)
    night_c = min(cold_night_c(nearest_station(inputs.climate, place, month)) for place in places)
    hold = best_hold(load.box_id, design_c) if ride.packing is Packing.PASSIVE else None
    recipe = hold.recipe if hold else None
    by_destination = recipe.loggers if recipe else 1
    return PackedDeparture(
        departure_id=ride.departure_id,
        depot_id=ride.places[0],
        vehicle_id=load.vehicle_id,
        day=plan.week.day_of(ride.closed_s),
        packing=ride.packing,
        box_id=load.box_id,
        recipe=recipe,
        boxes=load.boxes,
        packs=load.boxes * recipe.packs if recipe else 0,
        loggers=COMPARTMENT_LOGGERS if ride.packing is Packing.ACTIVE else load.destinations * by_destination,
        design_c=design_c,
        night_c=round(night_c, 1),
        coldest_c=_coldest_c(recipe, night_c),
        hold_s=ride.allowed_s,
        needed_s=ride.end_s - ride.closed_s,
    )


def _coldest_c(recipe: Recipe | None, night_c: float) -> float | None:
    """What the model says of the cold; nothing where a certificate speaks for the box instead."""
    if recipe is None or recipe.certified:
        return None
    return hold_in(recipe.recipe_id, night_c).coldest_c


def materials(packed: Sequence[PackedDeparture]) -> tuple[Material, ...]:
    """Return what each depot must have ready by day, in the order of depot, day and item."""
    counts: Counter[tuple[str, date, str, str]] = Counter()
    for departure in packed:
        key = departure.depot_id, departure.day
        counts[*key, departure.box_id, ""] += departure.boxes
        counts[*key, "logger", ""] += departure.loggers
        if departure.recipe:
            recipe = departure.recipe
            counts[*key, recipe.coolant_id, recipe.conditioning.value] += departure.packs
    return tuple(
        Material(depot_id=depot, day=day, item=item, conditioning=conditioning, count=count)
        for (depot, day, item, conditioning), count in sorted(counts.items())
        if count
    )
