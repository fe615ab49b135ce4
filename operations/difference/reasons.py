"""Why something moved: a sentence of the catalogue with its arguments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from distribution.language.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence ``diff.why_<key>``; ``rule`` names the rule that the old decision would break today."""

    key: str
    arguments: Mapping[str, int | str | Sentence] = field(default_factory=dict)
    rule: str = ""

    def sentence(self, lang: str) -> str:
        """Return the reason in ``vi`` or ``en``."""
        return Sentence(key=f"diff.why_{self.key}", arguments=self.arguments).said(lang)


def because(reasons: Sequence[Reason], lang: str) -> str:
    """Return reasons in one line; what a rule says of itself ends in no full stop in the middle of it."""
    return "; ".join(reason.sentence(lang).removesuffix(".") for reason in reasons)
