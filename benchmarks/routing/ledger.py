"""The ledger of routing runs: a row each, with date and versions."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from benchmarks.ledger_rows import add_row, stamp
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
        **stamp(),
        "version": version(ENGINES[run.engine].package),
    }
    add_row(ledger, row, COLUMNS)
