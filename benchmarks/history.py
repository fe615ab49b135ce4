"""A recall over a year of nights: ``python -m benchmarks.history --json``.

The year is synthetic (see ``benchmarks.history_year``).  One more night is then recorded as nights are,
and lots are recalled in this process, and once from a new process as a person would.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from benchmarks.history_year import FIRST_NIGHT, YearShape, fill
from distribution.calendar import Week
from distribution.files.assemble import read_inputs
from distribution.inputs import WeekInputs
from distribution.quarter.answer import NEAR_DAYS, Issue, QuarterAllocation, nightly_horizon
from operations.example_week import write_example
from operations.history import recall, record_allocation, tables
from operations.history.spans import held_in
from operations.history.store import reading, writing

MIB = 2**20


def main() -> None:
    """Make the year, measure, and print the figures."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="coldchain-history-") as home:
        where = options.url or str(Path(home) / "history.sqlite")
        week = Week(FIRST_NIGHT)
        write_example(Path(home) / "week", week)
        inputs = read_inputs(Path(home) / "week", week)
        figures = _measured(where, inputs, options)
        if not options.url:
            figures["mib"] = round(Path(where).stat().st_size / MIB, 1)
    print(json.dumps(figures) if options.json else json.dumps(figures, indent=2))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.history", description=__doc__)
    parser.add_argument("--nights", type=int, default=365)
    parser.add_argument("--issues", type=float, default=37.8, help="percent of issues that change a night")
    parser.add_argument("--movements", type=float, default=68.1, help="percent of movements, likewise")
    parser.add_argument(
        "--stock", type=float, default=30.0, help="percent of stock lines, likewise (assumed)"
    )
    parser.add_argument("--lots", type=int, default=25, help="how many lots are recalled, the largest too")
    parser.add_argument("--url", help="a PostgreSQL with an empty database; default: SQLite in a new file")
    parser.add_argument("--json", action="store_true", help="the object alone, on one line")
    return parser.parse_args()


def _measured(where: str, inputs: WeekInputs, options: argparse.Namespace) -> dict[str, Any]:
    shape = YearShape(
        nights=options.nights,
        issues_percent=options.issues,
        movements_percent=options.movements,
        stock_percent=options.stock,
    )
    start = time.perf_counter()
    with writing(where) as connection:
        rows = fill(connection, inputs, shape)
    fill_s = time.perf_counter() - start
    night = _next_night(where)
    start = time.perf_counter()
    record_allocation(
        where,
        night,
        run_id="next",
        inputs=inputs,
        checks={},
        figures={},
        versions={},
        created_at="2030-01-01",
    )
    record_s = time.perf_counter() - start
    lots = _lots(where, options.lots)
    times_s, cpu_s, found = [], [], 0
    for lot_id in lots:
        start, cpu_start = time.perf_counter(), time.process_time()
        trace = recall(where, lot_id)
        times_s.append(time.perf_counter() - start)
        cpu_s.append(time.process_time() - cpu_start)
        found += len(trace.deliveries)
    return {
        "synthetic": True,
        "nights": options.nights,
        "rows": rows,
        "fill_seconds": round(fill_s, 1),
        "record_night_seconds": round(record_s, 2),
        "lots": len(lots),
        "deliveries_found": found,
        "recall_seconds": {
            "median": round(statistics.median(times_s), 3),
            "worst": round(max(times_s), 3),
            "worst_cpu": round(max(cpu_s), 3),  # of this process: what other jobs do not touch
        },
        "command_seconds": round(_command_s(where, lots[0]), 2),
    }


def _next_night(where: str) -> QuarterAllocation:
    """Return the last night of the year with a tenth of its issues changed by a pack."""
    horizon = nightly_horizon(FIRST_NIGHT)
    index = {start: t for t, start in enumerate(horizon.starts)}
    issues = tables.issues
    with reading(where) as connection:
        last = connection.execute(select(func.max(issues.c.first_run))).scalar_one()
        rows = connection.execute(select(issues).where(held_in(issues, last))).all()
    return QuarterAllocation(
        as_of=FIRST_NIGHT,
        horizon=horizon,
        issues=tuple(
            Issue(
                period=NEAR_DAYS if row.start_day is None else index[row.start_day],
                centre_id=row.centre_id,
                product_id=row.product_id,
                lot_id=row.lot_id,
                use_by=row.use_by,
                depot_id=row.depot_id,
                packs=row.packs + (k % 10 == 0),
                doses=row.doses,
            )
            for k, row in enumerate(rows)
        ),
        movements=(),
        wanted=(),
        synthetic=True,
    )


def _lots(where: str, count: int) -> list[str]:
    """Return lots from the one with most rows to the one with fewest, evenly."""
    issues = tables.issues
    query = select(issues.c.lot_id, func.count()).group_by(issues.c.lot_id).order_by(func.count().desc())
    with reading(where) as connection:
        lots = [row[0] for row in connection.execute(query)]
    return [lots[i * (len(lots) - 1) // max(count - 1, 1)] for i in range(min(count, len(lots)))]


def _command_s(where: str, lot_id: str) -> float:
    """Return the seconds of one recall by the command line, from the start of its process."""
    command = [sys.executable, "-m", "operations.cli", "recall", lot_id, "--history", where, "--json"]
    with tempfile.TemporaryDirectory() as elsewhere:  # no folders of plans that the history lacks
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=elsewhere)
        return time.perf_counter() - start


if __name__ == "__main__":
    main()
