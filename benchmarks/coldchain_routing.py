"""The cold-chain routing set: made from the country's data, and solved by our engines.

``python -m benchmarks.coldchain_routing make`` writes the instances into ``coldchain_set/`` beside this
module; ``run`` solves them, adds a row a run to ``coldchain_ledger.csv``, and with ``--update-best`` keeps
what is lawful and cheaper than the best known.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict

from benchmarks.coldchain_regions import REGIONS
from benchmarks.coldchain_runs import SET, Run, append, instance_path, run
from distribution.progress import Limits
from solvers.routing.engines import ENGINES
from solvers.routing.open_format.files import read_values, write_values
from solvers.routing.warm import compile_kernels

NAMES = tuple(region.name for region in REGIONS)


def main() -> None:
    """Make the set, or run engines on it."""
    options = _options()
    if options.job == "make":
        make(options.instances or NAMES, overwrite=options.overwrite)
        return
    compile_kernels()  # before any clock starts
    found = [_measured(options, name) for name in options.instances or NAMES]
    if options.json:
        print(json.dumps({"runs": [asdict(row) for row in found]}))


def make(names: tuple[str, ...], *, overwrite: bool) -> None:
    """Write the instances named; those of one week share its example.

    An instance that would come out other than its file says is kept, and told, unless ``overwrite``:
    its best known value would no longer hold.
    """
    from benchmarks.coldchain_making import made

    SET.mkdir(exist_ok=True)
    others = []
    for region in sorted(REGIONS, key=lambda r: r.week):
        if region.name not in names:
            continue
        values, path = made(region), instance_path(region.name)
        differs = path.exists() and read_values(path) != values
        if differs and not overwrite:
            others.append(region.name)
        else:
            write_values(values, path)
        print(f"{region.name}: {'differs' if differs else 'the same or new'}", file=sys.stderr, flush=True)
    if others:
        raise SystemExit(f"kept as they were: {', '.join(others)}; --overwrite replaces them")


def _measured(options: argparse.Namespace, name: str) -> Run:
    limits = Limits(
        iterations=options.iterations,
        seconds=None if options.iterations is not None else options.seconds,
        seed=options.seed,
    )
    row = run(name, options.engine, limits, from_best=options.from_best, update_best=options.update_best)
    append(row)
    gap = "no best known" if row.best_known_vnd is None else f"{row.gap_percent} %"
    told = f"{row.violations} violations" if row.violations else gap
    print(
        f"{name} {row.engine} seed {row.seed}: {row.cost_vnd:,} VND, {row.unserved} left out, {told}, "
        f"{row.runtime_s} s",
        file=sys.stderr,
        flush=True,
    )
    return row


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.coldchain_routing", description=__doc__)
    jobs = parser.add_subparsers(dest="job", required=True)
    for job, what in (("make", "write the instances"), ("run", "solve them")):
        sub = jobs.add_parser(job, help=what)
        sub.add_argument(
            "--instance", dest="instances", action="extend", nargs="+", choices=NAMES, metavar="NAME"
        )
        if job == "make":
            sub.add_argument("--overwrite", action="store_true", help="replace instances that differ")
        if job == "run":
            sub.add_argument("--engine", default="ours", choices=sorted(ENGINES))
            sub.add_argument("--seconds", type=float, default=30.0, help="wall time of a run")
            sub.add_argument("--iterations", type=int, help="stop by iterations instead: repeatable")
            sub.add_argument("--seed", type=int, default=1)
            sub.add_argument("--from-best", action="store_true", help="start from the best known solution")
            sub.add_argument(
                "--update-best", action="store_true", help="keep lawful solutions that are cheaper"
            )
            sub.add_argument("--json", action="store_true", help="one object with all runs on stdout")
    return parser.parse_args()


if __name__ == "__main__":
    main()
