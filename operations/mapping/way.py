"""Expected temperatures of a plan for its map, with what simulations and loggers left beside it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from distribution.coldchain.limits import BANDS_C, FREEZE_C
from distribution.roads.graph import Floats
from distribution.vaccines import TemperatureBand
from maps.way import LoadCurve, Way
from operations.loggers.exports import LOGGERS_FOLDER, beside
from operations.mapping.loggers import measured_on
from operations.mapping.simulation import call_risks
from operations.plan_folder import Judged
from operations.plan_report.traces import load_traces
from operations.plots.route_temperature import LoadTrace

SIMULATION_FOLDER = "simulation"
MOST_POINTS = 48  # of a curve: more than a panel's width shows


def plan_way(
    judged: Judged, folder: Path | None = None, *, simulation: Path | None = None, loggers: Path | None = None
) -> Way:
    """Return what is expected of each departure, and what is known besides.

    Parameters
    ----------
    folder
        The plan folder; its ``simulation/`` and ``loggers/`` are read where nothing else is named.
    simulation
        The tables of ``coldchain simulate --to``.
    loggers
        Exports of loggers, each named by its departure (``R-031.csv``).

    Raises
    ------
    InputError
        When the tables are of another plan, or an export cannot be read or is of no departure.
    """
    plan = judged.plan
    low_c, high_c = BANDS_C[TemperatureBand.COLD]
    replayed = beside(folder, SIMULATION_FOLDER, simulation)
    logged = beside(folder, LOGGERS_FOLDER, loggers)
    return Way(
        low_c=low_c,
        high_c=high_c,
        freeze_c=FREEZE_C,
        curves=_curves(judged),
        measured={} if logged is None else measured_on(logged, judged),
        risks={} if replayed is None else call_risks(replayed, plan),
    )


def _curves(judged: Judged) -> Mapping[str, LoadCurve]:
    traces = load_traces(judged.plan, judged.inputs, "vi")
    return {trace.departure_id: _curve(trace, judged) for trace in traces}


def _curve(trace: LoadTrace, judged: Judged) -> LoadCurve:
    """Return a trace in few points; of each group the extreme is kept, so that none is smoothed away.

    A cooling unit works less on a cool day, so that its air may be warmer than on a mean one: the span of
    days holds the mean day in any case.
    """
    group = -(-len(trace.air_c) // MOST_POINTS)
    return LoadCurve(
        start_s=judged.plan.week.time_s(trace.start),
        step_s=trace.step_s * group,
        coldest_c=_extremes(trace.coldest_c, group, least=True),
        warmest_c=_extremes(trace.warmest_c, group, least=False),
        cool_c=_extremes(np.minimum(trace.cool_c, trace.coldest_c), group, least=True),
        hot_c=_extremes(np.maximum(trace.hot_c, trace.warmest_c), group, least=False),
    )


def _extremes(values: Floats, group: int, *, least: bool) -> tuple[float, ...]:
    short = -len(values) % group
    rows = np.pad(values, (0, short), "edge").reshape(-1, group)
    found = rows.min(axis=1) if least else rows.max(axis=1)
    return tuple(round(float(value), 1) for value in found)
