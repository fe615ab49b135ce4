"""The night in the words of Prometheus: a textfile for the node exporter's collector."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from operations.night.attempts import Attempt
from operations.night.folder import RunCard

PREFIX = "coldchain_allocation"


def write_metrics(to: Path, attempt: Attempt, good: RunCard | None) -> None:
    """Write how the run ended and what the last good allocation holds; the file appears whole.

    Raises
    ------
    OSError
        When it cannot be written.
    """
    from prometheus_client import CollectorRegistry, Gauge, write_to_textfile

    registry = CollectorRegistry()

    def gauge(name: str, text: str, value: float) -> None:
        Gauge(f"{PREFIX}_{name}", text, registry=registry).set(value)

    gauge("last_run_timestamp_seconds", "End of the last run, since the epoch", _epoch_s(attempt.ended_at))
    gauge("last_run_exit_code", "Exit code of the last run", attempt.code)
    gauge(
        "last_run_seconds",
        "Wall time of the last run",
        _epoch_s(attempt.ended_at) - _epoch_s(attempt.started_at),
    )
    if good is not None:
        gauge(
            "last_success_timestamp_seconds",
            "When the last good one was published",
            _epoch_s(good.published_at),
        )
        gauge("last_success_day_timestamp_seconds", "The day from which it allocates", _epoch_s(good.as_of))
        gauge("deadline_cut", "1 when the deadline ended the search of the last good one", good.cut)
        gauge("warnings", "Warnings of the last good one", len(good.warnings))
        for name, value in sorted(good.figures.items()):
            if value is not None:
                gauge(name, f"{name.replace('_', ' ').capitalize()}, last good one", value)
        phases = Gauge(f"{PREFIX}_phase_seconds", "Wall time by phase", ["phase"], registry=registry)
        for phase, seconds in sorted(good.seconds.items()):
            phases.labels(phase).set(seconds)
    write_to_textfile(str(to), registry)


def _epoch_s(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()
