"""1,000 replications of the country week in one process and in one a core: the same figures, and how long.

Seconds of a busy machine are no measure: processor seconds of all processes together stand beside them.
"""

from __future__ import annotations

import os
import resource
import time
from pathlib import Path

from benchmarks.ledger_rows import add_row, stamp

LEDGER = Path(__file__).with_name("coldchain_spread_ledger.csv")
REPLICATIONS, SEED = 1_000, 1


def spread(plan: Path) -> dict[str, object]:
    """Return what the replications of a plan folder take alone and spread, and add a ledger row.

    ``best_wall_s`` is what the spread processor seconds take on cores that do nothing else.
    """
    from distribution.cores import cores
    from distribution.files.simulation_rows import bundled_assumptions
    from operations.plan_folder import judge_folder
    from operations.simulation.settings import SimulationSettings
    from operations.simulation.simulate import simulated
    from operations.simulation.spread import spread_of

    judged, load = judge_folder(plan), os.getloadavg()[0]
    figures: dict[str, object] = {"plan_id": judged.plan.plan_id, "replications": REPLICATIONS}
    totals, cpu = [], 0.0
    for name, workers in (("alone", 1), ("spread", cores())):
        asked = SimulationSettings(replications=REPLICATIONS, seed=SEED, workers=workers)
        began, used = time.perf_counter(), _processor_s()
        with spread_of(asked) as pool:
            found = simulated(judged, bundled_assumptions(), asked, lambda _: None, pool)
        cpu = _processor_s() - used
        figures |= {f"{name}_s": round(time.perf_counter() - began, 2), f"{name}_cpu_s": round(cpu, 2)}
        totals.append(found.outcome.totals)
    alone, spread_out = totals
    figures |= {
        "processes": cores(),
        "best_wall_s": round(cpu / cores(), 2),
        "same": all((alone[name] == spread_out[name]).all() for name in alone),
        "child_peak_mib": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
        "load_1_min": round(load, 1),
    }
    add_row(LEDGER, {**stamp("coldchain", "numpy"), **figures})
    return figures


def _processor_s() -> float:
    """Return the processor seconds of this process and of its children that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
