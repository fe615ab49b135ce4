"""What a reader must hear of a centre: one sentence for what and why, one for what would help."""

from __future__ import annotations

from dataclasses import dataclass

from distribution.language.sentence import Sentence

KINDS = ("unserved", "short", "late", "dear")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A centre that is unserved, short, served late in the week, or unusually dear to serve.

    ``what`` says what is so and why.  ``remedy`` is the cheapest one known, confirmed by solving
    again, None where none is.  ``proof`` is ``proved``, ``not_found`` or empty (a plain fact).
    ``doses`` and ``share`` (of the centre's need, 0–1) are what is missing or late; ``vnd`` what a dear
    centre costs.
    """

    kind: str
    centre_id: str
    what: Sentence
    remedy: Sentence | None = None
    proof: str = ""
    doses: int = 0
    share: float = 0.0
    vnd: int = 0

    def said(self, lang: str) -> str:
        """Return what, why, how sure and what would help, as every place shows it."""
        words = [self.what.said(lang)]
        if self.proof:
            words.append(Sentence(key=f"proof.{self.proof}").said(lang))
        if self.remedy is not None:
            words.append(self.remedy.said(lang))
        return " · ".join(words)
