"""What a removal of old nights tells: how many went, what they took, and which stay and why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from distribution.language.catalogue import say
from operations.exit_codes import ExitCode
from operations.night.removal import Removal
from operations.night.retention import Sorted, Stays
from operations.report import Report, amount_text

_MIB = 2**20
_MOST_NAMES = 5


def removal_report(removal: Removal, out: Path, lang: str, *, only_look: bool) -> Report:
    """Return the sentences and facts of a removal, or of what one would do."""
    found = removal.sorted
    facts: dict[str, object] = {
        "removed": list(found.old),
        "kept": {name: reason.value for name, reason in found.kept},
        "freed_bytes": removal.freed_bytes,
        "only_look": only_look,
    }
    odd = any(reason is Stays.UNREADABLE or reason is Stays.UNRECORDED for _, reason in found.kept)
    code = ExitCode.WARNINGS if odd else ExitCode.DONE
    head = removal_head(removal, out, lang, only_look=only_look)
    return Report(code=code, lines=(head, *_stay_lines(found, lang)), facts=facts)


def removal_head(removal: Removal, out: Path, lang: str, *, only_look: bool = False) -> str:
    """Return how many went and how many stay, in a sentence."""
    return say(
        "prune.would" if only_look else "prune.done",
        lang,
        count=amount_text(len(removal.sorted.old), lang),
        mib=amount_text(removal.freed_bytes // _MIB, lang),
        kept=amount_text(len(removal.sorted.kept), lang),
        folder=out,
    )


def _stay_lines(found: Sorted, lang: str) -> Iterator[str]:
    """Yield which nights stay, a line a reason."""
    for reason in Stays:
        names = [name for name, why in found.kept if why is reason]
        if names:
            shown = ", ".join(names[-_MOST_NAMES:]) + (", …" if len(names) > _MOST_NAMES else "")
            count = amount_text(len(names), lang)
            yield "  " + say(f"prune.stays_{reason.value}", lang, count=count, names=shown)
