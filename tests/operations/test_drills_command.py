"""``coldchain drills`` on a small plan: one depot, its vehicles, the roads they drive."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Ran, coldchain

from distribution.files.archive import PLAN_FILE, read_plan
from distribution.files.buffers_csv import BUFFERS_FILE
from operations.exit_codes import ExitCode


@pytest.fixture(scope="module")
def drilled(small_plan: Ran) -> Ran:
    return coldchain("drills", small_plan.folder, "--roads", 1, "--json")


def test_every_vehicle_and_depot_that_the_plan_uses_is_taken_out_once(drilled: Ran, small_plan: Ran) -> None:
    assert drilled.code == ExitCode.DONE, drilled.err
    plan = read_plan(small_plan.folder / PLAN_FILE)
    vehicles = {r.vehicle_id for r in plan.routes} | {t.vehicle_id for t in plan.transfers if t.vehicle_id}
    depots = {r.depot_id for r in plan.routes} | {c.depot_id for c in plan.consignments}
    subjects = [(d["loss"], d["subject"]) for d in drilled.facts["drills"] if d["loss"] != "road"]
    assert sorted(subjects) == sorted([*(("vehicle", v) for v in vehicles), *(("depot", d) for d in depots)])


def test_the_worst_come_first_and_no_drill_loses_more_than_there_is(drilled: Ran, small_plan: Ran) -> None:
    drills = drilled.facts["drills"]
    assert [d["value_vnd"] for d in drills] == sorted((d["value_vnd"] for d in drills), reverse=True)
    plan = read_plan(small_plan.folder / PLAN_FILE)
    served = {s.centre_id for r in plan.routes for s in r.stops} | {c.centre_id for c in plan.consignments}
    assert all(set(d["left_out"]) <= served for d in drills)


def test_people_read_the_worst_ten(small_plan: Ran) -> None:
    ran = coldchain("drills", small_plan.folder, "--roads", 0, "--lang", "en")
    assert ran.code == ExitCode.DONE, ran.err
    assert " 1. " in ran.out


def test_what_is_beyond_the_bound_of_a_drill_is_left_out_and_told(small_plan: Ran) -> None:
    ran = coldchain("drills", small_plan.folder, "--roads", 0, "--centres", 0, "--json")
    assert ran.code == ExitCode.DONE, ran.err
    hit = [d for d in ran.facts["drills"] if d["calls_hit"]]
    assert hit
    assert all(d["beyond"] == d["left_out"] for d in hit)
    told = coldchain("drills", small_plan.folder, "--roads", 0, "--centres", 0, "--lang", "en")
    assert "--centres" in told.out


def test_no_drill_begins_after_the_deadline_and_those_left_are_named(small_plan: Ran, drilled: Ran) -> None:
    ran = coldchain("drills", small_plan.folder, "--roads", 1, "--deadline", 0, "--json")
    assert ran.code == ExitCode.DEADLINE
    assert not ran.facts["drills"]
    named = {(d["loss"], d["subject"]) for d in ran.facts["not_drilled"]}
    assert named == {(d["loss"], d["subject"]) for d in drilled.facts["drills"]}


def test_a_road_is_named_by_its_towns(drilled: Ran) -> None:
    (road,) = [d for d in drilled.facts["drills"] if d["loss"] == "road"]
    assert " – " in road["name"]


def test_all_main_roads_are_drilled_when_asked_and_no_word_but_all_is_taken(
    small_plan: Ran, drilled: Ran
) -> None:
    asked = ("--roads", "all", "--deadline", 0, "--json")  # named, none carried out
    ran = coldchain("drills", small_plan.folder, *asked)
    named = [d["subject"] for d in ran.facts["not_drilled"] if d["loss"] == "road"]
    (busiest,) = [d["subject"] for d in drilled.facts["drills"] if d["loss"] == "road"]
    assert named[0] == busiest  # busiest first; the small plan drives over one alone
    assert coldchain("drills", small_plan.folder, "--roads", "many").code == 2


def test_a_plan_with_buffers_is_drilled_with_them(small_copy: Path) -> None:
    plan = read_plan(small_copy / PLAN_FILE)
    centres = [stop.centre_id for route in plan.routes for stop in route.stops]
    rows = [f"{centre_id},1200,45" for centre_id in sorted(set(centres))]
    (small_copy / BUFFERS_FILE).write_text(
        "\n".join(["centre_id,buffer_min,keep_min", *rows]) + "\n", encoding="utf-8"
    )
    ran = coldchain("drills", small_copy, "--roads", 0, "--json")
    assert ran.code == ExitCode.DONE, ran.err
    assert ran.facts["buffered"]
    told = coldchain("drills", small_copy, "--roads", 0, "--lang", "en")
    assert "made with buffers" in told.out
