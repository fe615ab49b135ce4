"""A plan of the country week with recipes and buffers against one without, on the same random numbers."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from benchmarks.coldchain_loss import case

REPLICATIONS, SEED = 1_000, 1
ON_TIME, LOSS = 0.95, 0.03
ITERATIONS = 150  # of the plan's own engine, where it counts them


def buffers(plan: Path) -> dict[str, object]:
    """Return what buffers for time, for loss, and for both buy: excursions, freezing, đồng lost, extra cost.

    Plans with them are made by the engine of the plan folder.
    """
    from distribution.files.simulation_rows import bundled_assumptions
    from operations.plan_folder import judge_folder
    from operations.simulation.settings import SimulationSettings
    from operations.simulation.simulate import simulated

    judged = judge_folder(plan)
    settings = SimulationSettings(replications=REPLICATIONS, seed=SEED)
    base = simulated(judged, bundled_assumptions(), settings, lambda _: None, None)
    asked = Namespace(
        on_time=ON_TIME,
        loss=LOSS,
        engine=judged.plan.engine,
        iterations=ITERATIONS,
        replications=REPLICATIONS,
        keep_routes=False,
    )
    return {
        "on_time": case(base, asked, on_time=True, loss=False),
        "loss": case(base, asked, on_time=False, loss=True),
        "both": case(base, asked, on_time=True, loss=True),
    }
