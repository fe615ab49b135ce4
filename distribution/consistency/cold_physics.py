"""Figures of an input that no box, pack, body or weather can have."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from distribution.coldchain.compartments import compartments
from distribution.consistency.tables import Question
from distribution.errors import Fault
from distribution.files.rows import Row
from distribution.units import LITRE_ML

NOT_NOUGHT = ("vaccine_litres", "cold_life_h_43c", "loaded_kg")
HOTTEST_C = 57.0  # WMO: the hottest air ever read is 56.7 °C (1913)
COLDEST_C = -90.0  # and the coldest −89.2 °C (1983)
AIR = ("tmin_mean_c", "tmean_c", "tmax_mean_c", "design_hot_day_c")
"""Temperatures of a station's month, none above the next."""
LITRES_M3 = 1_000


def boxes_of_nothing(question: Question) -> Iterator[Fault]:
    """Yield a fault for every box without room, mass or cold life."""
    table = question.tables["boxes"]
    for column in NOT_NOUGHT:
        for row in table.readable(column):
            if row[column] == 0:
                yield table.fault("cold_nought", row, column)


def packs_larger_than_boxes(question: Question) -> Iterator[Fault]:
    """Yield a fault for every product of which one pack is larger than the largest box that vehicles take."""
    used = {row["box_id"] for row in question.tables["vehicle_types"].readable("box_id")}
    boxes = question.tables["boxes"].readable("id", "vaccine_litres")
    room_l = max((row["vaccine_litres"] for row in boxes if row["id"] in used), default=0)
    table = question.tables["products"]
    if not room_l:
        return  # no box, or one without room: told already
    for row in table.readable("pack_doses", "packed_cm3_per_dose"):
        pack_l = row["pack_doses"] * row["packed_cm3_per_dose"] / LITRE_ML
        if pack_l > room_l:
            told = {"pack": f"{pack_l:g}", "room": f"{room_l:g}"}
            yield table.fault("cold_pack", row, "packed_cm3_per_dose", **told)


def compartments_larger_than_bodies(question: Question) -> Iterator[Fault]:
    """Yield a fault for every cooled compartment that takes more litres than its body has."""
    table, bodies = question.tables["vehicle_types"], compartments()
    for row in table.readable("id", "active_litres"):
        body = bodies.get(row["id"])
        if body is not None and row["active_litres"] > body.body_m3 * LITRES_M3:
            told = {"litres": f"{row['active_litres']:g}", "body": f"{body.body_m3 * LITRES_M3:g}"}
            yield table.fault("cold_body", row, "active_litres", **told)


def weather_that_cannot_be(question: Question) -> Iterator[Fault]:
    """Yield a fault for every air that no place on Earth has had, and for means of a month out of order."""
    table = question.tables["climate"]
    for row in table.readable(*AIR):
        beyond = next((c for c in AIR if row[c] is not None and not COLDEST_C <= row[c] <= HOTTEST_C), None)
        if beyond is not None:
            yield table.fault("cold_air", row, beyond, value=f"{row[beyond]:g}")
        else:
            yield from (
                table.fault("cold_order", row, upper, value=f"{row[upper]:g}", lower=f"{row[lower]:g}")
                for lower, upper in _out_of_order(row)
            )


def _out_of_order(row: Row) -> Iterator[tuple[str, str]]:
    for lower, upper in pairwise(AIR):
        if row[lower] is not None and row[upper] is not None and row[lower] > row[upper]:
            yield lower, upper
