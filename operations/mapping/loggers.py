"""What loggers read on the departures of a plan, as the map shows it."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from distribution.coldchain.logged import LoggedSeries
from maps.way import Measured
from operations.loggers.exports import LoggedRun, logged_runs
from operations.plan_folder import Judged


def measured_on(folder: Path, judged: Judged) -> dict[str, Measured]:
    """Return the readings of every export in a folder, by the departure that names it.

    Raises
    ------
    InputError
        With the faults of all exports (``logged_runs``).
    """
    return {run.departure_id: _measured(run, judged) for run in logged_runs(folder, judged)}


def _measured(run: LoggedRun, judged: Judged) -> Measured:
    gap = run.agreement
    return Measured(
        start_s=judged.plan.week.time_s(run.series.first),
        step_s=round(run.series.step_s),
        celsius=_readings(run.series),
        bias_c=None if gap is None else round(gap.bias_c, 2),
        rms_c=None if gap is None else round(gap.rms_c, 2),
    )


def _readings(series: LoggedSeries) -> tuple[float | None, ...]:
    return tuple(None if np.isnan(value) else round(float(value), 1) for value in series.celsius)
