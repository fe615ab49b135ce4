"""R7: refuge has litres: the stores that a plan names, and one within the hold-over of every leg."""

from __future__ import annotations

from collections.abc import Iterator

from distribution.feasibility.coldride import cold_rides
from distribution.feasibility.verdict import Violation
from distribution.free_litres import free_litres
from distribution.inputs import WeekInputs
from distribution.plan import Packing, WeeklyPlan
from distribution.refuge_room import refuge_ways, ride_in_boxes, without_room
from distribution.travel import TravelTable


def refuges_true(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """Each refuge belongs to a leg of the plan, and can then take what is written."""
    del travel
    return tuple(_untrue(plan, inputs)) if plan.refuges else ()


def refuge_has_room(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """Along each leg in a compartment a store that can take the whole load lies within the hold-over.

    Where none does the load rides in boxes; one that its vehicle cannot carry in boxes, or that they do
    not hold for so long, is no breach: the plan warns of it (``leg_refuges.refuge_doubts``).
    """
    lacking = without_room(refuge_ways(plan, inputs, travel), inputs)
    if not lacking:
        return ()
    boxed = ride_in_boxes(plan, inputs, travel, frozenset(way.departure_id for way in lacking))
    kept = {ride.departure_id for ride in cold_rides(boxed, inputs) if ride.packing is Packing.ACTIVE}
    return tuple(
        Violation(
            rule="R7",
            subject_id=way.departure_id,
            route_id=way.departure_id,
            place_id=way.destination_id,
            key="refuge_no_room",
            amount=way.load_ml,
            unit="ml",
        )
        for way in lacking
        if way.departure_id not in kept
    )


def _untrue(plan: WeeklyPlan, inputs: WeekInputs) -> Iterator[Violation]:
    free, known = free_litres(plan, inputs), set(inputs.network.place_ids)
    starts_s = {(r.route_id, n): leg.depart_s for r in plan.routes for n, leg in enumerate(r.legs[:-1])}
    starts_s |= {(t.transfer_id, 0): t.depart_s for t in plan.transfers}
    for refuge in plan.refuges:
        depart_s, found_ml = starts_s.get((refuge.departure_id, refuge.leg)), -1
        if depart_s is not None and refuge.place_id in known:
            found_ml = free.free_ml(refuge.place_id, depart_s + refuge.away_s)
        if refuge.free_ml > found_ml:
            yield Violation(
                rule="R7",
                subject_id=refuge.departure_id,
                route_id=refuge.departure_id,
                place_id=refuge.place_id,
                key="refuge_full",
                amount=refuge.free_ml - max(found_ml, 0),
                unit="ml",
            )
