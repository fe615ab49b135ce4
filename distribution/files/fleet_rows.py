"""Rows of vehicle types, boxes, vehicles and drivers as the fleet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from distribution.calendar import Week
from distribution.energy import at_prices, emitting
from distribution.files.rows import Row, TypedTable
from distribution.fleet import BoxType, Driver, Fleet, Vehicle, VehicleType
from distribution.parameters import Parameters
from distribution.units import HOUR_S, g_from_kg, ml_from_litres


def fleet_of(tables: Mapping[str, TypedTable], week: Week, parameters: Parameters) -> Fleet:
    """Return the fleet of a week; energy becomes đồng a kilometre at the prices of the parameters."""
    types = tuple(_type(row, parameters) for row in tables["vehicle_types"])
    active = {t.type_id for t in types if t.active_ml > 0}
    hanoi = tuple(row["id"] for row in tables["ban_zones"] if row["province_pre_2025"] == "Hà Nội")
    granted = hanoi if parameters.reefers_hold_hanoi_permits else ()
    return Fleet(
        types=types,
        boxes=tuple(_box(row) for row in tables["boxes"]),
        vehicles=tuple(
            _vehicle(row, week, granted if row["type_id"] in active else ()) for row in tables["vehicles"]
        ),
        drivers=tuple(_driver(row, week) for row in tables["drivers"]),
    )


def _type(row: Row, parameters: Parameters) -> VehicleType:
    listed = VehicleType(
        type_id=row["id"],
        name=row["name"],
        name_vi=row["name_vi"] or "",
        gross_g=g_from_kg(row["gross_kg"]),
        payload_g=g_from_kg(row["payload_kg"]),
        active_ml=ml_from_litres(row["active_litres"]),
        box_id=row["box_id"],
        box_positions=row["box_positions"],
        crew=row["crew"],
        licence=row["licence"],
        profile=row["profile"],
        fixed_vnd_day=row["fixed_vnd_day"],
        driver_vnd_day=row["driver_vnd_day"],
        energy_vnd_km=0,
        maintenance_vnd_km=row["maintenance_vnd_km"],
        toll_vnd_km=row["toll_vnd_km"],
        unit_vnd_h=0,
        ferry_vnd=row["ferry_vnd"],
        co2_g_km=0,
        range_m=None if row["range_km"] is None else round(row["range_km"] * 1_000),
        petrol_motorbike=row["fuel"] == "petrol" and row["licence"] == "A1",
        fuel=row["fuel"],
        energy_per_100km=row["energy_per_100km"],
        unit_l_h=row["unit_l_per_h"],
    )
    ready = emitting(at_prices(listed, parameters), parameters)
    return ready if row["co2_g_km"] is None else replace(ready, co2_g_km=round(row["co2_g_km"]))


def _box(row: Row) -> BoxType:
    return BoxType(
        box_id=row["id"],
        model=row["model"],
        vaccine_ml=ml_from_litres(row["vaccine_litres"]),
        loaded_g=g_from_kg(row["loaded_kg"]),
        tare_g=g_from_kg(row["tare_kg"]),
        cold_life_s=round(row["cold_life_h_43c"] * HOUR_S),
        coolant_g=g_from_kg(row["coolant_kg"]),
    )


def _vehicle(row: Row, week: Week, granted: tuple[str, ...]) -> Vehicle:
    own = row["permits"] or ()
    return Vehicle(
        vehicle_id=row["id"],
        type_id=row["type_id"],
        depot_id=row["depot_id"],
        days=_dates(row, week),
        role=row["role"],
        permits=tuple(sorted({*own, *granted})),
    )


def _driver(row: Row, week: Week) -> Driver:
    return Driver(
        driver_id=row["id"],
        name=row["name"],
        depot_id=row["depot_id"],
        licence=row["licence"],
        days=_dates(row, week),
        phone=row["phone"] or "",
    )


def _dates(row: Row, week: Week) -> tuple[date, ...]:
    return tuple(week.days[weekday] for weekday in row["days"])
