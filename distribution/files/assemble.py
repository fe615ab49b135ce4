"""The door through which a week's question comes in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from distribution.calendar import Week
from distribution.consistency.doubt import Doubt
from distribution.consistency.doubts import question_doubts
from distribution.consistency.question import question_faults
from distribution.consistency.warnings import input_warnings
from distribution.errors import Fault, InputError
from distribution.files import calendar_rows, fleet_rows, network_rows, week_rows
from distribution.files.gather import Gathered, gather
from distribution.inputs import WeekInputs
from distribution.uncollected import uncollected


def read_inputs(source: Path | None, week: Week, as_of: date | None = None) -> WeekInputs:
    """Return the question of a week.

    Parameters
    ----------
    source
        A workbook (``.xlsx``), or a folder of CSV files, one a table.  Tables that it lacks
        are the bundled ones; stock, forecast and fleet must stand in it.
    week
        The week to plan; the forecast must hold its four weeks from the Monday.
    as_of
        The day of the stock, where it is not the Monday.

    Raises
    ------
    InputError
        With every fault found, when there is any.
    """
    checked = check_inputs(source, week, as_of)
    if checked.inputs is None:
        raise InputError(checked.faults)
    return checked.inputs


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a look at an input gives: its faults, its doubts, and the question when there is no fault."""

    faults: tuple[Fault, ...]
    doubts: tuple[Doubt, ...]
    inputs: WeekInputs | None


def check_inputs(source: Path | None, week: Week, as_of: date | None = None) -> Checked:
    """Return all that is wrong or doubtful in an input, and the question of the week if nothing is wrong.

    The parameters are those of ``read_inputs``.
    """
    with uncollected():
        return _checked(source, week, as_of)


def _checked(source: Path | None, week: Week, as_of: date | None) -> Checked:
    gathered = gather(source, week.monday)
    question = replace(gathered.question, as_of=as_of)
    faults = (*gathered.faults, *question_faults(question))
    doubts = tuple(question_doubts(question))
    if faults:
        return Checked(faults=faults, doubts=doubts, inputs=None)
    inputs = _inputs(gathered, week)
    told = tuple((found.key, found.arguments) for found in doubts)
    warnings = (*input_warnings(question, inputs), *told)
    return Checked(faults=(), doubts=doubts, inputs=replace(inputs, warnings=warnings))


def _inputs(gathered: Gathered, week: Week) -> WeekInputs:
    tables = gathered.question.tables
    network = network_rows.network_of(tables)
    vaccines = week_rows.vaccines_of(tables["products"])
    parameters = calendar_rows.parameters_of(tables["parameters"])
    centre_ids = tuple(centre.centre_id for centre in network.centres)
    return WeekInputs(
        network=network,
        vaccines=vaccines,
        lots=week_rows.lots_of(tables["lots"]),
        stock=week_rows.stock_of(tables["stock"]),
        arrivals=week_rows.arrivals_of(tables["arrivals"]),
        forecast=week_rows.forecast_of(tables["forecast"], centre_ids, tuple(vaccines)),
        fleet=fleet_rows.fleet_of(tables, week, parameters),
        calendar=calendar_rows.calendar_of(tables, week),
        climate=calendar_rows.climate_of(tables["climate"]),
        parameters=parameters,
        locks=week_rows.locks_of(tables["locks"]),
        pack_locks=week_rows.pack_locks_of(tables["pack_locks"]),
        waivers=week_rows.waivers_of(tables["waivers"]),
        matrix=week_rows.matrix_of(tables["matrix"]),
        digests=gathered.digests,
        synthetic=gathered.synthetic,
    )
