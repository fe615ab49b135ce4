"""What a manager sees of a report: no words over each other, no name cut off, no version of a library."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.roads.travel import RoadPaths
from distribution.travel import TravelTable
from operations.plan_folder import judge
from operations.plan_report.page import Content, plan_blocks
from operations.plots.drawing import without_asides
from operations.plots.route_temperature import Mark, write_marks

START = datetime(2026, 11, 23, 3)


class _Axes:
    """Takes down what is written and where lines are drawn."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.lines = 0

    def axvline(self, *_: object, **__: object) -> None:
        self.lines += 1

    def annotate(self, text: str, *_: object, **__: object) -> None:
        self.texts.append(text)


def _written(*marks: tuple[int, str]) -> tuple[list[str], int]:
    axes = _Axes()
    write_marks([Mark(at=START + timedelta(minutes=at), text=text) for at, text in marks], axes)
    return axes.texts, axes.lines


def test_a_mark_without_room_beside_the_last_is_a_line_alone() -> None:
    # nine hours hold 90 letters, one in six minutes: ten and nine letters want (19 / 2 + 1) x 6 = 63 minutes
    assert _written((0, "đóng thùng"), (62, "xuất phát"), (540, "2")) == (["đóng thùng", "2"], 3)
    assert _written((0, "đóng thùng"), (63, "xuất phát"), (540, "2"))[0] == ["đóng thùng", "xuất phát", "2"]
    # two stops want two letters: 12 minutes
    assert _written((0, "1"), (11, "2"), (540, "3"))[0] == ["1", "3"]
    assert _written((0, "1"), (12, "2"), (540, "3"))[0] == ["1", "2", "3"]


def test_pictures_leave_out_what_stands_in_brackets() -> None:
    long = "T-08 · Kho TP.HCM (kho âm sâu tại Hoàng Văn Thụ) → Kho Hà Nội (một)"
    assert without_asides(long) == "T-08 · Kho TP.HCM → Kho Hà Nội"


def test_the_summary_tells_warnings_apart_and_no_versions(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    plan = replace(
        tiny_plan,
        warnings=(("warning.box_without_model", {"box": "OWN"}),),
        versions={"numpy": "2.4.6"},
    )
    judged = judge(plan, tiny_inputs, tiny_travel, RoadPaths(place_ids=(), ways={}))
    content = Content(judged=judged, traces=(), logged=(), departures=0, risks=(), replications=0, year=None)
    tables = [block.rows for block in plan_blocks(content, "en") if block.kind == "table"]
    figures, warned = tables[:2]
    assert "numpy" not in {row[0] for row in figures}
    assert all("Warning" not in row[0] for row in figures)
    assert warned[0] == ("Warning",)
    assert "OWN" in warned[1][0]
