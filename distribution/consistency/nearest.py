"""What may have been meant by a word that nobody knows."""

from __future__ import annotations

import difflib

from distribution.language.folding import fold


def nearest(value: str, known: frozenset[str]) -> str:
    """Return the known word most like a value, diacritics and case apart; empty when none is near."""
    folded = {fold(word): word for word in sorted(known)}
    found = difflib.get_close_matches(fold(value), list(folded), n=1, cutoff=0.6)
    return folded[found[0]] if found else ""
