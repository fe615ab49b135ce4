"""Rows that look like one thing entered twice: names or ids alike but for diacritics, centres on one spot."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence

from distribution.consistency.doubt import Doubt, doubt
from distribution.consistency.limits import check_limits
from distribution.consistency.tables import Question
from distribution.files.rows import Row, TypedTable
from distribution.language.folding import fold

_NAMED = ("centres", "sites", "products")
_METRES_PER_DEGREE = 111_320


def names_alike(question: Question) -> Iterator[Doubt]:
    """Yield a doubt for names that are one when case, diacritics, blanks and signs are left out."""
    for name in _NAMED:
        table = question.tables[name]
        yield from _alike("name_near", table, "name", table.readable("id", "name"))


def ids_alike(question: Question) -> Iterator[Doubt]:
    """Yield a doubt for lots, vehicles and drivers whose ids differ in case, diacritics and signs alone."""
    for name, column in (("lots", "lot_id"), ("vehicles", "id"), ("drivers", "id"), ("centres", "id")):
        table = question.tables[name]
        rows = table.readable(column)
        yield from _alike("id_near", table, column, tuple({row[column]: row for row in rows}.values()))


def centres_on_one_spot(question: Question) -> Iterator[Doubt]:
    """Yield a doubt for centres that lie within a building's breadth of an earlier one."""
    table = question.tables["centres"]
    near_m = check_limits()["same_place_m"]
    by_cell: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in table.readable("id", "lon", "lat"):
        key = (math.floor(row["lon"] * 100), math.floor(row["lat"] * 100))
        around = [r for dx in (-1, 0, 1) for dy in (-1, 0, 1) for r in by_cell[key[0] + dx, key[1] + dy]]
        twin = next((other for other in around if _apart_m(row, other) < near_m), None)
        if twin is not None and twin["id"] != row["id"]:
            yield doubt("place_same", table, [twin, row], "lon", one=twin["id"], other=row["id"])
        by_cell[key].append(row)


def _alike(key: str, table: TypedTable, column: str, rows: Sequence[Row]) -> Iterator[Doubt]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[_bare(row[column])].append(row)
    for group in groups.values():
        if len(group) > 1:
            names = " / ".join(dict.fromkeys(row[column] for row in group))
            yield doubt(key, table, group, column, names=names)


def _bare(text: str) -> str:
    return "".join(char for char in fold(text) if char.isalnum())


def _apart_m(one: Row, other: Row) -> float:
    east = (one["lon"] - other["lon"]) * math.cos(math.radians(one["lat"]))
    return math.hypot(east, one["lat"] - other["lat"]) * _METRES_PER_DEGREE
