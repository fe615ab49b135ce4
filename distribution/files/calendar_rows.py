"""Rows of holidays, zones, bans and closures as the calendar, and of climate and parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from distribution.calendar import Ban, Calendar, Closure, Holiday, Week, Zone
from distribution.files.rows import Row, TypedTable
from distribution.inputs import ClimateRow
from distribution.parameters import Parameters
from distribution.units import MINUTE_S, g_from_kg

_NO_LIMIT_G = 10**9


def calendar_of(tables: Mapping[str, TypedTable], week: Week) -> Calendar:
    """Return what the days of the week allow; ban rows that are not active stay out."""
    return Calendar(
        week=week,
        holidays=tuple(_holiday(row) for row in tables["holidays"]),
        zones=tuple(_zone(row) for row in tables["ban_zones"]),
        bans=tuple(_ban(row) for row in tables["bans"] if row["active"]),
        closures=tuple(
            Closure(centre_id=row["centre_id"], day=row["day"], reason=row["reason"] or "")
            for row in tables["closures"]
        ),
    )


def climate_of(table: TypedTable) -> tuple[ClimateRow, ...]:
    """Return the stations' months."""
    return tuple(
        ClimateRow(
            station=row["station"],
            lon=row["lon"],
            lat=row["lat"],
            month=row["month"],
            design_hot_c=row["design_hot_day_c"],
            mean_c=row["tmean_c"],
            mean_min_c=row["tmin_mean_c"],
            mean_max_c=row["tmax_mean_c"],
        )
        for row in table
    )


def parameters_of(table: TypedTable) -> Parameters:
    """Return the parameters; every field has its row (``consistency`` has made sure)."""
    cast: dict[str, Any] = {"int": int, "float": float, "bool": bool}
    values = {row["name"]: row["value"] for row in table}
    return Parameters(**{f.name: cast[str(f.type)](values[f.name]) for f in fields(Parameters)})


def _holiday(row: Row) -> Holiday:
    return Holiday(
        first=row["first"],
        last=row["last"],
        name=row["name"],
        deliveries=row["deliveries"],
        demand_factor=row["demand_factor"],
    )


def _zone(row: Row) -> Zone:
    return Zone(
        zone_id=row["id"],
        name=row["name"],
        province_pre_2025=row["province_pre_2025"],
        districts=tuple(d.strip() for d in row["districts"].split(";") if d.strip()),
        crossing_s=row["crossing_min"] * MINUTE_S,
    )


def _ban(row: Row) -> Ban:
    return Ban(
        ban_id=row["id"],
        zone_id=row["zone_id"],
        basis=row["basis"],
        mass_from_g=g_from_kg(row["mass_from_kg"]),
        mass_to_g=_NO_LIMIT_G if row["mass_to_kg"] is None else g_from_kg(row["mass_to_kg"]),
        weekdays=row["weekdays"],
        start_s=row["start"],
        end_s=row["end"],
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        petrol_motorbikes_only=row["petrol_motorbikes_only"],
    )
