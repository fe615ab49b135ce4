"""The bundled week, measured from outside as a user runs it: ``python -m benchmarks.week --json``.

The command line plans in a process of its own.  Its time and memory are taken from here, all other
figures from the files that it wrote.  The insertion baseline is planned again for the same need, and
both plans are priced by the same referee (``distribution.costing``).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.ledger import append
from benchmarks.memory import PeakMemory
from distribution.costing import cost
from distribution.progress import Limits, Progress
from operations.exit_codes import ExitCode
from operations.plan_folder import Judged, judge_folder
from operations.settings import PlanSettings
from operations.showing import MAP_FILE
from operations.stopwatch import Stopwatch
from operations.weekly import plan_week
from solvers.routing.engines import ENGINES

MIB = 2**20
DONE = (ExitCode.DONE, ExitCode.WARNINGS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The insertion plan of the same need: what its deliveries cost, and whom it leaves out."""

    delivery_vnd: int
    unserved: int


def main() -> None:
    """Measure one run, print its figures, and add them to the ledger."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="coldchain-week-") as home:
        facts, all_s, peak_mib = _run(options, Path(home))
        folder = Path(facts["folder"])
        judged = judge_folder(folder)
        baseline = _baseline(judged, options)
        figures = _figures(facts, judged, baseline, options.engine)
        figures["seconds"]["all"] = round(all_s, 2)
        figures["peak_mib"] = round(peak_mib, 1)
        figures["map_mib"] = round((folder / MAP_FILE).stat().st_size / MIB, 2)
    append(figures, {**vars(options), "insertion_unserved": baseline.unserved})
    print(json.dumps(figures) if options.json else json.dumps(figures, indent=2))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.week", description=__doc__)
    parser.add_argument("--week", default="2026-W48", help="ISO week of the example")
    parser.add_argument("--engine", default=PlanSettings().engine, choices=sorted(ENGINES))
    parser.add_argument("--seconds", type=float, default=60.0, help="routing budget")
    parser.add_argument("--iterations", type=int, help="stop by iterations instead: repeatable")
    parser.add_argument("--json", action="store_true", help="the object alone, on one line")
    return parser.parse_args()


def _run(options: argparse.Namespace, home: Path) -> tuple[dict[str, Any], float, float]:
    """Plan by the command line; return its facts, seconds of wall time and peak MiB of its processes."""
    command = [sys.executable, "-m", "operations.cli", "plan", "--json"]
    command += ["--week", options.week, "--engine", options.engine, "--seconds", str(options.seconds)]
    if options.iterations is not None:
        command += ["--iterations", str(options.iterations)]
    start = time.perf_counter()
    with subprocess.Popen(
        [*command, "--out", str(home / "plans")], stdout=subprocess.PIPE, encoding="utf-8"
    ) as run:
        with PeakMemory(run.pid) as memory:
            told, _ = run.communicate()
        all_s = time.perf_counter() - start
    if run.returncode not in DONE:
        raise SystemExit(run.returncode)
    facts: dict[str, Any] = json.loads(told)
    return facts, all_s, memory.peak_bytes / MIB


def _baseline(judged: Judged, options: argparse.Namespace) -> Baseline:
    """Plan the same question by insertion and price it."""
    if options.engine == "insertion":
        return Baseline(delivery_vnd=judged.costs.delivery_vnd, unserved=len(judged.plan.unserved))
    limits = Limits(iterations=options.iterations, seconds=options.seconds, seed=judged.plan.seed)
    settings = PlanSettings(engine="insertion", limits=limits)
    planned = plan_week(judged.inputs, judged.travel, settings, _silent, Stopwatch())
    priced = cost(planned.plan, judged.inputs, judged.travel)
    return Baseline(delivery_vnd=priced.delivery_vnd, unserved=len(planned.plan.unserved))


def _figures(facts: dict[str, Any], judged: Judged, baseline: Baseline, engine: str) -> dict[str, Any]:
    others_vnd: dict[str, int | None] = dict.fromkeys(ENGINES)
    others_vnd["insertion"] = baseline.delivery_vnd
    return {
        "seconds": dict(facts["seconds"]),
        "peak_mib": 0.0,
        "cost_vnd": others_vnd | {engine: judged.costs.delivery_vnd},
        "centres_with_need": facts["centres_with_need"],
        "served": facts["served"],
        "unserved": facts["unserved"],
        "violations": len(judged.violations),
        "travel_error_percent": judged.plan.travel_error_percent,
        "map_mib": 0.0,
    }


def _silent(progress: Progress) -> None:
    """Say nothing: the command line has told its progress already."""


if __name__ == "__main__":
    main()
