"""A sentence of the catalogue with its arguments, to be said later in either language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from distribution.language.catalogue import say

Argument: TypeAlias = "int | str | Sentence | Mapping[str, str]"
"""A number, text, a sentence within the sentence, or text by language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A key of the catalogue with arguments.

    Whole numbers get the thousands of the language, sentences are said in it, text stays as it is; text
    of a table that has it in both languages is given by language.
    """

    key: str
    arguments: Mapping[str, Argument] = field(default_factory=dict)

    def said(self, lang: str) -> str:
        """Return the sentence in ``vi`` or ``en``."""
        return say(self.key, lang, **{name: _text(value, lang) for name, value in self.arguments.items()})


def whole(amount: int, lang: str) -> str:
    """Return a whole number with the thousands of a language: 1.234 in Vietnamese, 1,234 in English."""
    text = f"{amount:,}"
    return text.replace(",", ".") if lang == "vi" else text


def _text(value: Argument, lang: str) -> str:
    if isinstance(value, Sentence):
        return value.said(lang)
    if isinstance(value, Mapping):
        return value[lang]
    return whole(value, lang) if isinstance(value, int) else value
