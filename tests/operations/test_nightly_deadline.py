"""A night's deadline: what has no whole result is broken off, what has one goes on."""

from __future__ import annotations

import pytest

from distribution.errors import InfeasibleError
from distribution.progress import Progress
from operations.night import deadline


def test_a_deadline_breaks_off_what_has_no_whole_result_and_nothing_else() -> None:
    told: list[str] = []
    guarded = deadline.Deadline(-1.0).guarding(lambda progress: told.append(progress.phase))
    for phase in ("fairness", "quarter_arcs", "quarter_prices", "quarter_repair"):
        with pytest.raises(InfeasibleError):
            guarded(Progress(phase=phase))
    guarded(Progress(phase="quarter_improve"))
    assert told == ["quarter_improve"]
    deadline.Deadline(None).guarding(lambda _: None)(Progress(phase="fairness"))
