"""The ledger of routing runs: a row each, with date and versions."""

from __future__ import annotations

import csv
import os
import platform
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


def append(run: Run, ledger: Path) -> None:
    """Add a run, with the date (UTC), so that those done stay when later ones are broken off."""
    row = {
        **run.as_json(),
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "cpus": os.cpu_count(),
        "version": version(ENGINES[run.engine].package),
    }
    is_new = not ledger.exists()
    with ledger.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        if is_new:
            writer.writeheader()
        writer.writerow(row)
