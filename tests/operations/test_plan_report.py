"""A plan's report: traces, risks and pictures."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.simulation.outcome import CallKey, Outcome
from operations.documents.figures import LOCAL
from operations.plan_report.risks import route_risks
from operations.plan_report.traces import load_traces
from operations.plots.blocks import badge, figure, heading, sentence, table
from operations.plots.page import page
from operations.plots.paper import paper
from operations.plots.route_risk import RouteRisk, risk_plot
from operations.plots.route_temperature import LoadTrace, temperature_plot


@pytest.fixture(scope="module")
def traces(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs) -> tuple[LoadTrace, ...]:
    return load_traces(tiny_plan, tiny_inputs, "vi")


def test_each_departure_with_a_model_has_a_trace_with_its_stops(traces: tuple[LoadTrace, ...]) -> None:
    by_id = {trace.departure_id: trace for trace in traces}
    morning = by_id["R-1"]
    # closed at 05:15, out at 06:00, stops at 06:30 and 07:51
    assert [(f"{m.at:%H:%M}", m.text) for m in morning.marks] == [
        ("05:15", "đóng thùng"),
        ("06:00", "xuất phát"),
        ("06:30", "1"),
        ("07:51", "2"),
    ]
    assert (morning.hot_c >= morning.warmest_c - 1e-9).all()
    assert (morning.cool_c <= morning.coldest_c + 1e-9).all()


def test_a_transfer_and_a_consignment_are_named_by_both_ends(traces: tuple[LoadTrace, ...]) -> None:
    straight = [trace for trace in traces if not trace.departure_id.startswith("R-")]
    assert straight
    for trace in straight:
        assert " → " in trace.name
        assert "xuất phát" in {mark.text for mark in trace.marks}


def test_traces_come_with_the_nearest_to_a_limit_first(traces: tuple[LoadTrace, ...]) -> None:
    room = [min(t.high_c - t.hot_c.max(), t.cool_c.min() - t.low_c) for t in traces]
    assert room == sorted(room)


def test_a_picture_is_the_same_each_time_and_names_are_drawn_not_parsed(
    traces: tuple[LoadTrace, ...],
) -> None:
    hostile = replace(traces[0], name="<script>alert(1)</script> & ${7*7}")
    first = temperature_plot(hostile, "vi")
    assert first == temperature_plot(hostile, "vi")
    assert first.startswith("<svg")
    assert "<script" not in first


def test_a_route_is_at_risk_as_often_as_one_of_its_calls(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs
) -> None:
    # of four replications: call 1 misses its window in the first, call 2 in the first and second
    calls = tuple(
        CallKey(departure_id="R-1", position=i, centre_id=c, start_s=0)
        for i, c in enumerate(("centre-near", "centre-mid"))
    )
    missed = np.array([[1, 0, 0, 0], [1, 1, 0, 0]], bool)
    quiet = np.zeros((2, 4), bool)
    outcome = SimpleNamespace(calls=calls, missed=missed, heat=quiet, freeze=quiet)
    (risk,) = route_risks(tiny_plan, tiny_inputs, cast(Outcome, outcome))
    assert (risk.window, risk.heat, risk.freeze) == (50.0, 0.0, 0.0)


def test_the_worst_routes_are_drawn_even_when_there_is_no_risk() -> None:
    assert risk_plot([RouteRisk(name="R", window=0.0, heat=0.0, freeze=0.0)], "en").startswith("<svg")


def test_page_and_paper_show_the_same_blocks(tmp_path: Path) -> None:
    svg = risk_plot([RouteRisk(name="R", window=3.0, heat=1.0, freeze=0.0)], "vi")
    blocks = [
        badge("Thử #import <b>"),
        heading("Đầu đề"),
        sentence("*không* in đậm"),
        table([["Cột", "Số"], ["Đắk Lắk", "1"]]),
        figure(svg, "Hình"),
    ]
    text = page("T", "vi", blocks)
    assert "&lt;b&gt;" in text
    made = paper("T", "vi", blocks, datetime(2026, 11, 23, tzinfo=LOCAL))
    assert made.startswith(b"%PDF")
    assert made == paper("T", "vi", blocks, datetime(2026, 11, 23, tzinfo=LOCAL))
    (tmp_path / "r.pdf").write_bytes(made)
    from pypdf import PdfReader

    words = PdfReader(tmp_path / "r.pdf").pages[0].extract_text()
    assert "#import <b>" in words
    assert "*không*" in words
