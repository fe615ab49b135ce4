"""The best known values of a set of instances: a table beside their files."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from distribution.errors import InputError
from solvers.routing.open_format.faults import fault

BEST_FILE = "best_known.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class BestKnown:
    """The cheapest lawful solution found so far, and how: engine, seconds of wall time, seed, day."""

    instance: str
    cost_vnd: int
    unserved: int
    routes: int
    couriers: int
    engine: str
    seconds: float
    seed: int
    date: str


def solution_path(folder: Path, instance: str) -> Path:
    """Return where the best solution of an instance lies."""
    return folder / "solutions" / f"{instance}.solution.json.gz"


def gap_percent(cost_vnd: int, best: BestKnown | None) -> float | None:
    """Return how far a cost lies above the best known one, None when there is none to compare with."""
    if best is None or not best.cost_vnd:
        return None
    return round(100 * (cost_vnd - best.cost_vnd) / best.cost_vnd, 4)


def read_best(folder: Path) -> dict[str, BestKnown]:
    """Return the best known values by instance; none when the folder has no table of them.

    Raises
    ------
    InputError
        When the table cannot be read.
    """
    path = folder / BEST_FILE
    if not path.exists():
        return {}
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = [_row(row) for row in csv.DictReader(file)]
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise InputError([fault("open_unreadable", path.name, detail=error)]) from error
    return {row.instance: row for row in rows}


def write_best(best: Mapping[str, BestKnown], folder: Path) -> None:
    """Write the best known values, sorted by instance."""
    with (folder / BEST_FILE).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [f.name for f in fields(BestKnown)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(best[name]) for name in sorted(best))


def _row(row: Mapping[str, str]) -> BestKnown:
    return BestKnown(
        instance=row["instance"],
        cost_vnd=int(row["cost_vnd"]),
        unserved=int(row["unserved"]),
        routes=int(row["routes"]),
        couriers=int(row["couriers"]),
        engine=row["engine"],
        seconds=float(row["seconds"]),
        seed=int(row["seed"]),
        date=row["date"],
    )
