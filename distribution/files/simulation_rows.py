"""The tables of the simulation as values: what is assumed, and how travel times vary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

import numpy as np

from distribution.errors import Fault, InputError
from distribution.files.bundled import read_table
from distribution.files.csv_rows import csv_rows
from distribution.simulation.assumptions import ROAD_CLASSES, Assumptions, RoadVariation

TABLE = "simulation"
SWITCHES = ("demand_counts",)


def bundled_assumptions(changes: Path | None = None) -> Assumptions:
    """Return the bundled assumptions, with the rows of a user's CSV (name, value) in their place.

    Raises
    ------
    InputError
        With every fault of the user's file: no such name, no number, a figure that cannot be.
    """
    values = {row["name"]: row["value"] for row in read_table(TABLE)}
    if changes is not None:
        values |= _changes(changes, set(values))
    known = [f for f in fields(Assumptions) if f.name != "roads"]
    figures = {f.name: float(values[f.name]) for f in known}
    figures |= {f.name: int(figures[f.name]) for f in known if f.type == "int"}
    return Assumptions(**figures, roads=bundled_roads())  # type: ignore[arg-type]


def bundled_roads() -> RoadVariation:
    """Return how travel times vary by road class, hour and month."""
    cv = np.zeros((len(ROAD_CLASSES), 24))
    for row in read_table("travel_variation"):
        hours = slice(int(row["from_hour"]), int(row["to_hour"]))
        cv[ROAD_CLASSES.index(row["road_class"]), hours] = float(row["cv"])
    months = sorted(read_table("travel_season"), key=lambda row: int(row["month"]))
    return RoadVariation(
        cv=cv,
        mean_factor=np.array([float(row["mean_factor"]) for row in months]),
        cv_factor=np.array([float(row["cv_factor"]) for row in months]),
    )


def _changes(path: Path, names: set[str]) -> dict[str, str]:
    rows, headings = csv_rows(path, "assumptions_missing")
    if not {"name", "value"} <= set(headings):
        raise InputError([Fault(code="simulation_columns", file=path.name, row=1)])
    faults = [fault for number, row in enumerate(rows, 2) if (fault := _fault(path, number, row, names))]
    if faults:
        raise InputError(faults)
    return {row["name"]: row["value"] for row in rows}


def _fault(path: Path, number: int, row: Mapping[str, str | None], names: set[str]) -> Fault | None:
    name, text = row.get("name") or "", (row.get("value") or "").strip()

    def fault(code: str, column: str, value: str) -> Fault:
        return Fault(code=code, file=path.name, row=number, column=column, arguments={"value": value})

    if name not in names:
        return fault("simulation_name", "name", name)
    try:
        value = float(text)
    except ValueError:
        return fault("simulation_number", "value", text)
    whole = name.endswith(("_s", "_vnd")) or name in SWITCHES
    if not np.isfinite(value) or (value < 0 and not name.endswith("_c")) or (whole and value != int(value)):
        return fault("simulation_number", "value", text)
    if name.endswith(("_share", "_fault", "_melted")) and value > 1:
        return fault("simulation_share", "value", text)
    return None
