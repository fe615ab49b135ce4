"""What people read of drills: what is nothing is not listed, large sums are told in millions."""

from __future__ import annotations

from collections.abc import Sequence

import tiny

from distribution.roads.travel import RoadPaths
from operations.drills.drill import Drill, Drilled, Loss
from operations.drills.text import WORST, WORST_ROADS, drill_lines
from operations.plan_folder import judge


def _drilled(loss: Loss, name: str, **told: int) -> Drilled:
    figures = {"calls_hit": 0, "moved_days": 0, "sent": 0, "doses_at_risk": 0, "value_vnd": 0, "extra_vnd": 0}
    return Drilled(
        drill=Drill(loss=loss, subject_id="x-1", name=name),
        routes_hit=0,
        left_out=(),
        beyond=(),
        **{**figures, **told},
    )


def _lines(found: Sequence[Drilled], lang: str = "en") -> tuple[str, ...]:
    inputs = tiny.tiny_inputs()
    paths = RoadPaths(place_ids=(), ways={})
    return drill_lines(judge(tiny.tiny_plan(), inputs, tiny.tiny_travel(inputs), paths), found, (), lang)


def test_counts_that_are_nought_are_left_out() -> None:
    depot = _drilled(
        Loss.DEPOT,
        "Central",
        calls_hit=57,
        moved_days=47,
        doses_at_risk=1_200,
        value_vnd=99_585_957_010,
        extra_vnd=-508_000,
    )
    assert _lines([depot])[-1] == (
        " 1. Central (x-1) closed all week: 57 calls placed anew, 47 centres on other days; "
        "1,200 doses at risk, worth 99,586 million ₫; cost -508,000 ₫."
    )
    quiet = _lines([_drilled(Loss.VEHICLE, "Xe tải")], "vi")[-1]
    assert quiet == (
        " 1. Xe tải x-1 nghỉ cả tuần: không lượt giao nào phải xếp lại; "
        "không liều nào có nguy cơ; chi phí không đổi."
    )


def test_the_worst_roads_are_told_beside_the_worst_losses() -> None:
    depots = [_drilled(Loss.DEPOT, "Central", value_vnd=9)] * WORST
    roads = [_drilled(Loss.ROAD, f"A – B, QL{n}", extra_vnd=9 - n) for n in range(1, WORST_ROADS + 2)]
    lines = _lines([*depots, *roads])
    at = lines.index("The worst road sections:")
    assert [line.split(",")[0].strip() for line in lines[at + 1 :]] == ["the road A – B"] * WORST_ROADS
    assert not any("road sections:" in line for line in _lines(depots))
