"""R7: the cold stores that a plan names as refuge have the litres that it says."""

from __future__ import annotations

from collections.abc import Iterator

from distribution.feasibility.verdict import Violation
from distribution.free_litres import FreeLitres
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.travel import TravelTable


def refuges_true(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """Each refuge belongs to a leg of the plan, and can then take what is written."""
    del travel
    return tuple(_untrue(plan, inputs)) if plan.refuges else ()


def _untrue(plan: WeeklyPlan, inputs: WeekInputs) -> Iterator[Violation]:
    free, known = FreeLitres(plan, inputs), set(inputs.network.place_ids)
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
