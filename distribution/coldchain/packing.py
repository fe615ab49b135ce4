"""The packing plan: for every departure its recipe, boxes, packs and loggers; and what must lie ready."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from distribution.coldchain.ambient import cold_night_c, nearest_station
from distribution.coldchain.hold_table import hold_in
from distribution.coldchain.packed_loads import packed_loads
from distribution.coldchain.recipes import Recipe, recipes
from distribution.feasibility.coldride import ColdRide, cold_rides
from distribution.inputs import WeekInputs
from distribution.plan import PackedLoad, Packing, WeeklyPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedDeparture:
    """How one departure is packed.

    Attributes
    ----------
    recipe
        None where the load rides in a compartment, or the box has no thermal model.
    boxes, packs, loggers
        How many of each; packs are 0 without a recipe.
    load_ml
        Packed volume of the goods.
    design_c, night_c
        The design hot day for which the recipe was chosen, and the cold night that it must bear.
    coldest_c
        The coldest that the load gets in such a night; None where the model does not say.
    hold_s, needed_s
        Planned hold time (or the compartment's qualified time), and the time from closing to opening.
    outside
        In what the thermal model is used outside what it was fitted to (``PackedLoad``).
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
    load_ml: int
    design_c: float
    night_c: float
    coldest_c: float | None
    hold_s: int
    needed_s: int
    outside: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a depot must have ready for the departures of a day: boxes, packs by conditioning, loggers."""

    depot_id: str
    day: date
    item: str
    conditioning: str
    count: int


def packing_plan(plan: WeeklyPlan, inputs: WeekInputs) -> tuple[PackedDeparture, ...]:
    """Return the packing of every route, consignment and transfer, in the order of the plan.

    It is the plan's own; what a plan of an earlier version does not say is taken as the planner would choose.
    """
    rides = cold_rides(plan, inputs)
    own = {load.departure_id: load for load in plan.packed}
    if any(ride.departure_id not in own for ride in rides):
        own = {load.departure_id: load for load in packed_loads(plan, inputs)} | own
    vehicles = {r.route_id: r.vehicle_id for r in plan.routes}
    vehicles |= {t.transfer_id: t.vehicle_id or "" for t in plan.transfers}
    return tuple(
        _packed(ride, own[ride.departure_id], vehicles.get(ride.departure_id, ""), plan, inputs)
        for ride in rides
    )


def _packed(
    ride: ColdRide, load: PackedLoad, vehicle_id: str, plan: WeeklyPlan, inputs: WeekInputs
) -> PackedDeparture:
    month = plan.week.day_of(ride.closed_s).month
    places = [inputs.network.place(place_id) for place_id in ride.places]
    night_c = min(cold_night_c(nearest_station(inputs.climate, place, month)) for place in places)
    recipe = recipes().get(load.recipe_id)
    return PackedDeparture(
        departure_id=ride.departure_id,
        depot_id=ride.places[0],
        vehicle_id=vehicle_id,
        day=plan.week.day_of(ride.closed_s),
        packing=ride.packing,
        box_id=load.box_id,
        recipe=recipe,
        boxes=load.boxes,
        packs=load.packs,
        loggers=load.loggers,
        load_ml=load.load_ml,
        design_c=load.design_c,
        night_c=round(night_c, 1),
        coldest_c=_coldest_c(recipe, night_c),
        hold_s=ride.allowed_s,
        needed_s=ride.end_s - ride.closed_s,
        outside=load.outside,
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
