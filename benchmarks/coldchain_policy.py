"""Time, memory and findings of a year of policy: ``python -m benchmarks.coldchain_policy`` prints JSON.

``policy()`` is a part of ``benchmarks.coldchain``.  The load of the machine is told beside the seconds:
a busy machine is no slow code.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from dataclasses import replace
from pathlib import Path

from benchmarks.ledger_rows import add_row, stamp
from distribution.cores import cores

LEDGER = Path(__file__).with_name("coldchain_policy_ledger.csv")
REPLICATIONS = 1_000
THREADS = cores()
SEED = 1


def policy(replications: int = REPLICATIONS) -> dict[str, object]:
    """Return seconds, memory and findings of many years of the bundled example, and add a ledger row.

    ``seconds`` and ``cpu_seconds`` are of the years alone, compiled code being there; ``other_seconds`` of
    reading the input and building the tables.  ``certain_repeats`` says that without chance every
    replication is the same.
    """
    from distribution.calendar import Week
    from distribution.policy.figures import year_figures, year_series
    from distribution.policy.replications import live
    from operations.policy.arms import PolicySettings, compare

    began = time.perf_counter()
    settings = PolicySettings(
        source=None, week=Week.parse("2026-W48"), replications=2, seed=SEED, threads=THREADS
    )
    told = compare(settings, lambda _: None)
    other_s = time.perf_counter() - began
    question = told.base.years.question
    began, used = time.perf_counter(), time.process_time()
    years = live(question, replications, seed=SEED, threads=THREADS)
    seconds, cpu = time.perf_counter() - began, time.process_time() - used
    certain = live(replace(question, chance=question.chance._replace(on=False)), 3, threads=THREADS)
    weeks, products, centres = question.centres.mean.shape
    figures: dict[str, object] = {
        "replications": replications,
        "weeks": weeks,
        "products": products,
        "centres": centres,
        "threads": THREADS,
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu, 2),
        "other_seconds": round(other_s, 2),
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "load_1_min": round(os.getloadavg()[0], 1),
        "certain_repeats": bool((certain.week == certain.week[:1]).all()),
        "mean": {
            name: round(e.mean, 3) for name, e in year_figures(year_series(years, told.base.rates)).items()
        },
    }
    _append(figures)
    return figures


def _append(figures: dict[str, object]) -> None:
    row = {
        **stamp("coldchain", "numba", "numpy"),
        **{name: value for name, value in figures.items() if name != "mean"},
    }
    add_row(LEDGER, row)


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else REPLICATIONS
    sys.stdout.write(json.dumps(policy(asked), ensure_ascii=False) + "\n")
