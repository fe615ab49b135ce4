"""The referee against schedules worked out by hand."""

from __future__ import annotations

from routing_instances import Client, H, problem

from solvers.routing import tables as rule
from solvers.routing.problem import RouteChoice, RoutingSolution
from solvers.routing.referee import cost_vnd, trip, violations


def route(depart_s: int, *visits: int, vehicle: int = 0, day: int = 0) -> RouteChoice:
    return RouteChoice(vehicle=vehicle, day=day, depart_s=depart_s, visits=visits)


def test_a_van_waits_for_the_window_and_the_wait_is_a_break() -> None:
    # 06:00 out, 30 min, waits 06:30-07:00, unloads 2 boxes in 19 min, home 07:49
    one = problem([Client(at=(30, 0), windows=((7 * H, 8 * H),))])
    when = trip(one, route(6 * H, 0))
    assert when.broken == 0
    assert when.arrive_s == (6 * H + 1_800, 7 * H + 19 * 60 + 1_800)
    assert when.start_s == (7 * H,)
    assert when.pauses == ((1, 0, 1, 6 * H + 1_800, 7 * H),)
    # a day of the van and 60 km at 10,000; no overtime
    assert when.cost_vnd == 700_000 + 600_000


def test_four_hours_at_the_wheel_then_a_break_on_the_spot() -> None:
    # 06:00 out, 5 h of road: break 10:00-10:15, there 11:15
    when = trip(problem([Client(at=(300, 0))]), route(6 * H, 0))
    assert when.arrive_s[0] == 11 * H + 900
    assert when.pauses[0] == (1, 0, 0, 10 * H, 10 * H + 900)


def test_ten_hours_at_the_wheel_then_a_night_on_the_road() -> None:
    # 06:00 out, 11 h of road: breaks 10:00 and 14:15, ten hours are full at 16:30, rest till 03:30,
    # one hour more: 04:30 on Tuesday
    one = problem([Client(at=(660, 0), days=(1,))])
    when = trip(one, route(6 * H, 0))
    assert [p[0] for p in when.pauses[:3]] == [1, 1, 2]
    assert when.pauses[2] == (2, 0, 0, 16 * H + 1_800, 27 * H + 1_800)
    assert when.arrive_s[0] == 28 * H + 1_800


def test_a_night_before_the_window_of_the_next_day() -> None:
    # 12:30 out, 7.5 h and one break: 20:15; the window opens 07:30: a rest of 11 h 15
    one = problem([Client(at=(450, 0), windows=((7 * H + 1_800, 9 * H),), days=(1,), boxes=3)])
    when = trip(one, route(12 * H + 1_800, 0))
    assert when.broken == 0
    assert (2, 0, 1, 20 * H + 900, 31 * H + 1_800) in when.pauses
    # unloads 21 min, home after 4 h, 15 min, 3.5 h: 15:36; two days, one night, shifts 8:30 and 8:06
    assert when.return_s == 39 * H + 36 * 60
    overtime = -(-1_800 * 105_000 // 3_600) + -(-360 * 105_000 // 3_600)
    assert when.cost_vnd == 2 * 700_000 + 900 * 10_000 + 300_000 + overtime


def test_more_nights_than_allowed() -> None:
    # 40 h of road each way: four nights and more
    when = trip(problem([Client(at=(2_400, 0), days=(3,))]), route(6 * H, 0))
    assert when.broken & rule.DRIVING


def test_a_stay_in_a_zone_runs_from_edge_to_edge() -> None:
    # unloading 20:00-20:19 with 10 min to the edge: inside 19:50-20:29
    client = Client(at=(30, 0), zone=True)
    out = route(19 * H + 1_800, 0)
    assert trip(problem([client], bans=[(20 * H + 29 * 60, 22 * H)]), out).broken == 0
    assert trip(problem([client], bans=[(20 * H + 28 * 60, 22 * H)]), out).broken == rule.BAN
    assert trip(problem([client], bans=[(18 * H, 19 * H + 50 * 60)]), out).broken == 0
    assert trip(problem([client], bans=[(18 * H, 19 * H + 51 * 60)]), out).broken == rule.BAN


def test_boxes_hold_from_closing_to_the_last_unloading() -> None:
    # load 05:15, last unloading ends 06:49: 94 min
    out = route(6 * H, 0)
    assert trip(problem([Client(at=(30, 0))], hold_s=94 * 60), out).broken == 0
    assert trip(problem([Client(at=(30, 0))], hold_s=94 * 60 - 1), out).broken == rule.HOLD


def test_window_boxes_and_range_are_each_named() -> None:
    late = problem([Client(at=(30, 0), windows=((5 * H, 6 * H),))])
    assert trip(late, route(6 * H, 0)).broken == rule.WINDOW
    assert trip(problem([Client(at=(30, 0), boxes=21)]), route(6 * H, 0)).broken == rule.BOXES
    assert trip(problem([Client(at=(30, 0))], range_m=59_999), route(6 * H, 0)).broken == rule.RANGE


def test_rules_between_routes() -> None:
    one = problem([Client(at=(30, 0)), Client(at=(40, 0))], vehicles=2, bays=1, drivers=1)
    both = RoutingSolution(routes=(route(6 * H, 0), route(6 * H, 1, vehicle=1)), couriers=(), unserved=())
    found = " ".join(violations(one, both))
    assert "bays" in found
    assert "no_driver" in found


def test_a_client_is_served_once_or_left_out() -> None:
    one = problem([Client(at=(30, 0)), Client(at=(40, 0), courier_vnd=900_000)])
    missing = RoutingSolution(routes=(route(6 * H, 0),), couriers=(), unserved=())
    assert violations(one, missing) == ("centre-01: not_served",)
    whole = RoutingSolution(routes=(route(6 * H, 0),), couriers=((1, 0),), unserved=())
    assert violations(one, whole) == ()
    assert cost_vnd(one, whole) == 700_000 + 600_000 + 900_000
