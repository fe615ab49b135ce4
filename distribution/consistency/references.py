"""Every id that a row speaks of must exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from distribution.consistency.nearest import nearest
from distribution.consistency.tables import Question
from distribution.errors import Fault
from distribution.files.rows import TypedTable

# a look for the nearest id takes up to a tenth of a second, and many unknown ids have one cause
_MOST_SUGGESTIONS = 50
_DEPOT_KINDS = ("hub", "depot")
_IDS_REFER_TO = {("centres", "cold_stores"): "storage_equipment", ("vehicles", "permits"): "ban_zones"}


def unknown_references(question: Question) -> Iterator[Fault]:
    """Yield a fault for every id that no row of the table it refers to has."""
    known = _known(question.tables)
    for table in question.tables.values():
        for column in table.table.columns:
            target = column.refers_to or _IDS_REFER_TO.get((table.table.name, column.name))
            if target is not None and known.get(target) is not None:
                yield from _unknown(table, column.name, target, known[target] or frozenset())


def _unknown(table: TypedTable, column: str, target: str, ids: frozenset[str]) -> Iterator[Fault]:
    suggestions: dict[str, str] = {}
    for row in table.where((column,), lambda value: bool(_not_among(ids, value))):
        for one in _not_among(ids, row[column]):
            if one not in suggestions:
                suggestions[one] = nearest(one, ids) if len(suggestions) < _MOST_SUGGESTIONS else ""
            suggestion = suggestions[one]
            yield table.fault(
                "unknown_reference", row, column, value=one, table=target, suggestion=suggestion
            )


def _not_among(ids: frozenset[str], value: str | tuple[str, ...] | None) -> list[str]:
    return [
        one for one in (value if isinstance(value, tuple) else (value,)) if one is not None and one not in ids
    ]


def _known(tables: Mapping[str, TypedTable]) -> dict[str, frozenset[str] | None]:
    known = {name: table.ids for name, table in tables.items()}
    sites, centres = known.get("sites"), known.get("centres")
    known["places"] = None if sites is None or centres is None else sites | centres
    upstream = {
        row["id"] for row in tables["sites"].readable("id", "kind") if row["kind"] not in _DEPOT_KINDS
    }
    known["depots"] = None if sites is None else sites - upstream
    return known
