"""What people and programs are told of buffers against loss, on the tiny week."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from distribution.coldchain.packed_loads import packed_loads
from distribution.files.buffers_csv import read_buffers
from distribution.files.simulation_rows import bundled_assumptions
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.roads.travel import RoadPaths
from distribution.simulation.replay import Question
from distribution.simulation.run import as_written, simulate
from distribution.travel import TravelTable
from operations.plan_folder import judge
from operations.simulation.safety import loss_facts, loss_lines, safety
from operations.simulation.settings import SimulationSettings
from operations.simulation.simulated import Simulated


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_loads_that_nothing_helps_are_named_with_their_losses(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable, tmp_path: Path, lang: str
) -> None:
    # half of all box loads are packed straight from the freezer, and there is no other box to take
    plan = replace(tiny_plan, packed=packed_loads(tiny_plan, tiny_inputs))
    assumed = replace(bundled_assumptions(), freeze_fault=0.5)
    question = Question(plan=plan, inputs=tiny_inputs, travel=tiny_travel, assumptions=assumed)
    ours = Simulated(
        judged=judge(plan, tiny_inputs, tiny_travel, RoadPaths(place_ids=(), ways={})),
        question=question,
        written=as_written(question),
        outcome=simulate(question, 60, 1),
    )
    settings = SimulationSettings(
        replications=60, loss=0.1, on_time=0.9, buffers=tmp_path / "b.csv", lang=lang
    )
    found = safety(tmp_path, ours, settings, lambda _: None)
    lines = loss_lines(ours, found, settings)
    assert "C-1" in " ".join(lines)
    assert "b.csv" in lines[-1]
    facts = loss_facts(ours, found, settings)["loss"]
    assert facts["means"]["none"] == facts["above"] == len(found.calls) >= 3
    read = read_buffers(tmp_path / "b.csv", tiny_inputs.network)
    assert [(b.centre_id, b.buffer_s) for b in read] == [(b.centre_id, b.buffer_s) for b in found.buffers]
