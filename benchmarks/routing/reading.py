"""A folder of public instances: one folder a class, best known values in ``best_known.csv``."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyvrp

from benchmarks.routing import text_files
from benchmarks.routing.periodic_files import PERIODIC, PERIODIC_TIMED, read_periodic
from benchmarks.routing.scales import SCALES, Scale, scale_of, units
from benchmarks.routing.vrplib_files import read_vrplib
from solvers.routing.instance import Instance

BEST_KNOWN = "best_known.csv"
SUFFIXES = (".vrp", ".txt", "")  # Cordeau's files have none
DAYS = (PERIODIC, PERIODIC_TIMED)


class UnreadableError(ValueError):
    """A file is not an instance that can be read: why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An instance yet to be read: where it lies, how its table says it is rounded, the best cost known."""

    class_name: str
    name: str
    path: Path
    rounding: str | None
    best_known: float | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Question:
    """An instance read; ``data`` is the same as PyVRP reads it, None where its model has no room."""

    instance: Instance
    data: pyvrp.ProblemData | None
    scale: Scale | None = None
    best_known: float | None = None

    def published(self, cost: int) -> float:
        """Return a cost in the units of the published one."""
        if self.scale is None:
            return cost
        divisor = units(self.scale, cost, self.best_known)
        return cost / divisor if divisor != 1 else cost

    def gap_percent(self, cost: int) -> float | None:
        """Return how far a cost lies above the best known, None where none is known, or it is nothing."""
        if not self.best_known:
            return None
        return 100.0 * (self.published(cost) / self.best_known - 1.0)


def cases(folder: Path, classes: Collection[str] = (), names: Collection[str] = ()) -> tuple[Case, ...]:
    """List the instances of a folder in order of class and name; all where nothing is asked for.

    Raises
    ------
    ValueError
        When the folder has no such instance, or its table of best known values cannot be read.
    """
    known = _best_known(folder)
    found = tuple(
        Case(
            class_name=path.parent.name,
            name=path.stem,
            path=path,
            best_known=known.get((path.parent.name, path.stem), (None, None))[0],
            rounding=known.get((path.parent.name, path.stem), (None, None))[1],
        )
        for path in sorted(folder.glob("*/*"))
        if _is_instance(path)
        and (not classes or path.parent.name in classes)
        and (not names or path.stem in names)
    )
    missing = {*classes} - {case.class_name for case in found} | {*names} - {case.name for case in found}
    if missing or not found:
        raise ValueError(f"{folder}: nothing found of {', '.join(sorted(missing)) or 'the instances'}")
    return found


@lru_cache(maxsize=2)  # as many as runs go side by side
def read(case: Case) -> Question:
    """Read an instance.

    Raises
    ------
    UnreadableError
        When it cannot be read, whatever the reason.
    """
    try:
        return _read(case)
    except Exception as error:  # libraries raise anything on a broken file; the others are still measured
        raise UnreadableError(f"cannot be read: {type(error).__name__}: {error}") from error


def _read(case: Case) -> Question:
    text = _text(case.path)
    kind = text_files.cordeau_type(text)
    if kind in DAYS:
        return Question(
            instance=read_periodic(text, case.name),
            data=None,
            scale=SCALES["PVRP"],
            best_known=case.best_known,
        )
    if text_files.is_solomon(text):
        text = text_files.solomon(text)
    elif kind is not None:
        text = text_files.cordeau(text)
    scale = scale_of(case.class_name, case.rounding, windows="TIME_WINDOW" in text)
    instance, data = read_vrplib(text, case.name, scale.rounding)
    return Question(instance=instance, data=data, scale=scale, best_known=case.best_known)


def _is_instance(path: Path) -> bool:
    """Return whether a file is taken for an instance; one without a suffix only as Cordeau's text."""
    if path.suffix not in SUFFIXES or not path.is_file():
        return False
    return bool(path.suffix) or text_files.cordeau_type(_text(path)) is not None


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _best_known(folder: Path) -> dict[tuple[str, str], tuple[float | None, str]]:
    """Return best cost and rounding by class and instance; nothing when the folder has no such table."""
    table = folder / BEST_KNOWN
    if not table.exists():
        return {}
    try:
        with table.open(encoding="utf-8", newline="") as file:
            return dict(_entries(csv.DictReader(file)))
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(
            f"{table}: columns class, instance, best_known, rounding wanted: {error!r}"
        ) from error


def _entries(rows: csv.DictReader[str]) -> Iterator[tuple[tuple[str, str], tuple[float | None, str]]]:
    for row in rows:
        best = row["best_known"].strip()
        yield (row["class"], row["instance"]), (float(best) if best else None, row.get("rounding") or "")
