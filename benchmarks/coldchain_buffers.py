"""A plan of the country week with recipes and buffers against one without, on the same random numbers."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from benchmarks.coldchain_loss import case, planned_anew, simulated_alone

REPLICATIONS = 1_000
ON_TIME, LOSS = 0.95, 0.03
ITERATIONS = 150  # of the engine, where it counts them


def buffers(plan: Path) -> dict[str, object]:
    """Return what buffers for time, for loss, and for both buy: excursions, freezing, đồng lost, extra cost.

    All four plans are made here, by the engine of the plan folder and as long a search: the folder's own,
    longer sought or shorter, would bring the search into the difference.
    """
    from operations.plan_folder import judge_folder

    judged = judge_folder(plan)
    asked = Namespace(
        on_time=ON_TIME,
        loss=LOSS,
        engine=judged.plan.engine,
        iterations=ITERATIONS,
        search_seed=1,
        replications=REPLICATIONS,
        keep_routes=False,
    )
    base = simulated_alone(planned_anew(judged, (), asked), REPLICATIONS)
    return {
        "on_time": case(base, asked, on_time=True, loss=False),
        "loss": case(base, asked, on_time=False, loss=True),
        "both": case(base, asked, on_time=True, loss=True),
    }
