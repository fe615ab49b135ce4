"""A logged series and its trip as values for programs."""

from __future__ import annotations

from dataclasses import asdict

from distribution.coldchain.exposure import Excursion
from distribution.coldchain.logged import LoggedSeries
from distribution.coldchain.refit import Refit
from distribution.coldchain.series_facts import SeriesFacts
from distribution.coldchain.trips import PartLog
from operations.loggers.exports import LoggedRun


def series_json(series: LoggedSeries, facts: SeriesFacts) -> dict[str, object]:
    """Return a series and what it did."""
    return {
        "source": series.source,
        "first": series.first.isoformat(),
        "last": series.last.isoformat(),
        "step_s": series.step_s,
        "moved_s": series.moved_s,
        "missing": series.missing,
        **{k: v for k, v in asdict(facts).items() if k != "excursions"},
        "excursions": [_excursion_json(series, e) for e in facts.excursions],
    }


def run_json(run: LoggedRun, refit: Refit | None) -> dict[str, object]:
    """Return a logged departure beside what was expected of it, and its refit."""
    return {
        "departure_id": run.departure_id,
        "source": run.series.source,
        "agreement": None if run.agreement is None else asdict(run.agreement),
        "excursions": sum(len(log.excursions) for log in run.parts),
        "refit": None if refit is None else asdict(refit),
    }


def part_json(log: PartLog) -> dict[str, object]:
    """Return a part of a trip and what was read in it."""
    return {
        **asdict(log.part),
        "least_c": log.least_c,
        "most_c": log.most_c,
        "excursions": [asdict(e) for e in log.excursions],
    }


def _excursion_json(series: LoggedSeries, excursion: Excursion) -> dict[str, object]:
    return {**asdict(excursion), "at": series.moment(excursion.first).isoformat()}
