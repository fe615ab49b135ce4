"""What a person reads about a column: on the sheet that explains, and beside the cell to fill in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from distribution.calendar import Week
from distribution.files.template_rows import optional_examples, template_rows
from distribution.language.catalogue import say
from distribution.schema.all import TABLES
from distribution.schema.column import Column, Kind, Table

_PSEUDO_TABLES = {"places": "sites, centres", "depots": "sites"}


def heading(column: Column, lang: str) -> str:
    """Return the heading of a column with its unit."""
    text = column.heading_vi if lang == "vi" else column.heading_en
    return f"{text} ({column.unit})" if column.unit else text


def entry_text(column: Column, lang: str) -> str:
    """Return what belongs into a cell of a column, in one or two sentences."""
    if column.refers_to is not None:
        sheet = _PSEUDO_TABLES.get(column.refers_to, column.refers_to)
        what = say("guide.reference", lang, sheet=sheet)
    elif column.choices:
        what = say("guide.choice", lang, choices=", ".join(column.choices))
    else:
        what = say(f"guide.{column.kind.value}", lang)
    if column.minimum and column.kind in (Kind.WHOLE, Kind.NUMBER):
        what = f"{what} {say('guide.least', lang, limit=f'{column.minimum:g}')}"
    return what if column.required else f"{what} {say('guide.may_be_empty', lang)}"


def guide_rows(lang: str, week: Week, shown: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, ...]]:
    """Return the sheet that explains the columns, headings first; ``shown`` are the tables' first rows."""
    examples = {**shown, **_missing_examples(week, shown)}
    head = tuple(say(f"guide.head_{name}", lang) for name in _HEAD)
    return [head, *(_row(t, c, examples.get(t.name, {}), lang) for t in TABLES.values() for c in t.columns)]


_HEAD = ("sheet", "column", "unit", "required", "what", "example")


def _missing_examples(week: Week, shown: Mapping[str, Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    ready: dict[str, Mapping[str, Any]] = {name: rows[0] for name, rows in template_rows(week).items()}
    return {name: row for name, row in {**ready, **optional_examples(week)}.items() if not shown.get(name)}


def _row(table: Table, column: Column, example: Mapping[str, Any], lang: str) -> tuple[str, ...]:
    text = column.heading_vi if lang == "vi" else column.heading_en
    must = say("guide.yes" if column.required else "guide.no", lang)
    value = example.get(column.name)
    shown = "" if value is None else str(value)
    return table.name, text, column.unit, must, entry_text(column, lang), shown
