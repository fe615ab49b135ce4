"""R7: every load is packed as its recipe says, and what the plan writes of it is true."""

from __future__ import annotations

from collections.abc import Iterator

from distribution.coldchain.hold_table import tabulated_boxes
from distribution.coldchain.recipes import Recipe, recipes
from distribution.feasibility.coldride import ColdRide, cold_rides
from distribution.feasibility.verdict import Violation
from distribution.inputs import WeekInputs
from distribution.plan import PackedLoad, Packing, WeeklyPlan
from distribution.travel import TravelTable

Found = tuple[str, int, str]
"""Key of the sentence, amount, unit."""


def packed_by_recipe(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """Each departure has its packing: box, a recipe of that box, its packs, no longer hold than it has.

    A plan without any packing is one of an earlier version, in which the recipe follows from the box.
    """
    del travel
    if not plan.packed:
        return ()
    own = {load.departure_id: load for load in plan.packed}
    return tuple(
        Violation(
            rule="R7",
            subject_id=ride.departure_id,
            route_id=ride.departure_id,
            key=key,
            amount=amount,
            unit=unit,
            arguments={"recipe": own[ride.departure_id].recipe_id if ride.departure_id in own else ""},
        )
        for ride, box_id, boxes in _departures(plan, inputs)
        for key, amount, unit in _faults(ride, own.get(ride.departure_id), box_id, boxes)
    )


def _departures(plan: WeeklyPlan, inputs: WeekInputs) -> Iterator[tuple[ColdRide, str, int]]:
    """Yield every ride with the box of its departure and their number."""
    boxes = {r.route_id: (r.box_id, r.boxes) for r in plan.routes}
    boxes |= {c.consignment_id: (c.box_id, c.boxes) for c in plan.consignments}
    boxes |= {t.transfer_id: (t.box_id, t.boxes) for t in plan.transfers}
    for ride in cold_rides(plan, inputs):
        yield ride, *boxes[ride.departure_id]


def _faults(ride: ColdRide, load: PackedLoad | None, box_id: str, boxes: int) -> Iterator[Found]:
    if load is None:
        yield "packing_missing", 1, "departures"
        return
    if load.box_id != box_id or load.boxes != boxes:
        yield "packing_box", abs(load.boxes - boxes) or 1, "boxes"
    if ride.packing is not Packing.PASSIVE:
        return
    recipe = recipes().get(load.recipe_id)
    modelled = box_id in tabulated_boxes()
    if (recipe is None and (load.recipe_id or modelled)) or (recipe and recipe.box_id != box_id):
        yield "packing_recipe", 1, "departures"
        return
    if recipe is not None:
        yield from _materials(load, recipe, boxes)
    if load.hold_s > ride.allowed_s:
        yield "packing_hold", load.hold_s - ride.allowed_s, "s"


def _materials(load: PackedLoad, recipe: Recipe, boxes: int) -> Iterator[Found]:
    missing = recipe.packs * boxes - load.packs
    if missing > 0:
        yield "packing_packs", missing, "packs"
    if load.coolant_id != recipe.coolant_id or load.conditioning != recipe.conditioning:
        yield "packing_conditioning", 1, "departures"
