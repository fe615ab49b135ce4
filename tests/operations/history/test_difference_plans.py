"""What moved between two plans, why, and what staying would be worth: against the week solved by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from distribution.costing import cost
from distribution.plan import Route, WeeklyPlan
from distribution.vaccines import LotStatus
from operations.difference.plan_stay import stay, with_reasons
from operations.difference.plans import CentreMove, centre_moves
from operations.difference.reasons import Reason, because
from operations.difference.visits import recorded_visits, visits_of
from operations.history import record_plan, tables
from operations.history.store import reading
from operations.plan_folder import Judged, judge


def kinds(moves: tuple[CentreMove, ...]) -> dict[str, tuple[str, ...]]:
    return {move.centre_id: move.kinds for move in moves}


def judged(original: Judged, **changes: object) -> Judged:
    plan, inputs = changes.get("plan", original.plan), changes.get("inputs", original.inputs)
    return judge(plan, inputs, original.travel, original.paths)  # type: ignore[arg-type]


def with_route(plan: WeeklyPlan, route: Route) -> WeeklyPlan:
    return replace(plan, routes=tuple(route if r.route_id == route.route_id else r for r in plan.routes))


def test_the_same_plan_has_not_moved(tiny_plan: WeeklyPlan) -> None:
    assert centre_moves(visits_of(tiny_plan), visits_of(tiny_plan)) == ()


def test_another_number_of_a_route_is_no_move(tiny_plan: WeeklyPlan) -> None:
    renamed = replace(
        tiny_plan, routes=tuple(replace(r, route_id=f"X{r.route_id}") for r in tiny_plan.routes)
    )
    assert centre_moves(visits_of(tiny_plan), visits_of(renamed)) == ()


def test_a_visit_less_a_vehicle_a_lot_and_a_quantity_are_told_apart(tiny_plan: WeeklyPlan) -> None:
    morning = tiny_plan.routes[0]
    near, mid = morning.stops
    first, *rest = near.drops
    other_lot = replace(near, drops=(replace(first, lot_id="HEXA-1"), *rest))
    more = replace(mid, drops=(replace(mid.drops[0], doses=310), *mid.drops[1:]))
    moved = with_route(tiny_plan, replace(morning, stops=(other_lot, more)))
    moved = replace(moved, consignments=())
    assert kinds(centre_moves(visits_of(tiny_plan), visits_of(moved))) == {
        "centre-isle": ("unserved",),
        "centre-mid": ("doses",),
        "centre-near": ("lots",),
    }
    driven = with_route(tiny_plan, replace(morning, vehicle_id="V-OTHER"))
    assert kinds(centre_moves(visits_of(tiny_plan), visits_of(driven))) == {
        "centre-mid": ("vehicle",),
        "centre-near": ("vehicle",),
    }


def test_a_quarter_of_an_hour_is_no_move_and_two_hours_are(tiny_plan: WeeklyPlan) -> None:
    morning = tiny_plan.routes[0]
    for minutes, expected in ((15, {}), (120, {"centre-near": ("hour",)})):
        late = replace(morning.stops[0], arrive_s=morning.stops[0].arrive_s + 60 * minutes)
        moved = with_route(tiny_plan, replace(morning, stops=(late, morning.stops[1])))
        assert kinds(centre_moves(visits_of(tiny_plan), visits_of(moved))) == expected


def test_the_history_tells_the_same_visits_as_the_plan(history: str, tiny_judged: Judged) -> None:
    record_plan(history, tiny_judged)
    with reading(history) as connection:
        run = connection.execute(select(tables.runs.c.run)).scalar_one()
        told = recorded_visits(connection, run, tiny_judged.plan.week.monday)
    assert told == visits_of(tiny_judged.plan)


def test_staying_costs_what_the_earlier_plan_costs_today(tiny_judged: Judged) -> None:
    dearer = replace(tiny_judged.inputs.parameters, night_vnd=1_000_000)  # one night away: + 700,000
    after = judged(tiny_judged, inputs=replace(tiny_judged.inputs, parameters=dearer))
    without = replace(after.plan, routes=tuple(r for r in after.plan.routes if not r.nights))
    after = judged(after, plan=without)
    staying = stay(tiny_judged, after)
    assert staying.cost_vnd == tiny_judged.costs.total + 700_000
    assert staying.cost_after_vnd == cost(without, after.inputs, after.travel).total
    assert staying.violations == ()
    # centre-isle lacks 50 and centre-shut 100; without the tour centre-far lacks its 700 as well
    assert (staying.short_doses, staying.short_after_doses) == (150, 850)


def test_a_recalled_lot_is_why_and_staying_is_forbidden(tiny_judged: Judged) -> None:
    lots = dict(tiny_judged.inputs.lots)
    lots["HEXA-2"] = replace(lots["HEXA-2"], status=LotStatus.RECALLED)
    route = tiny_judged.plan.routes[0]
    near = replace(route.stops[0], drops=route.stops[0].drops[1:])
    plan = with_route(tiny_judged.plan, replace(route, stops=(near, route.stops[1])))
    after = judged(tiny_judged, plan=plan, inputs=replace(tiny_judged.inputs, lots=lots))
    staying = stay(tiny_judged, after)
    assert "R1" in {violation.rule for violation in staying.violations}
    (move,) = with_reasons(
        centre_moves(visits_of(tiny_judged.plan), visits_of(plan)), tiny_judged, after, staying
    )
    assert (move.centre_id, move.kinds) == ("centre-near", ("doses",))
    assert ("rule", "R1") in [(reason.key, reason.rule) for reason in move.reasons]


def test_need_that_changed_is_why(tiny_judged: Judged) -> None:
    rows = [
        replace(r, need_doses=400, allocated_doses=400)
        if (r.centre_id, r.product_id) == ("centre-mid", "HEXA")
        else r
        for r in tiny_judged.plan.requirements
    ]
    morning = tiny_judged.plan.routes[0]
    mid = replace(morning.stops[1], drops=(replace(morning.stops[1].drops[0], doses=400, packs=40),))
    plan = with_route(tiny_judged.plan, replace(morning, stops=(morning.stops[0], mid)))
    after = judged(tiny_judged, plan=replace(plan, requirements=tuple(rows)))
    moves = centre_moves(visits_of(tiny_judged.plan), visits_of(after.plan))
    (move,) = with_reasons(moves, tiny_judged, after, stay(tiny_judged, after))
    (reason,) = move.reasons
    assert (reason.key, reason.arguments["before"], reason.arguments["after"]) == ("need", 300, 400)


def test_what_nothing_asked_for_is_said_to_come_from_the_search(tiny_judged: Judged) -> None:
    driven = replace(tiny_judged.plan.routes[0], vehicle_id="V-N2")
    after = judged(tiny_judged, plan=with_route(tiny_judged.plan, driven))
    moves = centre_moves(visits_of(tiny_judged.plan), visits_of(after.plan))
    found = with_reasons(moves, tiny_judged, after, stay(tiny_judged, after))
    assert [[r.key for r in move.reasons] for move in found] == [["search"], ["search"]]


def test_another_week_is_compared_by_weekday_and_not_priced(tiny_judged: Judged) -> None:
    week = type(tiny_judged.plan.week)(date(2026, 11, 30))
    later = replace(tiny_judged, plan=replace(tiny_judged.plan, week=week))
    assert centre_moves(visits_of(tiny_judged.plan), visits_of(later.plan)) == ()
    staying = stay(tiny_judged, later)
    assert (staying.not_priced, staying.cost_vnd) == ("weeks", None)


def test_a_vehicle_that_is_gone_is_named_and_nothing_is_priced(tiny_judged: Judged) -> None:
    fleet = tiny_judged.inputs.fleet
    fewer = replace(fleet, vehicles=tuple(v for v in fleet.vehicles if v.vehicle_id != "V-N1"))
    after = replace(tiny_judged, inputs=replace(tiny_judged.inputs, fleet=fewer))
    staying = stay(tiny_judged, after)
    assert staying.not_priced == "unknown_names"
    assert {violation.rule for violation in staying.violations} == {"A0"}


def test_reasons_stand_in_one_line_with_no_full_stop_within() -> None:
    left_out = Reason("rule", {"rule": "R12", "told": "the centre is left out."}, rule="R12")
    assert because((left_out, left_out), "en") == (
        "staying would break R12: the centre is left out; staying would break R12: the centre is left out"
    )
