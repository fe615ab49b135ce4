"""Routing engines on public instances, one core and the same wall time each.

Every run has a fresh process.  Reading and the first compilation of an engine's code are done before
its clock starts.  Every solution is recomputed by our referee and, where its model has room, by PyVRP's.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path

from benchmarks.routing.engines import ENGINES
from benchmarks.routing.figures import Run, comparisons, means
from benchmarks.routing.ledger import LEDGER, append
from benchmarks.routing.reading import cases
from benchmarks.routing.sweep import Skipped, plan, sweep
from benchmarks.routing.table import table


def main() -> None:
    """Measure what is asked for and print it."""
    options = _options()
    try:
        found = cases(options.instances, options.classes, options.names)
    except ValueError as error:
        raise SystemExit(f"benchmarks.routing: {error}") from error
    tasks, skipped = plan(found, options.engines or list(ENGINES), options.seconds, options.seeds)
    runs = sweep(tasks, options.jobs, partial(_tell, options.ledger))
    figures = {
        "runs": [run.as_json() for run in runs],
        "means": means(runs),
        "compare": comparisons(runs),
        "skipped": [_as_json(one) for one in skipped],
    }
    print(json.dumps(figures) if options.json else table(figures))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.routing", description=__doc__)
    parser.add_argument("--instances", type=Path, required=True, metavar="DIR", help="one folder a class")
    parser.add_argument("--class", dest="classes", action="extend", nargs="+", default=[], metavar="C")
    parser.add_argument(
        "--engine", dest="engines", action="extend", nargs="+", default=[], choices=list(ENGINES), metavar="E"
    )
    parser.add_argument("--instance", dest="names", action="extend", nargs="+", default=[], metavar="NAME")
    parser.add_argument("--seconds", type=_seconds, default=10.0, help="wall time of a run")
    parser.add_argument("--seeds", type=_count, default=1, help="how many: 1, 2 …")
    parser.add_argument("--jobs", type=int, default=1, choices=(1, 2), help="runs side by side, a core each")
    parser.add_argument("--ledger", type=Path, nargs="?", const=LEDGER, help="add a row a run to this file")
    parser.add_argument("--json", action="store_true", help="one object instead of a table")
    return parser.parse_args()


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 <= seconds < math.inf:
        raise argparse.ArgumentTypeError(f"{text} is not a time from 0 on")
    return seconds


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise argparse.ArgumentTypeError(f"{text} is less than 1")
    return count


def _tell(ledger: Path | None, run: Run) -> None:
    if ledger is not None:
        append(run, ledger)
    gap = "no gap" if run.gap_percent is None else f"{run.gap_percent:.2f} %"
    told = run.error or gap
    print(
        f"{run.class_name} {run.instance} {run.engine} seed {run.seed}: {told}", file=sys.stderr, flush=True
    )


def _as_json(skipped: Skipped) -> dict[str, str]:
    told = asdict(skipped)
    return {"class": told.pop("class_name"), **told}


if __name__ == "__main__":
    main()
