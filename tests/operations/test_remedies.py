"""What would help, confirmed by solving the week again that was solved by hand."""

from __future__ import annotations

from dataclasses import replace

from tiny_places import COLD, TUE, WED

from distribution.calendar import Closure
from distribution.cost_parts import CostBreakdown
from distribution.feasibility.departures import volume_ml as drops_ml
from distribution.findings import Finding, findings
from distribution.findings.late import first_deliveries, open_days_before, over_ml
from distribution.inputs import WeekInputs
from distribution.language.sentence import Sentence
from distribution.plan import WeeklyPlan
from distribution.roads.travel import RoadPaths
from distribution.stock import Arrival
from distribution.travel import TravelTable
from operations.plan_folder import Judged, judge
from operations.remedies.lacking import lacking_of
from operations.remedies.later import ready_days
from operations.remedies.let_in import with_none_said
from operations.remedies.routed import with_other_ways
from operations.remedies.scarce import scarce_products
from operations.remedies.short import with_goods

FREE = CostBreakdown(routes=(), consignments=(), transfers=(), centres=())


def _found(plan: WeeklyPlan, inputs: WeekInputs) -> tuple[Finding, ...]:
    return findings(plan, inputs, FREE)


def _short(found: tuple[Finding, ...]) -> Finding:
    return next(f for f in found if f.kind == "short")


ISLE_FLU = ("centre-isle", "FLU")


def _judged(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> Judged:
    return judge(plan, inputs, travel, RoadPaths(place_ids=(), ways={}))


def _isle(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> Finding:
    """Return what is said of the island, the only centre that lacks anything: 5 packs of 10 doses of FLU."""
    judged = _judged(plan, inputs, travel)
    return _short(with_goods(_found(plan, inputs), judged))


def _because(plan: WeeklyPlan, reason: str) -> WeeklyPlan:
    rows = (
        replace(r, reason=reason) if (r.centre_id, r.product_id) == ISLE_FLU else r for r in plan.requirements
    )
    return replace(plan, requirements=tuple(rows))


def _refrigerator(inputs: WeekInputs, volume_ml: int) -> WeekInputs:
    centres = tuple(
        replace(c, stores_ml={COLD: volume_ml}) if c.centre_id == "centre-isle" else c
        for c in inputs.network.centres
    )
    return replace(inputs, network=replace(inputs.network, centres=centres))


def test_packs_at_the_depot_are_a_remedy_where_the_call_takes_them(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    # 20 x 750 + 15 x 300 = 19,500 ml: still one box of 21,840
    told = _isle(tiny_plan, tiny_inputs, tiny_travel)
    assert told.remedy == Sentence(key="finding.remedy.supply", arguments={"packs": 5, "doses": 50})
    # sites hold 1,600 doses of FLU; the week needs 550, six centres 10 a day for three weeks more: 1,260
    assert told.proof == "proved"


def test_a_shortage_of_the_whole_chain_is_proved_by_counting(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs
) -> None:
    assert "FLU" in scarce_products(tiny_plan, tiny_inputs)
    line = next(line for line in tiny_inputs.stock if line.lot_id == "FLU-1")
    more = replace(tiny_inputs, stock=(*tiny_inputs.stock, replace(line, doses=1_000)))
    assert "FLU" not in scarce_products(tiny_plan, more)
    held = replace(line, place_id="centre-mid", doses=1_000)  # what centres hold is nothing to issue
    assert "FLU" in scarce_products(tiny_plan, replace(tiny_inputs, stock=(*tiny_inputs.stock, held)))


def test_what_a_neighbour_can_spare_comes_before_new_packs(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    lot = next(line for line in tiny_inputs.stock if line.lot_id == "FLU-1")
    # centre-mid gives 10 doses a day: 280 in four weeks
    rich = replace(tiny_inputs, stock=(*tiny_inputs.stock, replace(lot, place_id="centre-mid", doses=900)))
    told = _isle(tiny_plan, rich, tiny_travel)
    assert told.remedy is not None
    assert told.remedy.key == "finding.remedy.surplus"
    assert told.remedy.arguments["packs"] == 5
    assert told.remedy.arguments["km"] == 100
    poor = replace(tiny_inputs, stock=(*tiny_inputs.stock, replace(lot, place_id="centre-mid", doses=290)))
    kept = _isle(tiny_plan, poor, tiny_travel)
    assert kept.remedy is not None
    assert kept.remedy.key == "finding.remedy.supply"


def test_the_litres_that_a_refrigerator_lacks_are_said(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    # 18,000 ml come today and fill it; 5 packs of 300 ml more are 1.5 L
    told = _isle(_because(tiny_plan, "fridge"), _refrigerator(tiny_inputs, 18_000), tiny_travel)
    assert told.remedy == Sentence(key="finding.remedy.fridge", arguments={"litres": 2})


def test_where_nothing_helps_that_is_said(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    # goods alone do not help a refrigerator that is full
    told = _isle(tiny_plan, _refrigerator(tiny_inputs, 18_000), tiny_travel)
    assert told.remedy is not None
    assert told.remedy.key == "finding.remedy.blocked"
    assert told.remedy.arguments["rule"] == "R2"


def test_a_finding_without_a_known_reason_stays_as_it_is(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    plan = replace(tiny_plan, requirements=tuple(replace(r, reason="") for r in tiny_plan.requirements))
    found = _found(plan, tiny_inputs)
    assert with_goods(found, _judged(plan, tiny_inputs, tiny_travel)) == found


def test_late_centres_are_put_on_the_routes_again(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    found = _found(tiny_plan, tiny_inputs)
    helped = {f.centre_id: f for f in with_other_ways(found, tiny_inputs, tiny_plan, tiny_travel)}
    late = [f for f in found if f.kind == "late"]
    assert late
    for finding in late:
        remedy = helped[finding.centre_id].remedy
        assert remedy is not None
        assert remedy.key in ("finding.remedy.earlier", "finding.remedy.earlier_saves")


def _because_of(finding: Finding, why: str) -> Finding:
    arguments = {**finding.what.arguments, "why": Sentence(key=f"finding.late_why.{why}")}
    return replace(finding, what=Sentence(key="finding.late", arguments=arguments))


def test_an_earlier_call_supposes_goods_that_come_later_to_be_there(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    late = next(f for f in _found(tiny_plan, tiny_inputs) if f.kind == "late")
    (plain,) = with_other_ways((late,), tiny_inputs, tiny_plan, tiny_travel)
    (supposed,) = with_other_ways((_because_of(late, "stock"),), tiny_inputs, tiny_plan, tiny_travel)
    assert plain.remedy is not None
    assert supposed.remedy is not None
    assert supposed.remedy.key == "finding.remedy.earlier_goods"
    change = plain.remedy.arguments["if"]
    nothing = change == Sentence(key="finding.if.nothing", arguments=getattr(change, "arguments", {}))
    assert supposed.remedy.arguments["if"] == (Sentence(key="finding.if.as_is") if nothing else change)
    assert "từ đầu tuần" in supposed.remedy.said("vi")


def test_an_earlier_call_asks_for_the_litres_that_the_refrigerator_lacks(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    late = next(f for f in _found(tiny_plan, tiny_inputs) if f.kind == "late")
    delivery = first_deliveries(tiny_plan, tiny_inputs)[late.centre_id]
    volume_ml = drops_ml(delivery.drops, tiny_inputs)
    # the tiny world has no stock at this centre: one litre and a half less than the delivery lacks two litres
    centres = tuple(
        replace(c, stores_ml={COLD: volume_ml - 1_500}) if c.centre_id == late.centre_id else c
        for c in tiny_inputs.network.centres
    )
    inputs = replace(tiny_inputs, network=replace(tiny_inputs.network, centres=centres))
    day = open_days_before(inputs, delivery)[0]
    assert over_ml(inputs, delivery, day) == 1_500
    (told,) = with_other_ways((_because_of(late, "fridge"),), inputs, tiny_plan, tiny_travel)
    assert told.remedy is not None
    assert (told.remedy.key, told.remedy.arguments["litres"]) == ("finding.remedy.earlier_litres", 2)


def test_where_no_earlier_call_is_found_that_is_said(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    late = next(f for f in _found(tiny_plan, tiny_inputs) if f.kind == "late")
    week = tiny_inputs.calendar.week
    days = open_days_before(tiny_inputs, first_deliveries(tiny_plan, tiny_inputs)[late.centre_id])
    shut = tuple(Closure(centre_id=late.centre_id, day=day, reason="test") for day in days)
    calendar = replace(tiny_inputs.calendar, closures=(*tiny_inputs.calendar.closures, *shut))
    (told,) = with_other_ways((late,), replace(tiny_inputs, calendar=calendar), tiny_plan, tiny_travel)
    assert told.remedy is not None
    assert told.remedy.key == "finding.remedy.none_earlier"
    assert week.days[0] in days


def test_an_unserved_centre_without_a_remedy_says_that_none_was_found(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs
) -> None:
    out = replace(tiny_plan.unserved[0], reason="window", proof="not_found", remedy="", doses=100)
    (told,) = with_none_said(_found(replace(tiny_plan, unserved=(out,)), tiny_inputs)[:1])
    assert told.remedy == Sentence(key="finding.remedy.none_in")
    wished = replace(out, reason="left_out", proof="proved")
    (kept,) = with_none_said(_found(replace(tiny_plan, unserved=(wished,)), tiny_inputs)[:1])
    assert kept.remedy is None


def test_goods_that_come_after_the_van_has_left_ask_for_a_later_call(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    # depot-north has but the 100 doses of FLU that centre-near gets on Monday; 100 more come on Tuesday and
    # are received on Wednesday
    stock = tuple(
        replace(line, doses=100) if (line.place_id, line.lot_id) == ("depot-north", "FLU-1") else line
        for line in tiny_inputs.stock
    )
    coming = Arrival(
        arrival_id="A-2", site_id="depot-north", product_id="FLU", lot_id="FLU-1", day=TUE, doses=100
    )
    inputs = replace(tiny_inputs, stock=stock, arrivals=(*tiny_inputs.arrivals, coming))
    rows = tuple(
        replace(r, need_doses=150, allocated_doses=150, reason="late")
        if (r.centre_id, r.product_id) == ("centre-near", "FLU")
        else replace(r, need_doses=r.delivered_doses, reason="")
        for r in tiny_plan.requirements
    )
    plan = replace(tiny_plan, requirements=rows)
    judged = _judged(plan, inputs, tiny_travel)
    assert ready_days(judged, lacking_of(plan, inputs)) == {"centre-near": WED}
    told = _short(with_goods(_found(plan, inputs), judged))
    assert told.remedy is not None
    assert told.remedy.key in ("finding.remedy.later", "finding.remedy.later_saves")
    assert told.proof == ""
