"""A folder of public instances: one folder a class, best known values in ``best_known.csv``."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyvrp

from benchmarks.routing.periodic_files import read_periodic
from benchmarks.routing.scales import SCALES
from benchmarks.routing.vrplib_files import read_vrplib
from solvers.routing.instance import Instance

BEST_KNOWN = "best_known.csv"
PERIODIC_SUFFIX = ".txt"
SUFFIXES = (".vrp", PERIODIC_SUFFIX)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An instance yet to be read: where it lies, how it is rounded, the best cost known, in its units."""

    class_name: str
    name: str
    path: Path
    rounding: str
    scale: int
    best_known: float | None

    def published(self, cost: int) -> float:
        """Return a cost in the units of the published one."""
        return cost / self.scale if self.scale != 1 else cost

    def gap_percent(self, cost: int) -> float | None:
        """Return how far a cost lies above the best known, None where none is known."""
        if self.best_known is None:
            return None
        return 100.0 * (self.published(cost) / self.best_known - 1.0)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Question:
    """An instance read; ``data`` is the same as PyVRP reads it, None where its model has no room."""

    instance: Instance
    data: pyvrp.ProblemData | None


def cases(folder: Path, classes: Collection[str] = (), names: Collection[str] = ()) -> tuple[Case, ...]:
    """List the instances of a folder in order of class and name; all where nothing is asked for.

    Raises
    ------
    ValueError
        When the folder has no such instance, or the rounding of one is not known.
    """
    found = tuple(
        _case(path, known=_best_known(folder))
        for path in sorted(folder.glob("*/*"))
        if path.suffix in SUFFIXES
        and (not classes or path.parent.name in classes)
        and (not names or path.stem in names)
    )
    missing = {*classes} - {case.class_name for case in found} | {*names} - {case.name for case in found}
    if missing or not found:
        raise ValueError(f"{folder}: nothing found of {', '.join(sorted(missing)) or 'the instances'}")
    return found


@lru_cache(maxsize=2)  # as many as runs go side by side
def read(case: Case) -> Question:
    """Read an instance."""
    if case.path.suffix == PERIODIC_SUFFIX:
        return Question(instance=read_periodic(case.path), data=None)
    instance, data = read_vrplib(case.path, case.rounding)
    return Question(instance=instance, data=data)


def _case(path: Path, known: dict[tuple[str, str], tuple[float, str]]) -> Case:
    class_name = path.parent.name
    best, rounding = known.get((class_name, path.stem), (None, None))
    usual = SCALES.get(class_name)
    if usual is None:
        raise ValueError(f"{class_name}: of this class no scale is known; {', '.join(SCALES)} are")
    return Case(
        class_name=class_name,
        name=path.stem,
        path=path,
        rounding=usual.rounding if rounding is None else rounding,
        scale=usual.scale,
        best_known=best,
    )


def _best_known(folder: Path) -> dict[tuple[str, str], tuple[float, str]]:
    """Return best cost and rounding by class and instance; nothing when the folder has no such table."""
    table = folder / BEST_KNOWN
    if not table.exists():
        return {}
    with table.open(encoding="utf-8", newline="") as file:
        return dict(_entries(csv.DictReader(file)))


def _entries(rows: csv.DictReader[str]) -> Iterator[tuple[tuple[str, str], tuple[float, str]]]:
    for row in rows:
        yield (row["class"], row["instance"]), (float(row["best_known"]), row["rounding"])
