"""What a command tells: sentences for people, facts for programs, a code for schedulers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from operations.exit_codes import ExitCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The outcome of a command; ``failure`` is what stderr tells of an outcome that is no success."""

    code: ExitCode
    lines: tuple[str, ...]
    facts: Mapping[str, object]
    failure: str = ""


def amount_text(amount: int, lang: str) -> str:
    """Return a whole number with thousands as the language writes them."""
    text = f"{amount:,}"
    return text.replace(",", ".") if lang == "vi" else text
