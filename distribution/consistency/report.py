"""The faults as people read them, and as rows for programs."""

from __future__ import annotations

from collections.abc import Iterable

from distribution.errors import Fault
from distribution.language.catalogue import catalogue, say
from distribution.schema.all import TABLES

_PSEUDO_TABLES = {"places": ("sites", "centres"), "depots": ("sites",)}


def fault_report(faults: Iterable[Fault], lang: str) -> str:
    """Return one readable report: every fault with file, sheet, row, column, what and remedy."""
    rows = fault_rows(faults, lang)
    lines = [say("faults.heading", lang, count=len(rows))]
    for number, row in enumerate(rows, start=1):
        where = _where(row, lang)
        lines.append(f"{number:>4}. {where}: {row['what']}")
        lines.append(f"      → {row['remedy']}")
    return "\n".join(lines)


def fault_rows(faults: Iterable[Fault], lang: str) -> list[dict[str, str | int | None]]:
    """Return one row per fault: file, sheet, row, column, cell, code, what, remedy."""
    return [
        {
            "file": fault.file,
            "sheet": fault.sheet,
            "row": fault.row,
            "column": fault.column,
            "cell": fault.cell,
            "code": fault.code,
            "what": sentence("fault", fault, lang),
            "remedy": sentence("remedy", fault, lang),
        }
        for fault in in_order(faults)
    ]


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Return faults by file, sheet, row and column."""
    return sorted(faults, key=lambda f: (f.file, f.sheet or "", f.row or 0, f.column or "", f.code))


def _where(row: dict[str, str | int | None], lang: str) -> str:
    parts = [str(row["file"])]
    for name in ("sheet", "row", "column"):
        if row[name] is not None:
            parts.append(say(f"faults.{name}", lang, value=row[name]))
    return ", ".join(parts)


def sentence(kind: str, fault: Fault, lang: str) -> str:
    """Return what is wrong (kind ``fault``) or what to do about it (``remedy``)."""
    arguments = dict(fault.arguments)
    if "table" in arguments:
        arguments["table"] = table_titles(arguments["table"], lang)
    if f"heading_{lang}" in arguments:
        arguments["heading"] = arguments[f"heading_{lang}"]
    key = f"{kind}.{fault.code}"
    suggestion = arguments.get("suggestion")
    if suggestion and f"{key}_near" in catalogue():
        key = f"{key}_near"
    return say(key, lang, **arguments)


def table_titles(name: str, lang: str) -> str:
    """Return the title of a table as a person knows it, with the name of its sheet."""
    members = _PSEUDO_TABLES.get(name, (name,))
    titles = (TABLES[m].title_vi if lang == "vi" else TABLES[m].title_en for m in members)
    return " / ".join(f"{title} ({member})" for title, member in zip(titles, members, strict=True))
