"""The night's ledger: one row a run, with engine, versions and what else ran.

``python -m benchmarks.allocation_ledger FILE`` adds figures that a run has told and not entered: a JSON
object, or lines of them part by part; ``--date`` is when they were measured, by the versions installed here.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.ledger_rows import add_row, stamp

LEDGER = Path(__file__).with_name("allocation_ledger.csv")
ENGINE = "flows, priced litres, own simplex"  # what allocates; the linear programme names its own
PACKAGES = ("coldchain", "numpy", "numba", "ortools")
FIGURES = (
    "stores_share",
    "periods",
    "cells",
    "seconds",
    "cpu_seconds",
    "peak_mib",
    "gap_percent",
    "violations",
    "overflows",
    "fairness_seconds",
    "fair_levels",
    "weekly_seconds",
    "weekly_cpu_seconds",
    "weekly_gap_percent",
    "weekly_objective_vnd",
    "weekly_bound_vnd",
    "lp_engine",
    "lp_seconds",
    "lp_cpu_seconds",
    "lp_optimum_vnd",
    "changed_cells_percent",
    "changed_cells_free_percent",
    "change_cost_percent",
    "stable_gap_percent",
    "national_stations",
    "national_seconds",
    "national_cpu_seconds",
    "national_peak_mib",
    "national_gap_percent",
    "national_unmet_packs",
    "national_over_vnd",
)
COLUMNS = ("date", *PACKAGES, "python", "cpus", "load", "engine", *FIGURES)


def append(figures: Mapping[str, Any], ledger: Path = LEDGER, **told: Any) -> None:
    """Add the figures of a run; what was not measured stays empty.

    ``load`` is how many processes wanted a processor in the minute before; what is ``told`` replaces what
    is found here.
    """
    row = {
        **stamp(*PACKAGES),
        "load": round(os.getloadavg()[0], 1),
        "engine": ENGINE,
        **{name: figures[name] for name in FIGURES if name in figures},
        **told,
    }
    add_row(ledger, row, COLUMNS)


def main() -> None:
    """Add the figures of a file."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.allocation_ledger", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--date", required=True, help="when they were measured, ISO")
    parser.add_argument("--load", type=float, help="processes that wanted a processor meanwhile")
    options = parser.parse_args()
    figures: dict[str, Any] = {}
    for line in options.file.read_text(encoding="utf-8").splitlines():
        figures |= json.loads(line)
    append(figures, date=options.date, load=options.load)


if __name__ == "__main__":
    main()
