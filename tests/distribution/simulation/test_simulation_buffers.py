"""Buffers hold what was asked for, narrow windows and nothing else, and survive their file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from still_week import roads, still_question

from distribution.errors import InputError
from distribution.files.buffers_csv import read_buffers, write_buffers
from distribution.simulation.buffers import Buffer, buffers_for, capped, with_buffers
from distribution.simulation.run import simulate


def test_a_buffer_is_the_lateness_that_so_many_calls_do_not_exceed() -> None:
    question = still_question(roads=roads(0.3), service_cv=0.2)
    outcome = simulate(question, 1_000, 5)
    found = buffers_for(question.plan, question.inputs, outcome, 0.9)
    assert {b.centre_id for b in found} == {s.centre_id for r in question.plan.routes for s in r.stops}
    for row, call in enumerate(outcome.calls):
        buffer = next((b for b in found if b.centre_id == call.centre_id), None)
        if buffer is not None:
            share = float((outcome.end_late_s[row] <= buffer.buffer_s).mean())
            assert 0.9 <= share <= 0.97 or buffer.buffer_s <= 60
            assert buffer.buffer_s % 60 == 0


def test_without_variation_nothing_is_held_in_reserve() -> None:
    question = still_question()
    outcome = simulate(question, 10, 5)
    assert not any(b.buffer_s for b in buffers_for(question.plan, question.inputs, outcome, 0.95))


def test_the_buffers_of_the_plan_itself_do_not_shrink() -> None:
    question = still_question()
    held = Buffer(centre_id="centre-near", buffer_s=1_800, keep_s=2_000, calls=1, on_time=1.0)
    found = buffers_for(question.plan, question.inputs, simulate(question, 10, 5), 0.95, (held,))
    assert next(b for b in found if b.centre_id == "centre-near").buffer_s == 1_800


def test_windows_close_earlier_by_the_buffer_and_keep_what_unloading_needs() -> None:
    inputs = still_question().inputs
    short = Buffer(centre_id="centre-near", buffer_s=1_800, keep_s=2_160, calls=1, on_time=0.9)
    long = replace(short, buffer_s=100_000)
    was = inputs.network.centre("centre-near").windows
    now = with_buffers(inputs, (short,)).network.centre("centre-near").windows
    assert [w.closes_s for w in now] == [w.closes_s - 1_800 for w in was]
    assert [w.opens_s for w in now] == [w.opens_s for w in was]
    least = with_buffers(inputs, (long,)).network.centre("centre-near").windows
    assert [w.closes_s - w.opens_s for w in least] == [2_160] * len(was)
    assert capped(long, inputs.network.centre("centre-near"))
    assert not capped(short, inputs.network.centre("centre-near"))
    others = [c for c in with_buffers(inputs, (short,)).network.centres if c.centre_id != "centre-near"]
    assert others == [c for c in inputs.network.centres if c.centre_id != "centre-near"]


def test_buffers_survive_their_file(tmp_path: Path) -> None:
    network = still_question().inputs.network
    buffers = (
        Buffer(centre_id="centre-far", buffer_s=5_400, keep_s=2_160, calls=1, on_time=0.75),
        Buffer(centre_id="centre-mid", buffer_s=60, keep_s=2_040, calls=2, on_time=1.0),
    )
    write_buffers(buffers, network, tmp_path / "b.csv")
    assert read_buffers(tmp_path / "b.csv", network) == buffers


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text(
        "centre_id,buffer_min,keep_min\ncentre-far,ten,20\nnowhere,5,5\ncentre-mid,-3,5000\ncentre-mid,1,1\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as told:
        read_buffers(path, still_question().inputs.network)
    assert sorted((f.row, f.column, f.code) for f in told.value.faults) == [
        (2, "buffer_min", "buffers_minutes"),
        (3, "centre_id", "buffers_centre"),
        (4, "buffer_min", "buffers_minutes"),
        (4, "keep_min", "buffers_minutes"),
        (5, "centre_id", "buffers_twice"),
    ]


def test_a_file_without_its_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text("centre,minutes\nx,1\n", encoding="utf-8")
    with pytest.raises(InputError) as told:
        read_buffers(path, still_question().inputs.network)
    assert [f.code for f in told.value.faults] == ["buffers_column"] * 3
    assert np.all([f.column for f in told.value.faults])
