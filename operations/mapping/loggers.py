"""What loggers read on the departures of a plan, beside what was expected."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from distribution.coldchain.logged import LoggedSeries
from distribution.coldchain.rides import RideTemperature, predicted_rides
from distribution.coldchain.trips import agreement, logs_by_part, on_board, strictest
from distribution.errors import Fault, InputError
from distribution.files.logger_csv import read_logger
from maps.way import Measured
from operations.plan_folder import Judged

EXPORTS = "*.csv"


def measured_on(folder: Path, judged: Judged) -> dict[str, Measured]:
    """Return the readings of every export in a folder, by the departure that names it.

    A pause of a logger is a step not read, as with ``coldchain logger --accept-gaps``.

    Raises
    ------
    InputError
        With the faults of all exports: unreadable, of no departure of the plan, or of another trip.
    """
    expected = predicted_rides(judged.plan, judged.inputs)
    found: dict[str, Measured] = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob(EXPORTS)):
        try:
            found[path.stem] = _measured(path, expected.get(path.stem), judged)
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return found


def _measured(path: Path, expected: RideTemperature | None, judged: Judged) -> Measured:
    plan = judged.plan
    series = read_logger(path, gaps_allowed=True)
    limits = strictest(on_board(plan, judged.inputs, path.stem))
    logs_by_part(series, plan, path.stem, limits)  # refuses readings of another trip
    gap = None if expected is None else agreement(series, expected, plan)
    return Measured(
        start_s=plan.week.time_s(series.first),
        step_s=round(series.step_s),
        celsius=_readings(series),
        bias_c=None if gap is None else round(gap.bias_c, 2),
        rms_c=None if gap is None else round(gap.rms_c, 2),
    )


def _readings(series: LoggedSeries) -> tuple[float | None, ...]:
    return tuple(None if np.isnan(value) else round(float(value), 1) for value in series.celsius)
