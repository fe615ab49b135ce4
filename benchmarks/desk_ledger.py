"""The desk's ledger: one row a run, with what it was measured on."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.ledger_rows import add_row, stamp

LEDGER = Path(__file__).with_name("desk.csv")
COLUMNS = (
    "date",
    "coldchain",
    "python",
    "cpus",
    "load",
    "planted_faults",
    "found_faults",
    "fault_kinds",
    "false_alarms",
    "rows",
    "read_check_seconds",
    "read_check_cpu_seconds",
    "marked_copy_seconds",
    "marked_copy_cpu_seconds",
    "marked_cells",
    "round_trip_same",
    "round_trip_locks",
    "replan_seconds",
    "replan_changed_centres",
    "replan_cost_ratio",
    "replan_cpu_seconds",
    "papers_60_routes_seconds",
    "papers_60_routes_cpu_seconds",
    "papers_peak_mib",
    "map_mib",
    "map_open_seconds",
    "map_open_cpu_seconds",
    "first_use_commands",
    "first_use_seconds",
    "first_use_cpu_seconds",
    "first_use_served",
)


def append(figures: Mapping[str, Any], ledger: Path = LEDGER) -> None:
    """Add the figures of a run; what was not measured stays empty.

    ``load`` is how many processes wanted a processor in the minute before, for the times of the wall.
    """
    row = {
        **stamp("coldchain"),
        "load": round(os.getloadavg()[0], 1),
        **{name: figures[name] for name in COLUMNS if name in figures},
    }
    add_row(ledger, row, COLUMNS)
