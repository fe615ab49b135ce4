"""Trunk runs over a closed road, by hand on the tiny week.

T-1 leaves the hub on Monday 23:00 with 500 HEXA and 200 ROTA, is at depot-south on Tuesday 04:15 (five hours
at the wheel of two drivers, a break) and may leave again on Wednesday 00:00.  R-2 leaves depot-south on
Wednesday 12:30 with 600 HEXA and 100 ROTA, C-1 on Friday with 200 HEXA; the depot has 400 HEXA and no ROTA.
"""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date

import tiny
from tiny_places import WED

from distribution.language.catalogue import LANGUAGES
from distribution.plan import WeeklyPlan
from distribution.roads.travel import RoadPaths
from distribution.travel import TravelTable
from operations.drills.short_departures import missed
from operations.drills.text import run_told
from operations.drills.trunk import TrunkHit, trunk_hit
from operations.plan_folder import Judged, judge

HOUR_S = 3_600


def _judged(days: tuple[date, ...] = ()) -> Judged:
    inputs, plan = tiny.tiny_inputs(), tiny.tiny_plan()
    if days:
        vehicles = tuple(
            replace(v, days=days) if v.vehicle_id == "V-T1" else v for v in inputs.fleet.vehicles
        )
        inputs = replace(inputs, fleet=replace(inputs.fleet, vehicles=vehicles))
    return judge(plan, inputs, tiny.tiny_travel(inputs), RoadPaths(place_ids=(), ways={}))


def _round_about(judged: Judged, more_s: int) -> TravelTable:
    """Return travel in which the way from the hub to depot-south takes so much longer, and back."""
    travel = judged.travel
    name = judged.inputs.fleet.type("REEF6T").profile
    i, j = travel.index("hub-tiny"), travel.index("depot-south")
    driving_s = travel.profiles[name].driving_s.copy()
    driving_s[[i, j], [j, i]] += more_s
    profile = replace(travel.profiles[name], driving_s=driving_s)
    return replace(travel, profiles={**travel.profiles, name: profile})


def _hit(judged: Judged, more_s: int, out: tuple[str, ...] = ()) -> TrunkHit:
    return trunk_hit(judged, judged.plan.transfers, _round_about(judged, more_s), out)


def test_nothing_is_missed_in_the_plan_as_it_is() -> None:
    assert missed(tiny.tiny_plan(), tiny.tiny_inputs()) == {}


def test_hours_on_the_way_are_taken_up_by_the_night_in_which_goods_are_received() -> None:
    # nine hours by two drivers: a break after eight, so 9:15 instead of 5:15
    found = _hit(_judged(), 4 * HOUR_S)
    (run,) = found.runs
    assert (run.transfer_id, run.doses, run.late_s, run.received_late_s) == ("T-1", 700, 4 * HOUR_S, 0)
    assert found.risk == run.risk == {}
    # out and back take 8:45 more, still on Monday and Tuesday: kilometres are the same here, so is the cost
    assert found.extra_vnd == 0


def test_a_run_that_no_crew_can_drive_in_a_shift_is_lost_with_all_its_doses() -> None:
    found = _hit(_judged(), 40 * HOUR_S)
    (run,) = found.runs
    assert (run.late_s, run.received_late_s) == (None, None)
    assert found.risk == run.risk == {"HEXA": 500, "ROTA": 200}
    assert found.extra_vnd < 0


def test_what_departures_lack_of_a_run_that_comes_later_is_at_risk() -> None:
    # with a truck that drives on Wednesday alone it leaves at 00:00, a day's lead, and its goods on Friday:
    # R-2 has but the depot's 400 HEXA for 600; on Friday there is enough for C-1
    found = _hit(_judged((WED,)), HOUR_S)
    (run,) = found.runs
    assert run.received_late_s == 48 * HOUR_S
    assert found.risk == run.risk == {"HEXA": 200, "ROTA": 100}
    assert _hit(_judged((WED,)), HOUR_S, out=("centre-far",)).risk == {}


def test_where_no_way_is_left_every_run_over_the_road_is_lost() -> None:
    judged = _judged()
    found = trunk_hit(judged, judged.plan.transfers, None, ())
    assert found.risk == {"HEXA": 500, "ROTA": 200}


def test_a_transfer_passes_on_only_what_has_come() -> None:
    # the run leaves the hub, whose stock is taken away: R-2 and C-1 lack what it does not bring
    inputs, plan = tiny.tiny_inputs(), tiny.tiny_plan()
    bare = replace(inputs, stock=tuple(s for s in inputs.stock if s.place_id != "hub-tiny"))
    only = _without_hub_routes(plan)
    assert missed(only, bare) == {"HEXA": 400, "ROTA": 100}


def _without_hub_routes(plan: WeeklyPlan) -> WeeklyPlan:
    return replace(plan, routes=tuple(r for r in plan.routes if r.depot_id != "hub-tiny"))


def test_what_becomes_of_a_run_is_said_and_written() -> None:
    judged, late = _judged(), _judged((WED,))
    told = [
        _hit(judged, 4 * HOUR_S).runs[0],
        _hit(judged, 40 * HOUR_S).runs[0],
        _hit(late, HOUR_S).runs[0],
        _hit(late, HOUR_S, out=("centre-far",)).runs[0],
    ]
    keys = [run_told(run, judged).key for run in told]
    assert keys == ["drills.run_in_time", "drills.run_lost", "drills.run_late", "drills.run_later"]
    for run in told:
        for lang in LANGUAGES:
            assert "{" not in run_told(run, judged).said(lang)
    assert json.loads(json.dumps(asdict(told[2])))["risk"] == {"HEXA": 200, "ROTA": 100}
