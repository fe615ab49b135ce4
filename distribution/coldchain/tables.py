"""The bundled tables of the cold chain, given out only when all of them are sound: no impossible physics.

Whoever changes a table is told every fault at once, with file, row, column and remedy, before anything is
computed from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from distribution.errors import Fault, InputError
from distribution.files.bundled import read_table
from distribution.files.bundled_sheet import bundled_sheet
from distribution.files.repeated import repeated_keys
from distribution.files.rows import TypedTable, read_table_rows
from distribution.schema.all import TABLES
from distribution.schema.coldchain import COLDCHAIN
from distribution.schema.column import Kind

SET_POINT_C = 5.0  # of refrigerated compartments, the middle of 2–8 °C
LEAST_C = -273.15
MAY_BE_NIL: Mapping[str, frozenset[str]] = {
    "box_lives": frozenset({"calibrates"}),
    "packing_recipes": frozenset({"melted_share", "least_load_share", "loggers"}),
    "hold_times": frozenset({"hold_h", "median_h"}),
    "compartments": frozenset({"unit_w", "age_years"}),
}
"""Columns in which nought can be; in every other a figure without a sign is above nought."""
SHARES: Mapping[str, Mapping[str, str]] = {
    "box_thermal": {"bare_share": "cold_share"},
    "packing_recipes": {"melted_share": "cold_share", "least_load_share": "cold_load"},
}
"""Shares of a whole, no more than 1, with the fault of one that is: a load may not be larger than its box."""
_NO_WEEK = date(1970, 1, 5)  # a Monday; none of these tables has a column a day


def cold_table(name: str) -> list[dict[str, str]]:
    """Return a bundled table as text rows, once the tables of the cold chain have been found sound.

    Raises
    ------
    InputError
        With every fault of every one of them.
    """
    _refuse_faulty()
    return read_table(name)


@cache
def _refuse_faulty() -> None:
    faults = cold_faults()
    if faults:
        raise InputError(faults)


def cold_faults() -> tuple[Fault, ...]:
    """Return all that is wrong with the bundled tables of the cold chain and the boxes."""
    found: list[Fault] = []
    tables: dict[str, TypedTable] = {}
    for table in (*COLDCHAIN, TABLES["boxes"]):
        tables[table.name], wrong = read_table_rows(bundled_sheet(table), table, _NO_WEEK)
        found += wrong
    for table in COLDCHAIN:
        typed = tables[table.name]
        found += [*repeated_keys(typed), *_unknown(typed, tables), *_impossible(typed)]
    recipes = tables["packing_recipes"]
    found += [*_bands(recipes), *_melted(recipes, tables["coolants"]), *_supply(tables["compartments"])]
    return tuple(found)


def _unknown(typed: TypedTable, tables: Mapping[str, TypedTable]) -> Iterator[Fault]:
    for column in typed.table.columns:
        if column.refers_to is not None and column.refers_to in tables:
            ids = tables[column.refers_to].ids or frozenset()
            for row in typed.readable(column.name):
                if row[column.name] not in ids:
                    told = {"value": str(row[column.name]), "of": f"{column.refers_to}.csv"}
                    yield typed.fault("cold_reference", row, column.name, **told)


def _impossible(typed: TypedTable) -> Iterator[Fault]:
    """Yield single figures that no wall, coolant, box or compartment can have."""
    nil, shares = MAY_BE_NIL.get(typed.table.name, frozenset()), SHARES.get(typed.table.name, {})
    for column in typed.table.columns:
        if column.kind not in (Kind.NUMBER, Kind.WHOLE):
            continue
        for row in typed.readable(column.name):
            value = row[column.name]
            if value is None:
                continue
            if column.name.endswith("_c") and value < LEAST_C:
                yield typed.fault("cold_below_zero", row, column.name, value=f"{value:g}")
            elif value == 0 and column.minimum == 0 and column.name not in nil:
                yield typed.fault("cold_nought", row, column.name)
            elif column.name in shares and value > 1:
                yield typed.fault(shares[column.name], row, column.name, value=f"{value:g}")


def _supply(bodies: TypedTable) -> Iterator[Fault]:
    """Yield units that blow no colder than their set point: they would never cool."""
    for row in bodies.readable("supply_least_c"):
        if row["supply_least_c"] >= SET_POINT_C:
            told = {"value": f"{row['supply_least_c']:g}", "set_point": f"{SET_POINT_C:g}"}
            yield bodies.fault("cold_supply", row, "supply_least_c", **told)


def _bands(recipes: TypedTable) -> Iterator[Fault]:
    """Yield recipes whose goods would be too cold and too warm at once."""
    for row in recipes.readable("low_c", "high_c"):
        if row["low_c"] >= row["high_c"]:
            told = {"value": f"{row['low_c']:g}", "high": f"{row['high_c']:g}"}
            yield recipes.fault("cold_band", row, "low_c", **told)


def _melted(recipes: TypedTable, coolants: TypedTable) -> Iterator[Fault]:
    """Yield packs that are said to be frozen and are warmer at closing than their coolant melts."""
    melts = {row["id"]: row["melt_c"] for row in coolants.readable("id", "melt_c")}
    for row in recipes.readable("coolant_id", "conditioning", "start_c", "melted_share"):
        melt_c = melts.get(row["coolant_id"])
        if row["conditioning"] == "cool" or melt_c is None:
            continue
        if row["start_c"] > melt_c:
            told = {"start": f"{row['start_c']:g}", "melt": f"{melt_c:g}", "coolant": row["coolant_id"]}
            yield recipes.fault("cold_melted", row, "start_c", **told)
        elif row["melted_share"] == 1:
            yield recipes.fault("cold_all_melted", row, "melted_share")
