"""What would help, confirmed by solving the week again that was solved by hand."""

from __future__ import annotations

from dataclasses import replace

from tiny_places import COLD

from distribution.costing import CostBreakdown
from distribution.findings import Finding, findings
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.travel import TravelTable
from operations.remedies.allotted import with_stock_or_litres
from operations.remedies.routed import with_other_ways

FREE = CostBreakdown(routes=(), consignments=(), transfers=(), centres=())


def _found(plan: WeeklyPlan, inputs: WeekInputs) -> tuple[Finding, ...]:
    return findings(plan, inputs, FREE)


def _short(found: tuple[Finding, ...]) -> Finding:
    return next(f for f in found if f.kind == "short")


def test_packs_are_a_remedy_only_where_allocating_again_gives_them_to_the_centre(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    # 50 doses more do not reach centre-isle: others lack the product too in the weeks to come
    found = _found(tiny_plan, tiny_inputs)
    assert _short(with_stock_or_litres(found, tiny_inputs, tiny_plan, tiny_travel)).remedy is None
    # a thousand do
    plan = replace(
        tiny_plan,
        requirements=tuple(
            replace(r, need_doses=1_100) if (r.centre_id, r.product_id) == ("centre-isle", "FLU") else r
            for r in tiny_plan.requirements
        ),
    )
    helped = _short(with_stock_or_litres(_found(plan, tiny_inputs), tiny_inputs, plan, tiny_travel))
    assert helped.remedy is not None
    assert helped.remedy.key == "finding.remedy.supply"
    assert helped.remedy.arguments == {"packs": 100, "doses": 1_000}


def test_the_litres_that_a_refrigerator_lacks_are_said(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    tight = replace(
        tiny_inputs,
        network=replace(
            tiny_inputs.network,
            centres=tuple(
                replace(c, stores_ml={COLD: 18_000}) if c.centre_id == "centre-isle" else c
                for c in tiny_inputs.network.centres
            ),
        ),
    )
    plan = replace(
        tiny_plan,
        requirements=tuple(
            replace(r, reason="fridge") if (r.centre_id, r.product_id) == ("centre-isle", "FLU") else r
            for r in tiny_plan.requirements
        ),
    )
    helped = _short(with_stock_or_litres(_found(plan, tight), tight, plan, tiny_travel))
    # 5 packs of 300 ml; a refrigerator of 20 L is still too small for what is now asked of it
    assert helped.remedy is None
    roomy = replace(
        plan,
        requirements=tuple(
            replace(r, need_doses=10_100) if (r.centre_id, r.product_id) == ("centre-isle", "FLU") else r
            for r in plan.requirements
        ),
    )
    enough = _short(with_stock_or_litres(_found(roomy, tight), tight, roomy, tiny_travel))
    # 1,000 packs of 300 ml
    assert enough.remedy is None or enough.remedy.arguments == {"litres": 300}


def test_a_finding_without_a_known_reason_stays_as_it_is(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    plan = replace(tiny_plan, requirements=tuple(replace(r, reason="") for r in tiny_plan.requirements))
    found = _found(plan, tiny_inputs)
    assert with_stock_or_litres(found, tiny_inputs, plan, tiny_travel) == found


def test_late_centres_are_put_on_the_routes_again(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    found = _found(tiny_plan, tiny_inputs)
    helped = {f.centre_id: f for f in with_other_ways(found, tiny_inputs, tiny_plan, tiny_travel)}
    late = [f for f in found if f.kind == "late"]
    assert late
    for finding in late:
        remedy = helped[finding.centre_id].remedy
        assert remedy is None or remedy.key.startswith("finding.remedy.earlier")
