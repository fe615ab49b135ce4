"""Time and findings of the simulation: ``python -m benchmarks.coldchain_simulation [PLAN [BUFFERED]]``.

Prints JSON.  ``simulation()`` is a part of ``benchmarks.coldchain``.  With a second plan, made with the
buffers of the first, it tells what they buy on the same random numbers.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.coldchain_plan import planned
from benchmarks.ledger_rows import add_row, stamp

if TYPE_CHECKING:
    from distribution.simulation.outcome import Outcome
    from operations.plan_folder import Judged

LEDGER = Path(__file__).with_name("coldchain_simulation_ledger.csv")
REPLICATIONS = 1_000
SEED = 1


def simulation(plan: Path | None = None, buffered: Path | None = None) -> dict[str, object]:
    """Return seconds, memory and findings of 1,000 replications of a country week, and add a ledger row.

    ``plan`` is a plan folder; None plans the bundled week with the quick insertion engine first.
    ``stays_exact`` says that without variation no call, return or dose differs from the plan.
    ``seconds`` are of the replications alone, in one process; ``load`` is that of the machine before.
    """
    from operations.plan_folder import judge_folder

    judged, load = judge_folder(plan or planned()), os.getloadavg()[0]
    began, used = time.perf_counter(), time.process_time()
    outcome, exact = _replayed(judged)
    figures: dict[str, object] = {
        "plan_id": judged.plan.plan_id,
        "replications": REPLICATIONS,
        "seconds": round(time.perf_counter() - began, 2),
        "cpu_seconds": round(time.process_time() - used, 2),
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "load": round(load, 1),
        "calls": len(outcome.calls),
        "stays_exact": exact,
        "on_time": round(1.0 - float(outcome.missed.mean()), 5),
    }
    _append(figures)
    figures["mean"] = {name: round(float(v.mean()), 3) for name, v in outcome.totals.items()}
    if buffered is not None:
        figures["buffers"] = _bought(judge_folder(buffered), judged, outcome)
    return figures


def _replayed(judged: Judged) -> tuple[Outcome, bool]:
    """Return 1,000 replications, and whether one without variation is the plan itself."""
    from distribution.files.simulation_rows import bundled_assumptions
    from distribution.simulation.replay import question_of
    from distribution.simulation.run import as_written, simulate

    question = question_of(judged.plan, judged.inputs, judged.travel, bundled_assumptions())
    written = as_written(question)
    exact = not (written.late_s.any() or written.late_home_s.any() or written.missed.any())
    return simulate(question, REPLICATIONS, SEED), exact


def _bought(buffered: Judged, judged: Judged, outcome: Outcome) -> dict[str, object]:
    """Return what a plan with buffers costs more and loses less than the one without."""
    from distribution.simulation.comparison import differences

    ours, exact = _replayed(buffered)
    return {
        "plan_id": buffered.plan.plan_id,
        "stays_exact": exact,
        "on_time": round(1.0 - float(ours.missed.mean()), 5),
        "extra_cost_vnd": buffered.costs.total - judged.costs.total,
        "differences": [asdict(one) for one in differences(ours, outcome)],
    }


def _append(figures: dict[str, object]) -> None:
    row = {
        **stamp("coldchain", "numpy"),
        **figures,
    }
    add_row(LEDGER, row)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(simulation(*map(Path, sys.argv[1:3])), ensure_ascii=False) + "\n")
