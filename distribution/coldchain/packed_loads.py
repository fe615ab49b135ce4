"""How the load of every departure is packed, chosen for a plan whose boxes are settled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from distribution.coldchain.hold_table import best_hold, tabulated_range_c
from distribution.coldchain.recipes import Recipe, recipes
from distribution.coldtime import hold_time_s
from distribution.feasibility.coldride import ColdRide, cold_rides
from distribution.feasibility.departures import volume_ml
from distribution.inputs import WeekInputs
from distribution.plan import Drop, PackedLoad, Packing, WeeklyPlan
from distribution.units import g_from_kg

COMPARTMENT_LOGGERS = 2  # sensors in a compartment (WHO TRS 961 annex 9 supplements, S39)


def packed_loads(plan: WeeklyPlan, inputs: WeekInputs) -> tuple[PackedLoad, ...]:
    """Return how every route, consignment and transfer is packed, in the order of the plan.

    The recipe is the one asked for by the goods on board (``Reserve``) where it is of the departure's box,
    else that which holds longest in the heat of its month and places.
    """
    cargo = {load.departure_id: load for load in _cargo(plan)}
    chosen = [(ride, _recipe(ride, cargo[ride.departure_id], inputs)) for ride in cold_rides(plan, inputs)]
    return tuple(_packed(ride, cargo[ride.departure_id], recipe, inputs) for ride, recipe in chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cargo:
    """What a departure carries: boxes and goods by destination."""

    departure_id: str
    box_id: str
    boxes: int
    goods: tuple[tuple[str, int, tuple[Drop, ...]], ...]


def _cargo(plan: WeeklyPlan) -> Iterator[_Cargo]:
    for route in plan.routes:
        goods = tuple((stop.centre_id, stop.boxes, stop.drops) for stop in route.stops)
        yield _Cargo(departure_id=route.route_id, box_id=route.box_id, boxes=route.boxes, goods=goods)
    for parcel in plan.consignments:
        one = ((parcel.centre_id, parcel.boxes, parcel.drops),)
        yield _Cargo(departure_id=parcel.consignment_id, box_id=parcel.box_id, boxes=parcel.boxes, goods=one)
    for run in plan.transfers:
        one = ((run.destination_id, run.boxes, run.drops),)
        yield _Cargo(departure_id=run.transfer_id, box_id=run.box_id, boxes=run.boxes, goods=one)


def _recipe(ride: ColdRide, cargo: _Cargo, inputs: WeekInputs) -> Recipe | None:
    if ride.packing is not Packing.PASSIVE:
        return None
    asked = [inputs.reserve.recipes.get(centre_id, "") for centre_id, _, _ in cargo.goods]
    for recipe_id in asked:
        if recipe_id in recipes() and recipes()[recipe_id].box_id == cargo.box_id:
            return recipes()[recipe_id]
    hold = best_hold(cargo.box_id, ride.design_c)
    return hold.recipe if hold else None


def _packed(ride: ColdRide, cargo: _Cargo, recipe: Recipe | None, inputs: WeekInputs) -> PackedLoad:
    passive = ride.packing is Packing.PASSIVE
    by_destination = recipe.loggers if recipe else 1
    return PackedLoad(
        departure_id=cargo.departure_id,
        box_id=cargo.box_id,
        boxes=cargo.boxes,
        recipe_id=recipe.recipe_id if recipe else "",
        coolant_id=recipe.coolant_id if recipe else "",
        conditioning=recipe.conditioning.value if recipe else "",
        packs=recipe.packs * cargo.boxes if recipe else 0,
        coolant_g=g_from_kg(recipe.coolant_kg) * cargo.boxes if recipe else 0,
        loggers=len(cargo.goods) * by_destination if passive else COMPARTMENT_LOGGERS,
        load_ml=sum(volume_ml(drops, inputs) for _, _, drops in cargo.goods),
        design_c=ride.design_c,
        hold_s=_hold_s(ride, recipe, cargo.box_id, inputs),
        outside=tuple(_outside(ride, cargo, recipe, inputs) if passive else _outside_body(ride)),
    )


def _hold_s(ride: ColdRide, recipe: Recipe | None, box_id: str, inputs: WeekInputs) -> int:
    if recipe is None:
        return ride.allowed_s
    return hold_time_s(inputs.fleet.box(box_id), ride.design_c, inputs.parameters, recipe.recipe_id)


def _outside(ride: ColdRide, cargo: _Cargo, recipe: Recipe | None, inputs: WeekInputs) -> Iterator[str]:
    """Yield in what the model is used outside what it was fitted to."""
    if recipe is None:
        yield "box"
        return
    if ride.design_c > tabulated_range_c()[1]:
        yield "ambient"
    least_ml = recipe.least_load_share * inputs.fleet.box(cargo.box_id).vaccine_ml
    if any(volume_ml(drops, inputs) < least_ml * boxes for _, boxes, drops in cargo.goods):
        yield "load"


def _outside_body(ride: ColdRide) -> Iterator[str]:
    """Yield that a compartment meets more heat than any hold time is reckoned for.

    Its qualified time and hold-over are figures of up to 35 °C (ATP tests at 30 °C).
    """
    if ride.design_c > tabulated_range_c()[1]:
        yield "compartment"
