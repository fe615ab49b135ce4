"""The door between findings and ``findings.json``: sentences by key and arguments, for any language."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from distribution.findings import Finding
from distribution.language.catalogue import LANGUAGES
from distribution.language.sentence import Argument, Sentence

FINDINGS_FILE = "findings.json"
_SENTENCE, _DAY = frozenset({"key", "arguments"}), frozenset({"day"})


def write_findings(found: Sequence[Finding], about: Mapping[str, str], path: Path) -> None:
    """Write findings; ``about`` says of what plan and question they are."""
    document = {"about": dict(about), "findings": [asdict(finding) for finding in found]}
    text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True, default=_day) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def read_findings(path: Path, about: Mapping[str, str]) -> tuple[Finding, ...] | None:
    """Return the findings of a file, None when there is none or it is about another plan or question.

    What only one of the two is about (an allocation that a plan started from) tells them not apart.
    """
    try:
        document: Any = json.loads(path.read_text(encoding="utf-8"))
        if any(about.get(name, told) != told for name, told in document["about"].items()):
            return None
        return tuple(_finding(entries) for entries in document["findings"])
    except (OSError, ValueError, KeyError, TypeError):
        return None  # what cannot be read is found again


def _day(value: object) -> dict[str, str]:
    """Return a day in a sentence, so that it is read as one and said as the language has it."""
    if not isinstance(value, date):
        raise TypeError(type(value).__name__)
    return {"day": value.isoformat()}


def _finding(entries: dict[str, Any]) -> Finding:
    remedy = entries["remedy"]
    told = {"what": _sentence(entries["what"]), "remedy": None if remedy is None else _sentence(remedy)}
    return Finding(**{**entries, **told})


def _sentence(entries: dict[str, Any]) -> Sentence:
    arguments = {name: _argument(value) for name, value in entries["arguments"].items()}
    return Sentence(key=entries["key"], arguments=arguments)


def _argument(value: Any) -> Argument:
    if isinstance(value, dict) and value.keys() == _SENTENCE:
        return _sentence(value)
    if isinstance(value, dict) and value.keys() == _DAY:
        return date.fromisoformat(value["day"])
    if isinstance(value, dict) and value.keys() == set(LANGUAGES):
        return {lang: str(text) for lang, text in value.items()}
    if not isinstance(value, int | str):
        raise TypeError(type(value).__name__)
    return value
