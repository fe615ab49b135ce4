"""What has left stays as it went, whatever is asked later: no dose rides on a van that is back already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tiny_places import MON, SAT, TUE

from distribution.errors import EngineError
from distribution.feasibility.windows import visit_day
from distribution.inputs import WeekInputs
from distribution.plan import Drop, WeeklyPlan
from distribution.progress import Limits
from distribution.promises import keeping_to
from distribution.roads.travel import RoadPaths
from distribution.travel import TravelTable
from operations.difference.plans import centre_moves
from operations.difference.text import both_sides
from operations.difference.visits import visits_of
from operations.plan_folder import Judged, judge
from operations.replanning.asked import Asked, asked_changes
from operations.replanning.changes import Changes, changed
from operations.replanning.past import past_of, require_as_it_went, to_come
from operations.replanning.replan import Replanned, desk_of, replan
from operations.replanning.solve import question_of
from operations.replanning.told import asked_lines
from operations.settings import PlanSettings

SETTINGS = PlanSettings(engine="ours", limits=Limits(iterations=50))
NOON = f"{MON}T12:00"  # R-1 is back since 08:55: centre-near and centre-mid have had their goods


@pytest.fixture(scope="module")
def before(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable) -> Judged:
    return judge(tiny_plan, tiny_inputs, tiny_travel, RoadPaths(place_ids=(), ways={}))


@pytest.fixture(scope="module")
def urgent(before: Judged) -> Replanned:
    """Hundred doses more for centre-mid, asked for at noon on Monday."""
    return again(before, Asked(urgent=(("centre-mid", "HEXA", 100),), at=NOON))


def again(before: Judged, asked: Asked) -> Replanned:
    changes = asked_changes(asked, before.plan, before.inputs)
    question = keeping_to(changed(before.inputs, changes), before.plan, "0" * 64)
    return replan(before, question, changes, SETTINGS, lambda _: None)


def calls(judged: Judged, centre_id: str) -> Iterator[tuple[date, str, tuple[Drop, ...]]]:
    """Yield day, vehicle (none: a courier) and goods of each delivery of a centre."""
    plan, inputs = judged.plan, judged.inputs
    for route in plan.routes:
        for stop in route.stops:
            if stop.centre_id == centre_id:
                yield visit_day(inputs, centre_id, stop.start_s), route.vehicle_id, stop.drops
    for parcel in plan.consignments:
        if parcel.centre_id == centre_id:
            yield visit_day(inputs, centre_id, parcel.arrive_s), "", parcel.drops


def doses(drops: tuple[Drop, ...]) -> dict[str, int]:
    return {drop.product_id: sum(d.doses for d in drops if d.product_id == drop.product_id) for drop in drops}


def test_urgent_doses_do_not_ride_on_a_van_that_is_back_already(before: Judged, urgent: Replanned) -> None:
    assert urgent.after.violations == ()
    first, *later = sorted(calls(urgent.after, "centre-mid"), key=lambda call: call[0])
    assert doses(first[2]) == {"HEXA": 300, "ROTA": 50}
    assert set(first[2]) == set(before.plan.routes[0].stops[1].drops)
    assert [doses(drops) for _, _, drops in later] == [{"HEXA": 100}]
    assert all(day >= MON for day, _, _ in later)


def test_a_centre_that_closes_afterwards_keeps_what_it_has_had(urgent: Replanned) -> None:
    """With two visits in the week, the first of them made, it is closed from Tuesday to Friday."""
    first, second = sorted(calls(urgent.after, "centre-mid"), key=lambda call: call[0])
    week = urgent.after.plan.week.days
    closed = tuple(f"centre-mid@{day}" for day in week[:5])
    found = again(urgent.after, Asked(centres_closed=closed, at=NOON))
    kept, *later = sorted(calls(found.after, "centre-mid"), key=lambda call: call[0])
    assert kept == first
    assert all(day == SAT for day, _, _ in later)
    assert "centre-mid" not in {u.centre_id for u in found.after.plan.unserved}
    assert found.after.violations == ()
    assert second[0] != SAT or later == [second]


def test_a_vehicle_that_breaks_down_after_its_trip_makes_no_further_one_that_day(before: Judged) -> None:
    asked = Asked(vehicles_down=("V-N1",), urgent=(("centre-near", "HEXA", 10),), at=NOON)
    found = again(before, asked)
    assert found.after.violations == ()
    assert [r.route_id for r in found.after.plan.routes if r.vehicle_id == "V-N1"] == ["R-1"]


def test_a_vehicle_that_broke_down_earlier_stays_grounded_when_the_week_is_planned_again(
    before: Judged,
) -> None:
    changes = asked_changes(Asked(urgent=(("centre-near", "HEXA", 10),), at=NOON), before.plan, before.inputs)
    desk = desk_of(before, changed(before.inputs, changes), changes, SETTINGS, frozenset({"V-N1"}))
    assert desk.grounded == {"V-N1"}
    problem = question_of(desk).problem
    rows = [row for row, vehicle_id in enumerate(problem.vehicle_ids) if vehicle_id == "V-N1"]
    assert problem.tables.vehicle_days[rows].sum() == 1  # Monday's first trip, which has left


def test_what_was_asked_is_said_back_in_both_languages(before: Judged) -> None:
    asked = Asked(
        vehicles_down=("V-N1",),
        centres_closed=(f"centre-zone@{SAT}",),
        urgent=(("centre-near", "HEXA", 1000),),
    )
    changes = asked_changes(replace(asked, at=NOON), before.plan, before.inputs)
    vi, en = (asked_lines(changes, before.inputs, lang) for lang in ("vi", "en"))
    assert vi[0] == f"Đã xét: xe V-N1 không dùng được cho đến hết tuần kể từ {MON:%d/%m/%Y}."
    assert f"ngày {SAT:%d/%m/%Y}." in vi[1]
    assert "1.000 liều" in vi[2]
    assert en[0] == f"Considered: vehicle V-N1 is not to be had from {MON} to the end of the week."
    assert "1,000 doses" in en[2]


def test_lots_that_move_alone_are_told_by_lot(before: Judged) -> None:
    visit = visits_of(before.plan)["centre-mid"][0]
    other = replace(visit, goods=tuple((p, "OTHER" if p == "HEXA" else lot, n) for p, lot, n in visit.goods))
    (move,) = centre_moves({"centre-mid": (visit,)}, {"centre-mid": (other,)})
    assert move.kinds == ("lots",)
    assert both_sides(move, {}, "vi")[1] == "HEXA lô OTHER: 300 liều"
    assert "OTHER" not in both_sides(move, {}, "vi")[0]


def test_a_second_visit_from_the_same_depot_is_no_other_depot(before: Judged) -> None:
    visit = visits_of(before.plan)["centre-mid"][0]
    later = replace(visit, at=visit.at + timedelta(days=2), departure_id="R-9")
    (move,) = centre_moves({"centre-mid": (visit,)}, {"centre-mid": (visit, later)})
    assert {"depot", "vehicle"}.isdisjoint(move.kinds)


def test_only_a_centre_with_something_still_to_come_is_parted(before: Judged) -> None:
    frozen_s = before.plan.week.time_s(before.plan.week.moment(0).replace(hour=12))
    past = past_of(before.plan, before.inputs, Changes(frozen_s=frozen_s))
    assert past.ids == {"R-1"}
    assert past.parted == frozenset()
    assert to_come(before.plan, past) is before.plan


def test_a_plan_that_alters_what_has_left_is_refused(before: Judged) -> None:
    frozen_s = before.plan.week.start_s(TUE)
    past = past_of(before.plan, before.inputs, Changes(frozen_s=frozen_s))
    route = before.plan.routes[0]
    shorter = replace(before.plan, routes=(replace(route, stops=route.stops[:1]), *before.plan.routes[1:]))
    with pytest.raises(EngineError, match="R-1"):
        require_as_it_went(past, shorter)
    require_as_it_went(past, before.plan)
