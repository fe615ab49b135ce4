"""The ledger: one row a run, with what it was measured on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.ledger_rows import add_row, stamp

LEDGER = Path(__file__).with_name("ledger.csv")
PHASES = ("read", "travel", "allocate", "route", "check", "write", "all")
PLAIN = (
    "peak_mib",
    "centres_with_need",
    "served",
    "unserved",
    "insertion_unserved",
    "violations",
    "travel_error_percent",
    "map_mib",
)
COLUMNS = (
    "date",
    "coldchain",
    "ortools",
    "python",
    "cpus",
    "week",
    "engine",
    "budget_s",
    "iterations",
    *(f"{phase}_s" for phase in PHASES),
    "cost_vnd",
    "insertion_vnd",
    *PLAIN,
)


def append(figures: Mapping[str, Any], options: Mapping[str, Any], ledger: Path = LEDGER) -> None:
    """Add the figures of a run to the ledger, with its options, the date (UTC), versions and cores.

    A run stopped by iterations has no budget of seconds; ``cost_vnd`` is what the engine asked for found.
    """
    by_iterations = options["iterations"] is not None
    row = {
        **stamp("coldchain", "ortools"),
        "week": options["week"],
        "engine": options["engine"],
        "budget_s": None if by_iterations else options["seconds"],
        "iterations": options["iterations"],
        **{f"{phase}_s": figures["seconds"][phase] for phase in PHASES},
        **{name: {**options, **figures}[name] for name in PLAIN},
        "cost_vnd": figures["cost_vnd"][options["engine"]],
        "insertion_vnd": figures["cost_vnd"]["insertion"],
    }
    add_row(ledger, row, COLUMNS)
