"""The tiny week as a simulation question: without variation, and with one thing that varies."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import tiny

from distribution.files.simulation_rows import bundled_assumptions
from distribution.simulation.assumptions import Assumptions, RoadVariation, still
from distribution.simulation.replay import Question


def still_question(**changes: object) -> Question:
    """Return the tiny week without variation, but for changed assumptions."""
    inputs = tiny.tiny_inputs()
    assumed: Assumptions = replace(still(bundled_assumptions()), **changes)  # type: ignore[arg-type]
    return Question(
        plan=tiny.tiny_plan(), inputs=inputs, travel=tiny.tiny_travel(inputs), assumptions=assumed
    )


def varied_question() -> Question:
    """Return the tiny week under the bundled assumptions."""
    return replace(still_question(), assumptions=bundled_assumptions())


def roads(cv: float) -> RoadVariation:
    """Return travel times that vary alike on all roads, hours and months."""
    return RoadVariation(cv=np.full((4, 24), cv), mean_factor=np.ones(12), cv_factor=np.ones(12))
