"""The planner's desk, measured: ``python -m benchmarks.desk --json``.

A dirty workbook with planted faults is checked beside the sound one that it is made from; a workbook of
150,000 rows is read, checked and marked; a plan and its input go through LibreOffice; a vehicle is taken out
of the country's week; papers are set and the map is opened; and a newcomer's commands are run.  Times are
of the wall, and of the processor (``…_cpu_seconds``), which says what the program needs where others share
the machine.  Each run adds a row to ``benchmarks/desk.csv``.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.desk_clean import WEEK, write_clean
from benchmarks.desk_country import Desk
from benchmarks.desk_faults import plant, told
from benchmarks.desk_large import ROWS, write_large
from benchmarks.desk_ledger import append
from distribution.consistency.findings import findings
from distribution.files.assemble import check_inputs
from distribution.files.marked.copy import write_marked_copy


def main() -> None:
    """Measure the parts asked for, and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.desk", description=__doc__)
    parser.add_argument("--json", action="store_true", help="the object alone, on one line")
    parser.add_argument("--only", choices=sorted(PARTS), action="append", help="only these parts")
    parser.add_argument("--plan", type=Path, help="a plan folder of the country, to save planning it")
    options = parser.parse_args()
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="coldchain-desk-") as home:
        desk = Desk(Path(home), options.plan)
        for name in options.only or PARTS:
            figures |= PARTS[name](desk)
    append(figures)
    print(json.dumps(figures) if options.json else json.dumps(figures, indent=2))


def faults(desk: Desk) -> dict[str, Any]:
    """Return how many planted faults are found, of how many kinds, and what is told that is none."""
    clean, dirty = desk.home / "clean.xlsx", desk.home / "dirty.xlsx"
    write_clean(clean)
    planted = {fault.found for fault in plant(clean, dirty)}
    found = told(check_inputs(dirty, WEEK))
    alarms = told(check_inputs(clean, WEEK))
    return {
        "planted_faults": len(planted),
        "found_faults": len(planted & found),
        "fault_kinds": len({code for code, _, _ in planted & found}),
        "false_alarms": len(alarms) + len(found - planted),
        "not_found": sorted(planted - found),
        "not_planted": sorted(found - planted) + sorted(alarms),
    }


def speed(desk: Desk) -> dict[str, Any]:
    """Return how long 150,000 rows take to be read and checked, and a copy of them to be marked."""
    sound, wrong = desk.home / "large.xlsx", desk.home / "large-wrong.xlsx"
    write_large(sound, wrong=False)
    write_large(wrong, wrong=True)
    check_inputs(None, WEEK)  # the libraries and the base map, which every check needs
    checked, read = _timed(lambda: check_inputs(sound, WEEK))
    if checked.faults or checked.doubts:
        raise ValueError(f"the large workbook is not sound: {checked.faults[:3]} {checked.doubts[:3]}")
    faulty = check_inputs(wrong, WEEK)
    lines = findings(faulty.faults, faulty.doubts, "vi")
    _, copied = _timed(lambda: write_marked_copy(wrong, desk.home / "large-marked.xlsx", lines, "vi"))
    return {
        "rows": ROWS,
        "read_check_seconds": read[0],
        "read_check_cpu_seconds": read[1],
        "marked_copy_seconds": copied[0],
        "marked_copy_cpu_seconds": copied[1],
        "marked_cells": len(lines),
    }


def _timed(job: Callable[[], Any]) -> tuple[Any, tuple[float, float]]:
    wall, cpu = time.perf_counter(), time.process_time()
    result = job()
    return result, (round(time.perf_counter() - wall, 2), round(time.process_time() - cpu, 2))


def saved_elsewhere(desk: Desk) -> dict[str, Any]:
    """Return whether a plan is the same after LibreOffice has saved its workbooks."""
    from benchmarks.desk_round_trip import round_trip

    return round_trip(desk.home)


def replanned(desk: Desk) -> dict[str, Any]:
    """Return the figures of re-planning with one vehicle down."""
    from benchmarks.desk_replan import replanning

    return dict(replanning(desk.plan))


def papers(desk: Desk) -> dict[str, Any]:
    """Return the figures of the country's papers and map."""
    from benchmarks.desk_papers import papers_and_map

    return {name: round(value, 3) for name, value in papers_and_map(desk.plan).items()}


def newcomer(desk: Desk) -> dict[str, Any]:
    """Return the figures of a new user's own five-centre network."""
    from benchmarks.desk_first_use import first_use

    return first_use(desk.home / "first")


PARTS: dict[str, Callable[[Desk], dict[str, Any]]] = {
    "faults": faults,
    "speed": speed,
    "round_trip": saved_elsewhere,
    "replan": replanned,
    "papers": papers,
    "first_use": newcomer,
}


if __name__ == "__main__":
    main()
