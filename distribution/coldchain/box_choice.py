"""Recipes that could take a departure's goods, and boxes changed for those of the recipes asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from distribution.coldchain.limits import BANDS_C
from distribution.coldchain.recipes import Recipe, recipes
from distribution.coldtime import hold_time_s
from distribution.feasibility.coldride import ColdRide, cold_rides
from distribution.feasibility.departures import boxes_needed
from distribution.files.bundled import read_table
from distribution.fleet import BoxType
from distribution.inputs import WeekInputs
from distribution.plan import Drop, Packing, WeeklyPlan
from distribution.vaccines import TemperatureBand

COLD_C = BANDS_C[TemperatureBand.COLD][1]
Warned = tuple[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Departure:
    """A departure to centres: its calls (centre, boxes, goods), its time in boxes and what its vehicle bears.

    ``bears`` are boxes and grams; None for a courier, who asks a price by mass instead.
    """

    ride: ColdRide
    calls: tuple[tuple[str, int, tuple[Drop, ...]], ...]
    boxed_s: int
    bears: tuple[int, int] | None


def with_boxes_asked(plan: WeeklyPlan, inputs: WeekInputs) -> WeeklyPlan:
    """Return the plan with the boxes of the recipes that its goods ask for (``Reserve``).

    The planner has counted boxes and mass for them (``box_asked``); a box is changed only where every call's
    goods go into as many boxes as planned, the vehicle can carry them, and they hold as long as the ride.
    Where that is not so, as on a route that mixes goods that ask with others, the plan says it.
    """
    if not inputs.reserve.recipes:
        return plan
    box: dict[str, str] = {}
    told: list[Warned] = []
    for departure in _departures(plan, inputs):
        recipe = _asked(departure, inputs) if departure.ride.packing is Packing.PASSIVE else None
        if recipe is None:
            continue
        reason = _why_not(departure, recipe, inputs)
        if reason:
            run = departure.ride.departure_id
            told.append((f"warning.{reason}", {"run": run, "recipe": recipe.recipe_id}))
        else:
            box[departure.ride.departure_id] = recipe.box_id
    return replace(
        plan,
        routes=tuple(replace(r, box_id=box.get(r.route_id, r.box_id)) for r in plan.routes),
        consignments=tuple(replace(c, box_id=box.get(c.consignment_id, c.box_id)) for c in plan.consignments),
        warnings=(*plan.warnings, *told),
    )


def recipes_that_carry(plan: WeeklyPlan, inputs: WeekInputs) -> dict[str, tuple[Recipe, ...]]:
    """Return for every route and consignment the recipes in whose boxes each of its calls could ride.

    Each call alone must go onto the vehicle, in as many boxes as it then takes, and they must hold as long
    as the ride: whether all calls still go onto one route is for the planner.  Cheapest boxes first.
    """
    known = sorted(recipes().values(), key=lambda recipe: (box_price_vnd(recipe.box_id), recipe.recipe_id))
    return {
        departure.ride.departure_id: tuple(
            recipe for recipe in known if recipe.high_c == COLD_C and _carries(departure, recipe, inputs)
        )
        for departure in _departures(plan, inputs)
    }


def _carries(departure: _Departure, recipe: Recipe, inputs: WeekInputs) -> bool:
    box = next((box for box in inputs.fleet.boxes if box.box_id == recipe.box_id), None)
    if box is None:
        return False
    most = max((boxes_needed(drops, box.box_id, inputs) for _, _, drops in departure.calls), default=0)
    if departure.bears is None:
        fits = most <= inputs.parameters.courier_max_boxes
    else:
        fits = most <= departure.bears[0] and most * box.loaded_g <= departure.bears[1]
    allowed_s = hold_time_s(box, departure.ride.design_c, inputs.parameters, recipe.recipe_id)
    return fits and departure.boxed_s <= allowed_s


@cache
def box_price_vnd(box_id: str) -> int:
    """Return the price of a box (``data/boxes.csv``: most are assumed)."""
    return next(int(row["price_vnd"]) for row in read_table("boxes") if row["id"] == box_id)


def box_asked(inputs: WeekInputs, centre_id: str) -> BoxType | None:
    """Return the box of the recipe that is asked for a centre's goods; None where none is."""
    recipe_id = inputs.reserve.recipes.get(centre_id)
    if recipe_id is None:
        return None
    box_id = recipes()[recipe_id].box_id
    return next((box for box in inputs.fleet.boxes if box.box_id == box_id), None)


def _departures(plan: WeeklyPlan, inputs: WeekInputs) -> Iterator[_Departure]:
    rides = {ride.departure_id: ride for ride in cold_rides(plan, inputs)}
    for route in plan.routes:
        kind, ride = inputs.fleet.type(route.type_id), rides[route.route_id]
        yield _Departure(
            ride=ride,
            calls=tuple((stop.centre_id, stop.boxes, stop.drops) for stop in route.stops),
            boxed_s=ride.end_s - route.load_start_s,
            bears=(kind.box_positions, kind.payload_g),
        )
    for parcel in plan.consignments:
        ride = rides[parcel.consignment_id]
        calls = ((parcel.centre_id, parcel.boxes, parcel.drops),)
        yield _Departure(ride=ride, calls=calls, boxed_s=ride.end_s - ride.closed_s, bears=None)


def _asked(departure: _Departure, inputs: WeekInputs) -> Recipe | None:
    """Return the recipe that most of the calls ask for; of as many, the first by name."""
    asked = Counter(inputs.reserve.recipes.get(centre_id, "") for centre_id, _, _ in departure.calls)
    found = sorted((-count, recipe_id) for recipe_id, count in asked.items() if recipe_id)
    return recipes()[found[0][1]] if found else None


def _why_not(departure: _Departure, recipe: Recipe, inputs: WeekInputs) -> str:
    """Return why the goods of a departure cannot ride in the box of a recipe; empty where they can."""
    box = next((box for box in inputs.fleet.boxes if box.box_id == recipe.box_id), None)
    if box is None:
        return "recipe_no_box"
    if any(boxes_needed(drops, box.box_id, inputs) > count for _, count, drops in departure.calls):
        return "recipe_too_small"
    boxes = sum(count for _, count, _ in departure.calls)
    if departure.bears is not None:
        positions, payload_g = departure.bears
        if boxes > positions or boxes * box.loaded_g > payload_g:
            return "recipe_too_heavy"
    allowed_s = hold_time_s(box, departure.ride.design_c, inputs.parameters, recipe.recipe_id)
    return "recipe_too_short" if departure.boxed_s > allowed_s else ""
