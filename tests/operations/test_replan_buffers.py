"""A plan made with buffers is re-planned with them, and judged by the windows as they are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from command_line import BY_INSERTION, CENTRES, WEEK, Ran, coldchain
from tiny_places import MON, TUE

from distribution.feasibility.windows import open_window
from distribution.files.archive import PLAN_FILE, read_plan
from distribution.files.buffers_csv import BUFFERS_FILE
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.progress import Limits
from distribution.promises import keeping_to
from distribution.roads.travel import RoadPaths
from distribution.simulation.buffers import Buffer, with_buffers
from distribution.travel import TravelTable
from operations.plan_folder import Judged, judge, judge_folder
from operations.replanning.asked import Asked, asked_changes
from operations.replanning.changes import changed
from operations.replanning.replan import Replanned, replan
from operations.reserving import reserved_in
from operations.settings import PlanSettings

HOUR_S = 3_600
HELD_MIN = 240


def mended(before: Judged, buffers: tuple[Buffer, ...]) -> Replanned:
    """Re-plan with the only van of the north away on Monday."""
    changes = asked_changes(Asked(vehicles_down=(f"V-N1@{MON}",)), before.plan, before.inputs)
    inputs = keeping_to(changed(before.inputs, changes), before.plan, "0" * 64)
    settings = PlanSettings(engine="ours", limits=Limits(iterations=100))
    held = with_buffers(inputs, buffers)
    return replan(before, inputs, changes, settings, lambda _: None, reserved=held)


def test_a_call_made_anew_ends_before_the_buffer(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    before = judge(tiny_plan, tiny_inputs, tiny_travel, RoadPaths(place_ids=(), ways={}))
    width_s = {
        c.centre_id: min(w.closes_s - w.opens_s for w in c.windows) for c in tiny_inputs.network.centres
    }
    buffers = tuple(
        Buffer(centre_id=c, buffer_s=width_s[c] // 4, keep_s=HOUR_S, calls=1, on_time=0.5)
        for c in ("centre-near", "centre-mid")
    )
    found = mended(before, buffers)
    assert found.after.violations == ()
    assert found.after.plan.served == tiny_plan.served
    held = with_buffers(tiny_inputs, buffers)
    calls = [
        s for r in found.after.plan.routes for s in r.stops if s.centre_id in {"centre-near", "centre-mid"}
    ]
    assert calls
    assert all(open_window(held, s.centre_id, s.start_s, s.depart_s) for s in calls)
    # the plan is judged and kept by the windows as they are
    assert found.after.inputs.network.centre("centre-near").windows == (
        tiny_inputs.network.centre("centre-near").windows
    )
    assert all(s.start_s >= before.plan.week.start_s(TUE) for s in calls)


@pytest.fixture(scope="module")
def with_reserve(small_week: Path, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """A plan whose first centre must be done four hours before it closes."""
    folder = tmp_path_factory.mktemp("reserve")
    held = folder / "held.csv"
    held.write_text(f"centre_id,buffer_min,keep_min\n{CENTRES[0]},{HELD_MIN},30\n", encoding="utf-8")
    return coldchain(
        "plan", "--input", small_week, "--out", folder / "plans", "--buffers", held, *BY_INSERTION
    )


def test_the_new_folder_has_the_buffers_and_its_calls_keep_them(with_reserve: Ran) -> None:
    assert with_reserve.code in (0, 10), with_reserve.err
    first = next(
        s
        for r in read_plan(with_reserve.folder / PLAN_FILE).routes
        for s in r.stops
        if s.centre_id == CENTRES[0]
    )
    day = WEEK.day_of(first.start_s)
    ran = coldchain(
        "replan",
        with_reserve.folder,
        "--centre-closed",
        f"{CENTRES[0]}@{day}",
        "--iterations",
        "20",
        "--json",
    )
    assert ran.code in (0, 10), ran.err
    held = (with_reserve.folder / BUFFERS_FILE).read_bytes()
    assert (ran.folder / BUFFERS_FILE).read_bytes() == held
    plan, judged = read_plan(ran.folder / PLAN_FILE), judge_folder(ran.folder)
    assert BUFFERS_FILE in plan.digests
    assert judged.violations == ()
    narrowed = reserved_in(judged.inputs, ran.folder)
    calls = [(s.start_s, s.depart_s) for r in plan.routes for s in r.stops if s.centre_id == CENTRES[0]]
    calls += [(c.arrive_s, c.end_s) for c in plan.consignments if c.centre_id == CENTRES[0]]
    assert calls
    assert all(WEEK.day_of(start_s) != day for start_s, _ in calls)
    assert all(open_window(narrowed, CENTRES[0], start_s, end_s) for start_s, end_s in calls)


def test_a_buffer_yields_to_a_lock_taken_to_the_letter(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    # nothing is searched by hand: where the reserve cannot be kept the windows as they are decide
    from distribution.inputs import Lock
    from operations.replanning.changes import Changes
    from operations.replanning.replan import by_hand

    before = judge(tiny_plan, tiny_inputs, tiny_travel, RoadPaths(place_ids=(), ways={}))
    changes = Changes(locks=(Lock(centre_id="centre-near", order=2),))
    inputs = keeping_to(changed(tiny_inputs, changes), tiny_plan, "0" * 64)
    whole = Buffer(centre_id="centre-mid", buffer_s=24 * HOUR_S, keep_s=60, calls=1, on_time=0.5)
    settings = PlanSettings(engine="ours", limits=Limits(iterations=1))
    judged = by_hand(before, inputs, changes, settings, with_buffers(inputs, (whole,)))
    assert judged.violations == ()
    assert replace(judged.inputs) == inputs
