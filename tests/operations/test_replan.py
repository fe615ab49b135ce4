"""The week solved by hand, re-planned: what broke is mended, what left stays, the rest does not move."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tiny_places import MON, THU, TUE, WED

from distribution.errors import InputError
from distribution.inputs import Lock, LockedDoses, Waiver, WeekInputs
from distribution.plan import Drop, Route, WeeklyPlan
from distribution.progress import Limits
from distribution.promises import keeping_to, promises
from distribution.roads.travel import RoadPaths
from distribution.travel import TravelTable
from operations.difference.compare import plan_difference
from operations.plan_folder import Judged, judge
from operations.replanning.asked import Asked, asked_changes
from operations.replanning.asked_book import lock_faults
from operations.replanning.changes import Changes, changed
from operations.replanning.replan import Replanned, by_hand, replan
from operations.replanning.report import headlines
from operations.replanning.workbook import Entry
from operations.settings import PlanSettings

SETTINGS = PlanSettings(engine="ours", limits=Limits(iterations=100))


@pytest.fixture(scope="module")
def before(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable) -> Judged:
    return judge(tiny_plan, tiny_inputs, tiny_travel, RoadPaths(place_ids=(), ways={}))


def question(before: Judged, changes: Changes) -> WeekInputs:
    return keeping_to(changed(before.inputs, changes), before.plan, "0" * 64)


def again(before: Judged, asked: Asked, most: int | None = None, **more: object) -> Replanned:
    changes = replace(asked_changes(asked, before.plan, before.inputs), **more)  # type: ignore[arg-type]
    return replan(before, question(before, changes), changes, SETTINGS, lambda _: None, most)


def hand(before: Judged, *locks: Lock) -> Judged:
    changes = Changes(locks=locks)
    return by_hand(before, question(before, changes), changes, SETTINGS)


def route(plan: WeeklyPlan, route_id: str) -> Route:
    return next(r for r in plan.routes if r.route_id == route_id)


def sight(one: Route) -> tuple[object, ...]:
    return one.vehicle_id, one.driver_ids, one.depart_s, tuple((s.centre_id, s.start_s) for s in one.stops)


def lots(plan: WeeklyPlan, until_s: int = 10**6) -> set[tuple[str, str, Drop]]:
    """Return every lot of every call and transfer that leaves by a time."""
    calls = [(r.route_id, r.depart_s, s.centre_id, s.drops) for r in plan.routes for s in r.stops]
    calls += [(t.transfer_id, t.depart_s, t.destination_id, t.drops) for t in plan.transfers]
    return {(name, place, drop) for name, at, place, drops in calls if at <= until_s for drop in drops}


def broken(judged: Judged) -> set[tuple[str, str]]:
    return {(v.rule, v.key) for v in judged.violations}


def test_a_van_down_for_the_week_leaves_its_centres_to_couriers_and_nobody_else_moves(before: Judged) -> None:
    # V-N1 is the only van of depot-north; 4 centres of others must not notice
    found = again(before, Asked(vehicles_down=("V-N1",)))
    after = found.after.plan
    assert broken(found.after) == set()
    assert after.served == before.plan.served
    assert {p.centre_id for p in after.consignments} == {"centre-near", "centre-mid", "centre-isle"}
    for route_id in ("R-2", "R-3"):
        assert sight(route(after, route_id)) == sight(route(before.plan, route_id))
    assert found.moved <= {"centre-near", "centre-mid"}


def test_a_van_down_on_one_day_moves_its_centres_alone(before: Judged) -> None:
    found = again(before, Asked(vehicles_down=(f"V-N1@{MON}",)))
    assert broken(found.after) == set()
    assert found.after.plan.served == before.plan.served
    was, now = (promises(p, found.after.inputs).days for p in (before.plan, found.after.plan))
    assert {c for c in was if was[c] != now[c]} == found.moved == {"centre-near", "centre-mid"}
    assert found.unmoved is not None  # a courier that arrives on Monday would have to leave before it


def test_no_day_may_change_and_so_none_does(before: Judged) -> None:
    found = again(before, Asked(vehicles_down=(f"V-N1@{MON}",)), most=0)
    assert found.moved == frozenset()
    assert before.plan.served - found.after.plan.served == {"centre-near", "centre-mid"}


def test_of_two_centres_one_may_change_its_day_and_that_with_most_doses_does(before: Judged) -> None:
    found = again(before, Asked(vehicles_down=(f"V-N1@{MON}",)), most=1)
    assert found.moved == {"centre-near"}  # 700 doses against 350
    assert found.unbounded is not None  # what the bound costs is told: the plan in which both move
    assert found.unbounded.plan.served == before.plan.served
    assert "centre-mid" not in found.after.plan.served


def test_a_closed_centre_moves_and_its_neighbour_on_the_route_keeps_day_and_vehicle(before: Judged) -> None:
    found = again(before, Asked(centres_closed=(f"centre-mid@{MON}",)))
    assert broken(found.after) == set()
    assert found.moved == {"centre-mid"}
    near = next(s for s in route(found.after.plan, "R-1").stops if s.centre_id == "centre-near")
    assert route(found.after.plan, "R-1").vehicle_id == "V-N1"
    assert set(near.drops) == set(before.plan.routes[0].stops[0].drops)


def test_urgent_doses_ride_along_where_there_is_room(before: Judged) -> None:
    # centre-mid: 40 x 750 + 10 x 400 = 34,000 ml: still 2 boxes of 21,840, so that nothing else changes
    found = again(before, Asked(urgent=(("centre-mid", "HEXA", 100),)))
    assert broken(found.after) == set()
    given = {d.product_id: 0 for d in route(found.after.plan, "R-1").stops[1].drops}
    for drop in route(found.after.plan, "R-1").stops[1].drops:
        given[drop.product_id] += drop.doses
    assert given == {"HEXA": 400, "ROTA": 50}
    assert found.after.costs.total == before.costs.total
    assert [sight(r) for r in found.after.plan.routes] == [sight(r) for r in before.plan.routes]


def test_what_has_left_stays_to_the_lot_and_nothing_leaves_in_the_past(before: Judged) -> None:
    found = again(before, Asked(vehicles_down=("V-S1",), at=f"{TUE}T10:00"))
    frozen_s = before.plan.week.start_s(TUE) + 10 * 3_600
    assert lots(found.after.plan) >= lots(before.plan, frozen_s)
    assert sight(route(found.after.plan, "R-1")) == sight(route(before.plan, "R-1"))
    old = {r.route_id: r.depart_s for r in before.plan.routes}
    new = [r for r in found.after.plan.routes if r.depart_s != old.get(r.route_id)]
    assert all(r.depart_s >= frozen_s + found.after.inputs.parameters.loading_s for r in new)


def test_a_vehicle_that_is_out_is_not_taken_from_its_route(before: Judged) -> None:
    changes = asked_changes(Asked(vehicles_down=("V-N1",), at=f"{MON}T07:00"), before.plan, before.inputs)
    assert MON not in changes.absences[0].days
    assert TUE in changes.absences[0].days


def test_a_locked_day_is_kept_and_told_as_no_change_of_the_budget(before: Judged) -> None:
    lock = Lock(centre_id="centre-near", day=WED)
    found = again(before, Asked(), most=0, locks=(lock,))
    assert broken(found.after) == set()
    assert promises(found.after.plan, found.after.inputs).days["centre-near"] == {2}
    assert found.moved == frozenset()
    assert lock in found.after.plan.locks


def test_a_locked_order_is_kept(before: Judged) -> None:
    found = again(before, Asked(), locks=(Lock(centre_id="centre-near", order=2),))
    assert broken(found.after) == set()
    assert [s.centre_id for s in route(found.after.plan, "R-1").stops] == ["centre-mid", "centre-near"]


def test_a_locked_quantity_is_what_is_delivered(before: Judged) -> None:
    lock = Lock(centre_id="centre-mid", doses=(LockedDoses(product_id="HEXA", doses=200),))
    found = again(before, Asked(), locks=(lock,))
    assert broken(found.after) == set()
    given = [
        r for r in found.after.plan.requirements if (r.centre_id, r.product_id) == ("centre-mid", "HEXA")
    ]
    assert [(r.need_doses, r.delivered_doses) for r in given] == [(300, 200)]


def test_a_centre_left_out_is_told_so(before: Judged) -> None:
    found = again(before, Asked(), locks=(Lock(centre_id="centre-mid", leave_out=True),))
    assert broken(found.after) == set()
    assert {u.centre_id: u.reason for u in found.after.plan.unserved}["centre-mid"] == "left_out"


def test_by_hand_the_same_plan_is_the_same_plan(before: Judged) -> None:
    same = hand(before)
    assert [sight(r) for r in same.plan.routes] == [sight(r) for r in before.plan.routes]
    assert same.costs.total == before.costs.total
    assert same.violations == ()


def test_by_hand_a_window_missed_is_named_with_stop_and_amount(before: Judged) -> None:
    # centre-zone may be called at between 11:30 and 13:30 or from 21:00; V-N1 on Monday is there at neither
    judged = hand(before, Lock(centre_id="centre-zone", day=MON, vehicle_id="V-N1", order=1))
    found = [v for v in judged.violations if v.rule == "R4"]
    assert {v.place_id for v in found} & {"centre-zone", "centre-near", "centre-mid"}
    assert all(v.route_id == "R-1" for v in found)


def test_by_hand_a_closed_centre_may_be_called_at_and_the_rule_says_so(before: Judged) -> None:
    lock = Lock(centre_id="centre-shut", day=THU, vehicle_id="V-N1")
    judged = hand(before, lock)
    assert ("R4", "centre_closed") in broken(judged)


def test_by_hand_an_exchange_of_two_stops_is_timed_anew(before: Judged) -> None:
    # depot-north to centre-mid 45 min, window 07:30: out 07:00 at the latest of equals or before
    judged = hand(before, Lock(centre_id="centre-near", order=2))
    assert [s.centre_id for s in route(judged.plan, "R-1").stops] == ["centre-mid", "centre-near"]
    assert judged.violations == ()


ZONE_FIRST = Lock(centre_id="centre-zone", day=MON, vehicle_id="V-N1", order=1)
CELL = Entry(
    sheet="by centre", row=7, column="Lock: order", name="lock_order", value=1, centre_id="centre-zone"
)


def test_a_lock_that_breaks_a_rule_names_it_at_its_cell(before: Judged) -> None:
    # zone opens at 11:30 and is two hours from near, which closes at 13:30: near is called at too late
    found = again(before, Asked(), locks=(ZONE_FIRST,))
    faults = lock_faults(found.after, found.by_hand, {"centre-zone": ("plan.xlsx", CELL)})
    assert {(f.code, f.sheet, f.row, f.column) for f in faults} == {
        ("lock_breaks", "by centre", 7, "Lock: order")
    }
    assert {f.arguments["rule"] for f in faults} == {"R4"}


def test_with_a_waiver_by_name_the_lock_stands_and_the_breach_is_told_as_waived(before: Judged) -> None:
    waiver = Waiver(
        rule="R4", subject_id="R-1", who="Bà Lan", why="trung tâm chờ", until=before.plan.week.days[6]
    )
    found = again(before, Asked(), locks=(ZONE_FIRST,), waivers=(waiver,))
    assert broken(found.after) == set()
    assert route(found.after.plan, "R-1").stops[0].centre_id == "centre-zone"
    assert {v.rule for verdict in found.after.verdicts for v in verdict.waived} == {"R4"}
    assert waiver in found.after.plan.waivers


def test_a_vehicle_that_breaks_down_on_the_way_leaves_what_it_has_done(before: Judged) -> None:
    # at 07:00 on Monday R-1 has left centre-near (06:51) and is on its way to centre-mid (07:51)
    found = again(before, Asked(vehicles_down=("V-N1",), at=f"{MON}T07:00"))
    assert broken(found.after) == set()
    assert [s.centre_id for s in route(found.after.plan, "R-1").stops] == ["centre-near"]
    assert set(route(found.after.plan, "R-1").stops[0].drops) == set(before.plan.routes[0].stops[0].drops)
    calls = [r.route_id for r in found.after.plan.routes for s in r.stops if s.centre_id == "centre-mid"]
    sent = [p.depart_s for p in found.after.plan.consignments if p.centre_id == "centre-mid"]
    assert len(calls) + len(sent) == 1
    assert all(depart_s > before.plan.week.start_s(MON) + 7 * 3_600 for depart_s in sent)


def test_a_place_may_have_a_hyphen_in_its_name(before: Judged) -> None:
    asked = Asked(roads_closed=("Cam Ranh-Phan Rang-Tháp Chàm", "phan rang-thap cham-camranh"))
    changes = asked_changes(asked, before.plan, before.inputs)
    assert changes.closed_roads == (("camranh", "phanrang"), ("phanrang", "camranh"))


def test_every_road_that_cannot_be_is_told_with_its_end(before: Judged) -> None:
    with pytest.raises(InputError) as refused:
        asked_changes(
            Asked(roads_closed=("camranh", "camranh-nowhere", "hanoi-camau")), before.plan, before.inputs
        )
    assert [(f.code, f.arguments["value"]) for f in refused.value.faults] == [
        ("replan_road", "camranh"),
        ("replan_road_end", "nowhere"),
        ("replan_road", "hanoi-camau"),
    ]


def test_a_bound_that_was_asked_for_is_told_with_what_was_used_of_it(before: Judged) -> None:
    found = again(before, Asked(vehicles_down=("V-N1",)), most=3)
    assert found.most_moved == 3
    told = headlines(found, plan_difference(before, found.after), Changes(), "vi")
    assert f"Giới hạn đã đặt: nhiều nhất 3 trung tâm đổi ngày; kế hoạch mới dùng {len(found.moved)}." in told
