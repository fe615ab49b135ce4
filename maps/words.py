"""The sentences of the page, taken from the catalogue in every language."""

from __future__ import annotations

from distribution.language.catalogue import LANGUAGES, catalogue

AREAS = ("map.", "indicator.", "cost.", "finding.kind.")


def page_words() -> dict[str, dict[str, str]]:
    """Return language → key → sentence for all sentences that the page may show."""
    entries = catalogue()
    keys = sorted(key for key in entries if key.startswith(AREAS))
    return {lang: {key: entries[key][lang] for key in keys} for lang in LANGUAGES}


def spoken(key: str) -> str:
    """Return the HTML of a sentence that follows the page's language switch."""
    return f'<span data-say="{key}"></span>'
