"""Time and findings of the simulation: ``python -m benchmarks.coldchain_simulation [PLAN]`` prints JSON.

``simulation()`` is a part of ``benchmarks.coldchain``.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

REPLICATIONS = 1_000
SEED = 1


def simulation(plan: Path | None = None) -> dict[str, object]:
    """Return seconds, memory and findings of 1,000 replications of a country week.

    ``plan`` is a plan folder; None plans the bundled week with the quick insertion engine first.
    ``stays_exact`` says that without variation no call, return or dose differs from the plan.
    """
    from distribution.files.simulation_rows import bundled_assumptions
    from distribution.simulation.replay import Question
    from distribution.simulation.run import as_written, simulate
    from operations.plan_folder import judge_folder

    judged = judge_folder(plan or _planned())
    question = Question(
        plan=judged.plan,
        inputs=judged.inputs,
        travel=judged.travel,
        assumptions=bundled_assumptions(),
    )
    written = as_written(question)
    began, used = time.perf_counter(), time.process_time()
    outcome = simulate(question, REPLICATIONS, SEED)
    seconds, cpu = time.perf_counter() - began, time.process_time() - used
    calls: dict[str, Any] = {name: float(values.mean()) for name, values in outcome.totals.items()}
    return {
        "plan_id": judged.plan.plan_id,
        "replications": REPLICATIONS,
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu, 2),
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "calls": len(outcome.calls),
        "stays_exact": not (written.late_s.any() or written.late_home_s.any() or written.missed.any()),
        "on_time": round(1.0 - float(outcome.missed.mean()), 5),
        "mean": {name: round(value, 3) for name, value in calls.items()},
    }


def _planned() -> Path:
    from tempfile import mkdtemp

    from distribution.progress import Limits
    from operations.plan_command import plan_and_publish
    from operations.settings import PlanSettings

    plans = Path(mkdtemp()) / "plans"
    settings = PlanSettings(engine="insertion", limits=Limits(iterations=1), allocation="own")
    return Path(str(plan_and_publish(None, "2026-W48", plans, settings).facts["folder"]))


if __name__ == "__main__":
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    sys.stdout.write(json.dumps(simulation(given), ensure_ascii=False) + "\n")
