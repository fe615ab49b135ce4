"""The night measured from outside, as the scheduler runs it: ``python -m benchmarks.allocation --json``.

All is synthetic.  The command line allocates the example quarter, with refrigerators so small that their
litres bind; time and memory are taken from here, gap and breaches from the files that it wrote.  In this
process follow: the fair levels alone, the same quarter in thirteen weeks, and again with 5 % noise in demand,
once free and once with the price of change; in processes of their own a country of 11,000 stations and the
thirteen weeks as one linear programme.  ``changed_cells_percent`` counts (centre, product, period) cells with
other packs than before, of all cells with packs in either.  Processor seconds stand beside wall seconds: they
tell a busy machine from slow code.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.allocation_ledger import append
from benchmarks.allocation_stores import write_tight_quarter
from benchmarks.memory import PeakMemory
from distribution.calendar import Week
from distribution.fairness.shares import with_caps
from distribution.files.assemble import read_inputs
from distribution.files.fairness_codec import read_certificate
from distribution.files.quarter_codec import ALLOCATION_FILE, read_quarter
from distribution.inputs import WeekInputs
from distribution.progress import Limits, Progress
from distribution.quarter.answer import Horizon, QuarterAllocation, weekly_horizon
from distribution.quarter.check import check_quarter
from distribution.quarter.prices import DEFAULT_CHANGE_VND
from distribution.travel import TravelTable
from operations.exit_codes import ExitCode
from operations.night.decision import fairness_breaches
from operations.night.folder import CERTIFICATE_FILE
from operations.travel_source import travel_for
from solvers.allocation.fairness_fortnight import Fairness, fair_fortnight
from solvers.allocation.quarter import allocate_quarter
from solvers.outcome import Outcome

MIB = 2**20
DONE = (ExitCode.DONE, ExitCode.WARNINGS)
WEEK = Week.parse("2026-W48")
NOISE = 0.05
NOISE_SEED = 5

Figures = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """The question that is measured."""

    inputs: WeekInputs
    travel: TravelTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """A command that has run: what it said on stdout, and what it took."""

    code: int
    told: str
    seconds: float
    cpu_seconds: float
    peak_mib: float


def main() -> None:
    """Measure and print the figures."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="coldchain-night-") as home:
        folder = Path(home) / "quarter"
        write_tight_quarter(folder, WEEK, options.stores)
        figures: Figures = {"synthetic": True, "stores_share": options.stores, "cpus": os.cpu_count()}
        published, night = _night(folder, Path(home))
        allocation = read_quarter(published / ALLOCATION_FILE)
        inputs = read_inputs(folder, WEEK)
        bench = Bench(inputs=inputs, travel=travel_for(inputs)[0])
        figures |= _told(night)
        figures |= _told(_judged(bench, allocation, published))
        if not options.quick:
            figures |= _told(_weekly(bench))
            figures |= _told(_stability(bench, allocation))
            figures |= _told(_national())
            figures |= _told(_programme(folder, options.lp_seconds))
    if options.ledger:
        append(figures)
    print(json.dumps(figures) if options.json else json.dumps(figures, indent=2))


def _told(part: Figures) -> Figures:
    """Say the figures of a part at once: the whole takes long."""
    print(json.dumps(part), file=sys.stderr, flush=True)
    return part


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.allocation", description=__doc__)
    parser.add_argument("--stores", type=float, default=0.35, help="share of the centres' litres")
    parser.add_argument("--lp-seconds", type=float, default=900.0, help="limit of the linear programme")
    parser.add_argument("--quick", action="store_true", help="the night and fairness alone")
    parser.add_argument("--ledger", action="store_true", help="add the figures to allocation_ledger.csv")
    parser.add_argument("--json", action="store_true", help="the object alone, on one line")
    return parser.parse_args()


def _night(folder: Path, home: Path) -> tuple[Path, Figures]:
    """Run the night; return the folder that it published, with wall seconds and peak MiB of its processes."""
    command = [sys.executable, "-m", "operations.cli", "allocate", "--json", "--input", str(folder)]
    command += ["--as-of", WEEK.monday.isoformat(), "--out", str(home / "allocations"), "--max-age", "100000"]
    command += ["--log", str(home / "night.log")]
    ran = _measured(command)
    if ran.code not in DONE:
        raise SystemExit(ran.code)
    figures = {"seconds": ran.seconds, "cpu_seconds": ran.cpu_seconds, "peak_mib": ran.peak_mib}
    return Path(json.loads(ran.told)["folder"]), figures


def _measured(command: Sequence[str]) -> Ran:
    """Run a command and measure it from outside, with all processes that it starts."""
    start, before_s = time.perf_counter(), _children_cpu_s()
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as run:
        with PeakMemory(run.pid) as memory:
            told, _ = run.communicate()
        seconds = time.perf_counter() - start
    return Ran(
        code=run.returncode,
        told=told,
        seconds=round(seconds, 2),
        cpu_seconds=round(_children_cpu_s() - before_s, 2),
        peak_mib=round(memory.peak_bytes / MIB, 1),
    )


def _children_cpu_s() -> float:
    """Return the processor seconds of all processes that were started from here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _judged(bench: Bench, allocation: QuarterAllocation, published: Path) -> Figures:
    started = time.perf_counter()
    fair = _fair(bench, allocation.horizon)
    fairness_s = time.perf_counter() - started
    breaches = check_quarter(allocation, bench.inputs)
    certificate = read_certificate(published / CERTIFICATE_FILE, WEEK)
    asked = with_caps(fair.question, certificate.caps, certificate.day_caps)
    unfair = fairness_breaches(asked, certificate, allocation, bench.inputs, bench.travel)
    return {
        "periods": len(allocation.horizon),
        "cells": len(_cells(allocation)),
        "gap_percent": _gap(allocation.objective_vnd, allocation.bound_vnd),
        "violations": len(breaches) + len(unfair),
        "overflows": len(allocation.overflows),
        "fairness_seconds": round(fairness_s, 2),
        "fair_levels": len(allocation.levels),
        "levels_by_days": len(certificate.day_caps),
        "levels_unproved": len(certificate.caps),
    }


def _fair(bench: Bench, horizon: Horizon) -> Fairness:
    return fair_fortnight(bench.inputs, bench.travel, horizon)


def _weekly(bench: Bench) -> Figures:
    """The same question in thirteen weeks, without fair levels: what the linear programme solves too."""
    started, used = time.perf_counter(), time.process_time()
    outcome = _allocate(bench, weekly_horizon(WEEK.monday))
    return {
        "weekly_seconds": round(time.perf_counter() - started, 2),
        "weekly_cpu_seconds": round(time.process_time() - used, 2),
        "weekly_gap_percent": _gap(outcome.objective, outcome.bound),
        "weekly_objective_vnd": outcome.objective,
        "weekly_bound_vnd": outcome.bound,
    }


def _stability(bench: Bench, before: QuarterAllocation) -> Figures:
    """Draw 5 % noise for every centre and product; decide again, free and with the price of change."""
    draw = np.random.default_rng(NOISE_SEED)
    forecast = bench.inputs.forecast
    factor = draw.lognormal(0, NOISE, forecast.doses.shape[:2])[:, :, None]
    doses = np.rint(forecast.doses * factor).astype(np.int32)
    noisy = replace(bench, inputs=replace(bench.inputs, forecast=replace(forecast, doses=doses)))
    levels = _fair(noisy, before.horizon).levels
    free = _allocate(noisy, before.horizon, levels=levels)
    kept = _allocate(noisy, before.horizon, levels=levels, released=before)
    change_vnd = _moved_packs(before, kept.value) * DEFAULT_CHANGE_VND
    return {
        "changed_cells_percent": _changed(before, kept.value),
        "changed_cells_free_percent": _changed(before, free.value),
        "change_cost_percent": _share(kept.objective - change_vnd - free.objective, free.objective),
        "stable_gap_percent": _gap(kept.objective, kept.bound),
    }


def _allocate(bench: Bench, horizon: Horizon, **settled: Any) -> Outcome[QuarterAllocation]:
    return allocate_quarter(
        bench.inputs, bench.travel, horizon, limits=Limits(), on_progress=_silent, **settled
    )


def _cells(allocation: QuarterAllocation) -> Counter[tuple[str, str, int]]:
    found: Counter[tuple[str, str, int]] = Counter()
    for issue in allocation.issues:
        found[issue.centre_id, issue.product_id, issue.period] += issue.packs
    return found


def _changed(before: QuarterAllocation, after: QuarterAllocation) -> float:
    a, b = _cells(before), _cells(after)
    return _share(sum(a[cell] != b[cell] for cell in {*a, *b}), len({*a, *b}))


def _moved_packs(before: QuarterAllocation, after: QuarterAllocation) -> int:
    a, b = _cells(before), _cells(after)
    return sum(abs(a[cell] - b[cell]) for cell in {*a, *b})


def _gap(objective: int, bound: int | None) -> float | None:
    return None if bound is None else _share(objective - bound, objective)


def _share(part: int, whole: int) -> float:
    return round(100 * part / max(abs(whole), 1), 4)


def _programme(folder: Path, seconds: float) -> Figures:
    module = ["benchmarks.allocation_lp", str(folder), "--seconds", str(seconds)]
    told = _succeeded(_measured([sys.executable, "-m", *module])).told
    figures: Figures = json.loads(told.splitlines()[-1])  # HiGHS writes banners of its own before it
    return figures


def _national() -> Figures:
    ran = _succeeded(_measured([sys.executable, "-m", "benchmarks.allocation_national"]))
    found = json.loads(ran.told)
    names = ("stations", "gap_percent", "unmet_packs", "over_vnd")
    return {
        "national_seconds": ran.seconds,
        "national_cpu_seconds": ran.cpu_seconds,
        "national_peak_mib": ran.peak_mib,
        **{f"national_{name}": found[name] for name in names},
    }


def _succeeded(ran: Ran) -> Ran:
    if ran.code:
        raise SystemExit(ran.code)
    return ran


def _silent(progress: Progress) -> None:
    """Say nothing: only the figures matter."""


if __name__ == "__main__":
    main()
