"""Measured against expected in the report of a plan: by run, by part, with pictures and refits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from distribution.coldchain.rides import RideTemperature, predicted_rides
from distribution.errors import InputError
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.roads.graph import Floats
from operations.plan_folder import Judged
from operations.plan_report.logged import compared, logged_blocks
from operations.plots.blocks import Block


@pytest.fixture
def judged(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs) -> Judged:
    return cast(Judged, SimpleNamespace(plan=tiny_plan, inputs=tiny_inputs))


@pytest.fixture
def ride(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs) -> RideTemperature:
    return predicted_rides(tiny_plan, tiny_inputs)["R-1"]


def _export(folder: Path, ride: RideTemperature, judged: Judged, add_c: Floats, name: str) -> None:
    """Write readings at the ends of the ride's steps: the middle of what was expected and so much more."""
    folder.mkdir(exist_ok=True)
    middle_c = (ride.coldest_c + ride.warmest_c) / 2
    begins, step = judged.plan.week.moment(ride.start_s), timedelta(seconds=ride.step_s)
    lines = [
        f"{begins + step * (n + 1):%Y-%m-%d %H:%M:%S},{value:.3f}" for n, value in enumerate(middle_c + add_c)
    ]
    (folder / f"{name}.csv").write_text("Time,Temp (°C)\n" + "\n".join(lines) + "\n", encoding="utf-8")


def _tables(blocks: Sequence[Block]) -> list[tuple[tuple[str, ...], ...]]:
    return [block.rows for block in blocks if block.kind == "table"]


def test_runs_parts_and_refits_stand_beside_what_was_expected(
    tmp_path: Path, judged: Judged, ride: RideTemperature
) -> None:
    add_c = np.full(len(ride.air_c), 0.25)
    add_c[12] = 20.0  # 65 minutes after closing at 05:15: 06:20, on the first leg
    _export(tmp_path / "loggers", ride, judged, add_c, "R-1")

    found = compared(tmp_path, None, judged)
    blocks = list(logged_blocks(found, judged, "en"))

    runs, parts, refits = _tables(blocks)
    count = len(ride.air_c)
    bias = (0.25 * (count - 1) + 20.0) / count
    assert runs[1][0].startswith("R-1 · ")
    assert runs[1][4] == f"{bias:.2f}"
    assert runs[1][6:] == ("20.00", "1")
    # loading, two legs and two stops; the warm reading lies on the first leg
    assert len(parts) == 1 + 5
    out = [row for row in parts[1:] if row[3] != "–"]
    assert [row[0] for row in out] == [parts[2][0]]
    assert "from 23/11 06:20" in out[0][3]
    assert refits[1][0] == "R-1"
    assert [block.kind for block in blocks].count("figure") == 1
    assert all("{" not in block.text for block in blocks)


def test_without_exports_the_report_says_where_to_put_them(tmp_path: Path, judged: Judged) -> None:
    blocks = list(logged_blocks(compared(tmp_path, None, judged), judged, "vi"))
    assert [block.kind for block in blocks] == ["heading", "sentence"]
    assert "loggers" in blocks[1].text


def test_a_folder_that_is_not_there_and_exports_of_no_run_are_refused_together(
    tmp_path: Path, judged: Judged, ride: RideTemperature
) -> None:
    with pytest.raises(InputError) as missing:
        compared(tmp_path, tmp_path / "nowhere", judged)
    assert [fault.code for fault in missing.value.faults] == ["loggers_folder"]
    for name in ("R-8", "R-9"):
        _export(tmp_path / "other", ride, judged, np.zeros(len(ride.air_c)), name)
    with pytest.raises(InputError) as unknown:
        compared(tmp_path, tmp_path / "other", judged)
    assert [fault.code for fault in unknown.value.faults] == ["logger_no_run", "logger_no_run"]
