"""A sentence of the catalogue with its arguments, to be said later in either language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from distribution.language.catalogue import say

Argument: TypeAlias = "int | str | date | Sentence | Mapping[str, str]"
"""A number, text, a day, a sentence within the sentence, or text by language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A key of the catalogue with arguments.

    Whole numbers get the thousands of the language, days its order, sentences are said in it, text stays as
    it is; text of a table that has it in both languages is given by language.
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


def day_text(day: date, lang: str) -> str:
    """Return a day as people write it: dd/mm/yyyy in Vietnamese, yyyy-mm-dd in English."""
    return f"{day:%d/%m/%Y}" if lang == "vi" else day.isoformat()


def _text(value: Argument, lang: str) -> str:
    if isinstance(value, Sentence):
        return value.said(lang)
    if isinstance(value, Mapping):
        return value[lang]
    if isinstance(value, date):
        return day_text(value, lang)
    return whole(value, lang) if isinstance(value, int) else value
