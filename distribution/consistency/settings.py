"""Parameters, hours and dates that must fit together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import timedelta

from distribution.consistency.nearest import nearest
from distribution.consistency.tables import Question
from distribution.errors import Fault
from distribution.parameters import Parameters
from distribution.units import DAY_S

_FIELDS = {field.name: str(field.type) for field in fields(Parameters)}
_CLOCK = (0, DAY_S - 1)
_RANGES = {
    "trips_a_day": (1, 9),  # every trip is a row of its vehicle while routes are searched
    "hold_fraction": (0.01, 1),  # more than a box holds cannot be planned
    "box_packing_fraction": (0.01, 1),  # nor more than it takes
    "box_test_c": (20, 60),
    "courier_leaves_s": _CLOCK,
    "courier_arrives_s": _CLOCK,
    "flight_leaves_s": _CLOCK,
    "flight_arrives_s": _CLOCK,
}


def parameters_known(question: Question) -> Iterator[Fault]:
    """Yield a fault for every parameter unknown, missing, out of range, or not whole where it must be."""
    table = question.tables["parameters"]
    for row in table.readable("name", "value"):
        kind = _FIELDS.get(row["name"])
        if kind is None:
            suggestion = nearest(row["name"], frozenset(_FIELDS))
            yield table.fault("unknown_parameter", row, "name", value=row["name"], suggestion=suggestion)
        elif kind == "int" and not float(row["value"]).is_integer():
            yield table.fault("fraction", row, "value", value=f"{row['value']:g}")
        elif kind == "bool" and row["value"] not in (0, 1):
            yield table.fault("not_switch", row, "value", value=f"{row['value']:g}")
        least, most = _RANGES.get(row["name"], (row["value"], row["value"]))
        if not least <= row["value"] <= most:
            told = {"least": str(least), "most": str(most)}
            yield table.fault("parameter_range", row, "value", value=f"{row['value']:g}", **told)
    if table.ids is not None:
        for name in sorted(set(_FIELDS) - table.ids):
            yield table.sheet.fault("parameter_missing", None, "name", name=name)


def spans_in_order(question: Question) -> Iterator[Fault]:
    """Yield a fault for every opening, ban or holiday that ends before it begins."""
    for name, first, last in (
        ("sites", "opens", "closes"),
        ("bans", "start", "end"),
        ("bans", "valid_from", "valid_to"),
        ("holidays", "first", "last"),
        ("lots", "released_on", "expiry"),
    ):
        table = question.tables[name]
        for row in table.readable(first, last):
            start, end = row[first], row[last]
            if start is None or end is None:
                continue
            if end < start or (first in ("opens", "start") and end == start):
                yield table.fault("span_order", row, last)


def active_bans_have_hours(question: Question) -> Iterator[Fault]:
    """Yield a fault for every active ban without hours."""
    table = question.tables["bans"]
    for row in table.readable("id", "active", "start", "end"):
        if row["active"] and (row["start"] is None or row["end"] is None):
            yield table.fault("ban_without_hours", row, "start", ban=row["id"])


def pack_locks_have_days(question: Question) -> Iterator[Fault]:
    """Yield a fault for every lock of packs that ends before it begins."""
    table = question.tables["pack_locks"]
    for row in table.readable("first", "last"):
        if row["last"] < row["first"]:
            yield table.fault("pack_lock_days", row, "last", first=str(row["first"]), last=str(row["last"]))


def locks_in_week(question: Question) -> Iterator[Fault]:
    """Yield a fault for every lock on a day outside the planned week's Monday to Saturday."""
    table = question.tables["locks"]
    last = question.monday + timedelta(days=5)
    for row in table.readable("day"):
        if row["day"] is not None and not question.monday <= row["day"] <= last:
            yield table.fault(
                "lock_day", row, "day", day=str(row["day"]), first=str(question.monday), last=str(last)
            )
