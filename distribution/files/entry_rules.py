"""What a spreadsheet lets a person enter into a column: drop-downs, bounds, a word of help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from distribution.files.addresses import letters
from distribution.files.column_guide import entry_text, heading
from distribution.language.catalogue import say
from distribution.schema.all import TABLES
from distribution.schema.column import Column, Kind, Table

_LONGEST_LIST = 255
_LONGEST_TITLE = 32
_LONGEST_HELP = 255
_DEPOT_KINDS = ("hub", "depot")
_FIRST_DAY = date(2000, 1, 1)
_SWITCHES = ["1", "0"]

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def entry_rule(table: Table, position: int, rows: Rows, lang: str) -> dict[str, Any]:
    """Return the rule of a column in the words of xlsxwriter, with its help in one language.

    ``rows`` are those of all tables in the workbook: the ids that a reference may have.
    """
    column = table.columns[position]
    rule = _rule(column, position, rows)
    title = heading(column, lang)[:_LONGEST_TITLE]
    text = entry_text(column, lang)[:_LONGEST_HELP]
    told = {"input_title": title, "input_message": text}
    if rule["validate"] == "any":
        return {**rule, **told}
    return {**rule, **told, "error_title": say("guide.refused", lang), "error_message": text}


def _rule(column: Column, position: int, rows: Rows) -> dict[str, Any]:
    if column.choices:
        return {"validate": "list", "source": list(column.choices)}
    if column.refers_to is not None:
        return _reference(column.refers_to, position, rows)
    by_kind: dict[Kind, dict[str, Any]] = {
        Kind.SWITCH: {"validate": "list", "source": _SWITCHES},
        Kind.WHOLE: {"validate": "integer", "criteria": ">=", "value": int(column.minimum or 0)},
        Kind.DAY: {"validate": "date", "criteria": ">=", "value": _FIRST_DAY},
    }
    if column.kind is Kind.NUMBER and column.minimum is not None:
        return _bounds(column.minimum, column.maximum)
    return by_kind.get(column.kind, {"validate": "any"})


def _bounds(low: float, high: float | None) -> dict[str, Any]:
    if high is None:
        return {"validate": "decimal", "criteria": ">=", "value": low}
    return {"validate": "decimal", "criteria": "between", "minimum": low, "maximum": high}


def _reference(target: str, position: int, rows: Rows) -> dict[str, Any]:
    """Return a drop-down of another table's ids; of places, which stand in two, a test for the id."""
    if target == "places":
        cell = f"{letters(position)}2"
        counts = "+".join(f"COUNTIF({name}!$A:$A,{cell})" for name in ("sites", "centres"))
        return {"validate": "custom", "value": f"={counts}>0"}
    if target == "depots":
        depots = [str(row["id"]) for row in rows["sites"] if row["kind"] in _DEPOT_KINDS]
        if depots and len(",".join(depots)) <= _LONGEST_LIST:
            return {"validate": "list", "source": depots}
        target = "sites"
    count = len(rows.get(target, ()))
    if not count:
        return {"validate": "any"}
    place = letters(TABLES[target].columns.index(TABLES[target].column(TABLES[target].key[0])))
    return {"validate": "list", "source": f"={target}!${place}$2:${place}${count + 1}"}
