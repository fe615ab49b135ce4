"""Every sentence that a person reads, in Vietnamese and English, from one catalogue.

Each file in ``messages/`` holds one area; a key ``a.b`` is a TOML table ``[a.b]`` with
``vi`` and ``en``, both required.  ``{name}`` in a sentence is filled from the arguments.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

LANGUAGES = ("vi", "en")


def say(key: str, lang: str, **arguments: object) -> str:
    """Return the sentence of a key in ``vi`` or ``en``.

    Raises
    ------
    KeyError
        When the catalogue has no such key, or an argument of the sentence is missing.
    """
    return catalogue()[key][lang].format(**arguments)


def name_of(area: str, code: str, lang: str) -> str:
    """Return a code of the input in words; one that the catalogue does not know stays as it is."""
    texts = catalogue().get(f"{area}.{code}")
    return texts[lang] if texts else code


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Return all sentences: key → language → text."""
    entries: dict[str, dict[str, str]] = {}
    folder = resources.files("distribution.language").joinpath("messages")
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(".toml"):
            continue
        for key, texts in _leaves(tomllib.loads(file.read_text(encoding="utf-8")), ""):
            if key in entries:
                raise ValueError(f"{file.name}: the key {key} stands twice")
            entries[key] = texts
    return entries


def _leaves(table: dict[str, Any], prefix: str) -> Iterator[tuple[str, dict[str, str]]]:
    if "vi" in table and isinstance(table["vi"], str):
        yield prefix.rstrip("."), table
        return
    for name, value in table.items():
        yield from _leaves(value, f"{prefix}{name}.")
