"""A run of an engine on an instance of the cold-chain set: judged, kept in a ledger, and the best kept."""

from __future__ import annotations

import os
import platform
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.ledger_rows import add_row
from distribution.progress import Limits
from solvers.routing.engines import ENGINES
from solvers.routing.open_format.best import (
    BestKnown,
    gap_percent,
    read_best,
    solution_path,
    write_best,
)
from solvers.routing.open_format.files import NamedProblem, read_problem, read_solution, write_values
from solvers.routing.open_format.solution import solution_values
from solvers.routing.open_format.verdict import Verdict, verdict
from solvers.routing.problem import RoutingSolution

SET = Path(__file__).with_name("coldchain_set")
LEDGER = Path(__file__).with_name("coldchain_ledger.csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a run found, and on what it was measured.

    ``runtime_s`` is wall time of the engine, without reading and judging; ``budget_s`` None: stopped by
    ``iterations``.  ``gap_percent`` is to the best known before the run, None when it is not lawful.
    """

    date: str
    coldchain: str
    python: str
    cpus: int | None
    instance: str
    engine: str
    seed: int
    budget_s: float | None
    iterations: int | None
    from_best: bool
    runtime_s: float
    cost_vnd: int
    violations: int
    routes: int
    couriers: int
    unserved: int
    best_known_vnd: int | None
    gap_percent: float | None


def instance_path(name: str, folder: Path = SET) -> Path:
    """Return where an instance lies."""
    return folder / f"{name}.json.gz"


def run(
    name: str,
    engine: str,
    limits: Limits,
    *,
    from_best: bool = False,
    update_best: bool = False,
    folder: Path = SET,
) -> Run:
    """Solve an instance and judge the answer; ``from_best`` starts from the best known solution."""
    named = read_problem(instance_path(name, folder))
    best = read_best(folder)
    start = read_solution(named, solution_path(folder, name)) if from_best else None
    begun = time.perf_counter()
    solution = ENGINES[engine](named.problem, limits=limits, start=start).value
    runtime_s = time.perf_counter() - begun
    judged = verdict(named.problem, solution)
    row = _row(name, engine, limits, judged, best.get(name), runtime_s, from_best)
    if update_best and judged.lawful and (name not in best or judged.cost.total < best[name].cost_vnd):
        keep(named, solution, row, folder)
    return row


def _row(
    name: str,
    engine: str,
    limits: Limits,
    judged: Verdict,
    best: BestKnown | None,
    runtime_s: float,
    from_best: bool,
) -> Run:
    return Run(
        date=datetime.now(UTC).isoformat(timespec="seconds"),
        coldchain=version("coldchain"),
        python=platform.python_version(),
        cpus=os.cpu_count(),
        instance=name,
        engine=engine,
        seed=limits.seed,
        budget_s=limits.seconds,
        iterations=limits.iterations,
        from_best=from_best,
        runtime_s=round(runtime_s, 2),
        cost_vnd=judged.cost.total,
        violations=len(judged.breaches),
        routes=judged.routes,
        couriers=judged.couriers,
        unserved=judged.unserved,
        best_known_vnd=best.cost_vnd if best else None,
        gap_percent=gap_percent(judged.cost.total, best) if judged.lawful else None,
    )


def keep(named: NamedProblem, solution: RoutingSolution, row: Run, folder: Path = SET) -> None:
    """Write a solution as the best known, and its value into the table.

    The table is read anew, so that runs side by side keep each other's; ``seconds`` is the time taken.
    """
    engine = f"{row.engine} from best" if row.from_best else row.engine
    found = BestKnown(
        instance=named.name,
        cost_vnd=row.cost_vnd,
        unserved=row.unserved,
        routes=row.routes,
        couriers=row.couriers,
        engine=engine,
        seconds=row.runtime_s,
        seed=row.seed,
        date=row.date[:10],
    )
    path = solution_path(folder, named.name)
    path.parent.mkdir(exist_ok=True)
    comment = f"{engine}, {row.runtime_s} s, seed {row.seed}, {row.date[:10]}"
    write_values(solution_values(named.problem, solution, named.name, comment), path)
    write_best({**read_best(folder), named.name: found}, folder)


def append(row: Run, ledger: Path = LEDGER) -> None:
    """Add a run to the ledger."""
    add_row(ledger, asdict(row))
