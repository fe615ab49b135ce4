"""Means by class and engine, and how engines compare on the same instances."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

REFERENCE = "pyvrp"
OWN = ("ours", "portfolio")
RESAMPLES = 10_000
SEED = 20_261_125
INTERVAL = (2.5, 97.5)  # percentiles: 95 %


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One engine on one instance once; costs in published units, None where no solution stands."""

    class_name: str
    instance: str
    engine: str
    seed: int
    seconds: float
    cost: float | None
    best_known: float | None
    gap_percent: float | None
    feasible: bool
    peak_mib: float
    wall_s: float | None = None
    error: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the run with the names of the published table."""
        told = {name: getattr(self, name) for name in self.__slots__ if name != "class_name"}
        return {"class": self.class_name, **told}


def means(runs: Sequence[Run]) -> list[dict[str, Any]]:
    """Return a row for each class and engine: runs, feasible ones, and the mean gap of those with one."""
    return [
        {
            "class": class_name,
            "engine": engine,
            "n": len(chosen),
            "feasible": sum(run.feasible for run in chosen),
            "gap_percent": _mean([run.gap_percent for run in chosen if run.gap_percent is not None]),
        }
        for class_name, engine in _ordered((run.class_name, run.engine) for run in runs)
        for chosen in [[run for run in runs if (run.class_name, run.engine) == (class_name, engine)]]
    ]


def comparisons(runs: Sequence[Run]) -> list[dict[str, Any]]:
    """Return rows of mean gaps less those of another engine, in points, with a 95 % interval.

    Every engine is set against PyVRP, our own also against every peer.  Paired by instance: the seeds
    that both solved are averaged first, then instances are drawn with replacement.  ``unpaired`` runs
    of either have no partner with a gap; one instance gives no interval.
    """
    gaps = {
        (run.class_name, run.engine, run.instance, run.seed): run.gap_percent
        for run in runs
        if run.gap_percent is not None
    }
    there = _ordered((run.class_name, run.engine) for run in runs)
    return [
        _compared(class_name, engine, against, gaps, runs)
        for class_name, engine in there
        for of_class, against in there
        if class_name == of_class and _is_asked(engine, against)
    ]


def _is_asked(engine: str, against: str) -> bool:
    if against in OWN or engine == against:
        return False
    return against == REFERENCE or engine in OWN


def _compared(
    class_name: str,
    engine: str,
    against: str,
    gaps: dict[tuple[str, str, str, int], float],
    runs: Sequence[Run],
) -> dict[str, Any]:
    differences: dict[str, list[float]] = {}
    for (of_class, of_engine, instance, seed), gap in sorted(gaps.items()):
        partner = gaps.get((class_name, against, instance, seed))
        if (of_class, of_engine) == (class_name, engine) and partner is not None:
            differences.setdefault(instance, []).append(gap - partner)
    both = [run for run in runs if run.class_name == class_name and run.engine in (engine, against)]
    paired = sum(map(len, differences.values()))
    by_instance = [float(np.mean(of_one)) for of_one in differences.values()]
    low, high = bootstrap(by_instance) if len(by_instance) > 1 else (None, None)
    return {
        "class": class_name,
        "engine": engine,
        "against": against,
        "instances": len(by_instance),
        "pairs": paired,
        "unpaired": len(both) - 2 * paired,
        "difference": _mean(by_instance),
        "low": low,
        "high": high,
    }


def bootstrap(values: Sequence[float]) -> tuple[float, float]:
    """Return the 95 % interval of the mean by the percentiles of means of redrawn values."""
    drawn = np.random.default_rng(SEED).choice(np.asarray(values), (RESAMPLES, len(values)))
    low, high = np.percentile(drawn.mean(axis=1), INTERVAL)
    return round(float(low), 4), round(float(high), 4)


def _mean(values: Sequence[float]) -> float | None:
    return round(float(np.mean(values)), 4) if values else None


def _ordered(keys: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(set(keys))
