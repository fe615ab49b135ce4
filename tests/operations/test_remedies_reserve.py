"""Remedies are tried with the reserve that the plan was made with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from distribution.cost_parts import CostBreakdown
from distribution.files.buffers_csv import BUFFERS_FILE
from distribution.findings import Finding
from distribution.inputs import WeekInputs
from distribution.plan import Packing, WeeklyPlan
from distribution.reserve import Reserve
from distribution.roads.travel import RoadPaths
from distribution.travel import TravelTable
from operations.heard import heard, heard_in, keep_heard
from operations.plan_folder import Judged, judge
from operations.remedies.reserve_kept import reserve_broken

FREE = CostBreakdown(routes=(), consignments=(), transfers=(), centres=())
HEADER = "centre_id,buffer_min,keep_min,ride_max_min,in_boxes"


@pytest.fixture(scope="module")
def judged(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable) -> Judged:
    """The good week, in which centre-near lacks 60 packs of 300 ml: they ask for a fourth box.

    It unloads 06:30-06:51 and its window is open until 08:00; two minutes more for the box.
    """
    rows = tuple(
        replace(r, need_doses=700, allocated_doses=700, reason="supply")
        if (r.centre_id, r.product_id) == ("centre-near", "FLU")
        else replace(r, need_doses=r.delivered_doses, reason="")
        for r in tiny_plan.requirements
    )
    plan = replace(tiny_plan, requirements=rows)
    return judge(plan, tiny_inputs, tiny_travel, RoadPaths(place_ids=(), ways={}))


def _near(judged: Judged, folder: Path, *rows: str) -> Finding:
    """Return what is said of centre-near where these buffers lie beside the plan."""
    if rows:
        (folder / BUFFERS_FILE).write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return next(f for f in heard(judged, folder) if (f.centre_id, f.kind) == ("centre-near", "short"))


def _key(finding: Finding) -> str:
    assert finding.remedy is not None
    return finding.remedy.key


def test_without_buffers_packs_at_the_depot_help(judged: Judged, tmp_path: Path) -> None:
    assert _key(_near(judged, tmp_path)) == "finding.remedy.supply"


def test_a_window_that_closes_as_unloading_ends_leaves_no_room_for_a_box(
    judged: Judged, tmp_path: Path
) -> None:
    # 105 minutes are more than either window (06:30-08:00, 11:30-13:30) can spare: 21 are kept of each
    told = _near(judged, tmp_path, "centre-near,105,21,,0")
    assert _key(told) == "finding.remedy.blocked_reserve"
    assert told.remedy is not None
    assert "06:53" in told.remedy.said("vi")
    # two minutes more are what the box takes
    assert _key(_near(judged, tmp_path, "centre-near,105,22,,0")) == "finding.remedy.blocked_reserve"
    assert _key(_near(judged, tmp_path, "centre-near,105,23,,0")) == "finding.remedy.supply"


def test_a_ride_as_long_as_the_reserve_allows_leaves_no_minute_for_a_box(
    judged: Judged, tmp_path: Path
) -> None:
    # loaded 05:15, the last box handed over 08:10: 175 minutes; with a fourth box two more
    told = _near(judged, tmp_path, "centre-near,0,15,175,0")
    assert _key(told) == "finding.remedy.blocked_reserve"
    assert _key(_near(judged, tmp_path, "centre-near,0,15,177,0")) == "finding.remedy.supply"


def test_what_the_plan_itself_does_not_keep_is_no_reason_against_a_remedy(
    judged: Judged, tmp_path: Path
) -> None:
    # another centre's call ends after what is held there: by a lock, say
    assert _key(_near(judged, tmp_path, "centre-mid,170,5,,0")) == "finding.remedy.supply"


def test_findings_are_kept_for_the_buffers_that_lie_there(judged: Judged, tmp_path: Path) -> None:
    buffers = tmp_path / BUFFERS_FILE
    buffers.write_text(f"{HEADER}\ncentre-near,69,15,,0\n", encoding="utf-8")
    keep_heard((), judged, tmp_path)
    assert heard_in(tmp_path, judged) == ()
    buffers.write_text(f"{HEADER}\ncentre-near,68,15,,0\n", encoding="utf-8")
    assert heard_in(tmp_path, judged) == heard(judged, tmp_path) != ()


def test_breaches_of_a_reserve_are_told_by_departure(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs) -> None:
    assert reserve_broken(tiny_plan, tiny_inputs) == ()
    asked = replace(
        tiny_inputs,
        reserve=Reserve(ride_s={"centre-mid": 174 * 60, "centre-isle": 60}, boxed=frozenset({"centre-zone"})),
    )
    found = {(b.subject_id, b.key, b.place_id): b.amount for b in reserve_broken(tiny_plan, asked)}
    # the courier leaves Friday 17:00 and is done on Saturday 07:47
    assert found == {
        ("R-1", "reserve_ride", "centre-mid"): 60,
        ("R-3", "reserve_boxes", "centre-zone"): 1,
        ("C-1", "reserve_ride", "centre-isle"): (14 * 60 + 47 - 1) * 60,
    }
    assert next(r for r in tiny_plan.routes if r.route_id == "R-3").packing is Packing.ACTIVE
    for breach in reserve_broken(tiny_plan, asked):
        for lang in ("vi", "en"):
            assert "{" not in breach.sentence(lang)
