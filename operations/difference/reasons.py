"""Why something moved: a sentence of the catalogue with its arguments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from distribution.language.catalogue import say


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence ``diff.why_<key>``; ``rule`` names the rule that the old decision would break today."""

    key: str
    arguments: Mapping[str, str] = field(default_factory=dict)
    rule: str = ""

    def sentence(self, lang: str) -> str:
        """Return the reason in ``vi`` or ``en``."""
        return say(f"diff.why_{self.key}", lang, **self.arguments)
