"""The first sheet of an input: what it is, whether it is made up, what each sheet holds."""

from __future__ import annotations

from distribution.calendar import Week
from distribution.language.catalogue import say
from distribution.schema.all import TABLES
from distribution.schema.column import Table


def about_rows(lang: str, synthetic: bool, week: Week) -> list[tuple[str, str, str]]:
    """Return the rows of the first sheet, headings first: name, value, explanation."""
    kind = "synthetic" if synthetic else "own"
    rows = [
        ("name", "value", "text"),
        ("synthetic", "1" if synthetic else "0", say(f"about.{kind}", lang)),
        ("week", str(week), say("about.week", lang)),
        ("cells", "", say("about.cells", lang)),
        ("ids", "", say("about.ids", lang)),
    ]
    return rows + [(table.name, _title(table, lang), _role(table, lang)) for table in TABLES.values()]


def _title(table: Table, lang: str) -> str:
    return table.title_vi if lang == "vi" else table.title_en


def _role(table: Table, lang: str) -> str:
    if table.bundled:
        return say("about.bundled_rows" if table.name == "parameters" else "about.bundled", lang)
    return say("about.required" if table.required else "about.optional", lang)
