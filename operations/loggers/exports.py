"""What loggers read on the departures of a plan: a folder of exports, each named by its departure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from distribution.coldchain.limits import Limits
from distribution.coldchain.logged import LoggedSeries
from distribution.coldchain.rides import RideTemperature, predicted_rides
from distribution.coldchain.trips import Agreement, PartLog, agreement, logs_by_part, on_board, strictest
from distribution.errors import Fault, InputError
from distribution.files.logger_csv import read_logger
from operations.plan_folder import Judged

LOGGERS_FOLDER = "loggers"
EXPORTS = "*.csv"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LoggedRun:
    """A departure that was logged: readings, what goods bear, readings by part, and what was expected.

    ``expected`` and ``agreement`` are None where the departure has no thermal model.
    """

    departure_id: str
    series: LoggedSeries
    limits: Limits
    parts: tuple[PartLog, ...]
    expected: RideTemperature | None
    agreement: Agreement | None


def beside(folder: Path | None, name: str, asked: Path | None) -> Path | None:
    """Return the folder asked for, else the one of that name in a plan folder, where there is one."""
    if asked is not None or folder is None:
        return asked
    return folder / name if (folder / name).is_dir() else None


def logged_runs(folder: Path, judged: Judged) -> tuple[LoggedRun, ...]:
    """Return the departures whose exports (``R-031.csv``) lie in a folder, by name.

    A pause of a logger is a step not read, as with ``coldchain logger --accept-gaps``.

    Raises
    ------
    InputError
        With the faults of all exports: unreadable, of no departure of the plan, or of another trip; or
        when there is no such folder.
    """
    if not folder.is_dir():
        raise InputError([Fault(code="loggers_folder", file=str(folder))])
    expected = predicted_rides(judged.plan, judged.inputs)
    found: list[LoggedRun] = []
    faults: list[Fault] = []
    for path in sorted(folder.glob(EXPORTS)):
        try:
            found.append(_run(path, expected, judged))
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return tuple(found)


def _run(path: Path, rides: Mapping[str, RideTemperature], judged: Judged) -> LoggedRun:
    plan, departure_id = judged.plan, path.stem
    series, expected = read_logger(path, gaps_allowed=True), rides.get(departure_id)
    limits = strictest(on_board(plan, judged.inputs, departure_id))
    return LoggedRun(
        departure_id=departure_id,
        series=series,
        limits=limits,
        parts=logs_by_part(series, plan, departure_id, limits),
        expected=expected,
        agreement=None if expected is None else agreement(series, expected, plan),
    )
