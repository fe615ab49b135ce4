"""A logged series and its trip as values for programs."""

from __future__ import annotations

from dataclasses import asdict

from distribution.coldchain.exposure import Excursion
from distribution.coldchain.logged import LoggedSeries
from distribution.coldchain.series_facts import SeriesFacts
from distribution.coldchain.trips import PartLog


def series_json(series: LoggedSeries, facts: SeriesFacts) -> dict[str, object]:
    """Return a series and what it did."""
    return {
        "source": series.source,
        "first": series.first.isoformat(),
        "last": series.last.isoformat(),
        "step_s": series.step_s,
        "missing": series.missing,
        **{k: v for k, v in asdict(facts).items() if k != "excursions"},
        "excursions": [_excursion_json(series, e) for e in facts.excursions],
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
