"""The thirteen-week question as one linear programme, timed in a process of its own.

``python -m benchmarks.allocation_lp FOLDER`` prints one JSON object: ``lp_seconds`` of solving alone, and the
optimum; when the seconds run out there is no optimum and ``lp_seconds`` is what was spent in vain.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from distribution.calendar import Week
from distribution.errors import EngineError
from distribution.files.assemble import read_inputs
from distribution.quarter.answer import weekly_horizon
from distribution.quarter.need import quarter_need
from operations.travel_source import travel_for
from solvers.allocation.quarter_encode import Settled, encode_quarter
from solvers.allocation.quarter_lp import programme, solve_programme
from solvers.allocation.quarter_network import product_arcs


def main() -> None:
    """Solve and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.allocation_lp", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--week", default="2026-W48")
    parser.add_argument("--engine", default="highs", choices=("highs", "glop", "pdlp"))
    parser.add_argument("--seconds", type=float, default=900.0)
    options = parser.parse_args()
    week = Week.parse(options.week)
    inputs = read_inputs(options.folder, week)
    horizon = weekly_horizon(week.monday)
    problem = encode_quarter(inputs, travel_for(inputs)[0], horizon, quarter_need(inputs, horizon), Settled())
    question = programme(problem.frame, [product_arcs(problem.frame, p) for p in problem.products])
    started, used = time.perf_counter(), time.process_time()
    try:
        optimum: int | None = round(solve_programme(question, options.engine, options.seconds))
    except EngineError:
        optimum = None
    figures = {
        "lp_engine": options.engine,
        "lp_columns": question.rows.shape[1],
        "lp_rows": question.rows.shape[0],
        "lp_seconds": round(time.perf_counter() - started, 2),
        "lp_cpu_seconds": round(time.process_time() - used, 2),
        "lp_optimum_vnd": optimum,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
