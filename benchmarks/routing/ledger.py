"""The ledger of routing runs: a row each, with date and versions."""

from __future__ import annotations

import csv
import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.routing.engines import ENGINES
from benchmarks.routing.figures import Run

LEDGER = Path(__file__).parent.with_name("routing_ledger.csv")
COLUMNS = (
    "date",
    "python",
    "cpus",
    "class",
    "instance",
    "engine",
    "version",
    "seed",
    "seconds",
    "wall_s",
    "cost",
    "best_known",
    "gap_percent",
    "feasible",
    "peak_mib",
    "error",
)


def append(runs: Sequence[Run], ledger: Path) -> None:
    """Add the runs, all of one date (UTC)."""
    stamp = {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "cpus": os.cpu_count(),
    }
    is_new = not ledger.exists()
    with ledger.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        if is_new:
            writer.writeheader()
        for run in runs:
            writer.writerow({**stamp, **run.as_json(), "version": version(ENGINES[run.engine].package)})
