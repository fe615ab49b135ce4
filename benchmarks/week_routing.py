"""The routing engines on the bundled (synthetic) week: ``python -m benchmarks.week_routing --json``.

Every engine starts from the insertion's answer and is judged by the one referee.  ``routes_vnd`` is what
vehicles and crews cost; couriers are counted apart, trunk runs are no part of the question.  Three tables:

* ``day_routes``: nights away and further trips of a day forbidden to all, since the OR-Tools model moves
  one day route a vehicle and day;
* ``all_rules``: the whole question, and the same with the days of the insertion's answer fixed beforehand;
* ``long``: the best of several long runs, when asked for, which shorter ones are measured against.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.ledger_rows import add_row, stamp
from benchmarks.week_question import bundled_week, day_routes, with_days_of
from distribution.progress import Limits
from solvers.routing.engines import ENGINES
from solvers.routing.problem import RoutingProblem, RoutingSolution
from solvers.routing.referee import cost_vnd, outing_cost_vnd, outings, violations

LEDGER = Path(__file__).with_name("week_routing_ledger.csv")
Figures = dict[str, Any]


def main() -> None:
    """Run the tables, print each run as it ends and all of them at the end."""
    options = _options()
    problem, runs = bundled_week(options.week), []
    for run in _runs(problem, options):
        runs.append(run)
        print(json.dumps(run), file=sys.stderr, flush=True)
        _keep(run, options.week)
    figures = {"synthetic": True, "week": options.week, "cpus": os.cpu_count(), "runs": runs}
    print(json.dumps(figures) if options.json else json.dumps(figures, indent=2))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.week_routing", description=__doc__)
    parser.add_argument("--week", default="2026-W48", help="ISO week of the example")
    parser.add_argument("--seconds", type=float, default=30.0, help="budget of every run")
    parser.add_argument("--seeds", type=int, default=1, help="runs of the engines that have a seed")
    parser.add_argument("--long", type=float, default=0.0, help="seconds of the long runs; 0: none")
    parser.add_argument("--long-runs", type=int, default=3)
    parser.add_argument("--json", action="store_true", help="the object alone, on one line")
    return parser.parse_args()


def _runs(problem: RoutingProblem, options: argparse.Namespace) -> Iterator[Figures]:
    seeds = range(1, options.seeds + 1)
    by_day = day_routes(problem)
    first = ENGINES["insertion"](by_day, limits=Limits()).value
    yield _figures("day_routes", "insertion", by_day, first, 0, 0.0)
    yield _run("day_routes", "ortools", by_day, first, 1, options.seconds)
    for engine in ("ours", "portfolio"):
        yield from (_run("day_routes", engine, by_day, first, seed, options.seconds) for seed in seeds)
    first = ENGINES["insertion"](problem, limits=Limits()).value
    yield _figures("all_rules", "insertion", problem, first, 0, 0.0)
    fixed = with_days_of(problem, first)
    for seed in seeds:
        yield _run("all_rules", "portfolio", problem, first, seed, options.seconds)
        yield _run("days_fixed", "portfolio", fixed, first, seed, options.seconds)
    if options.long:
        for seed in range(1, options.long_runs + 1):
            yield _run("long", "portfolio", problem, first, seed, options.long)


def _run(
    table: str, engine: str, problem: RoutingProblem, first: RoutingSolution, seed: int, seconds: float
) -> Figures:
    begun = time.perf_counter()
    found = ENGINES[engine](problem, limits=Limits(seconds=seconds, seed=seed), start=first).value
    return _figures(table, engine, problem, found, seed, time.perf_counter() - begun)


def _figures(
    table: str, engine: str, problem: RoutingProblem, found: RoutingSolution, seed: int, wall_s: float
) -> Figures:
    courier = problem.tables.courier_vnd
    return {
        "table": table,
        "engine": engine,
        "seed": seed,
        "wall_s": round(wall_s, 1),
        "objective_vnd": cost_vnd(problem, found),
        "routes_vnd": sum(outing_cost_vnd(problem, outing) for outing in outings(problem, found)),
        "courier_vnd": sum(int(courier[visit, depot]) for visit, depot in found.couriers),
        "routes": len(found.routes),
        "unserved": len(found.unserved),
        "violations": len(violations(problem, found)),
    }


def _keep(run: Figures, week: str) -> None:
    """Add a run to the ledger."""
    row = {
        **stamp("coldchain", "ortools"),
        "week": week,
        **run,
    }
    add_row(LEDGER, row)


if __name__ == "__main__":
    main()
