"""All checks of the question, in the order of the report."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from distribution.consistency import duplicates, geography, lots, references, settings
from distribution.consistency.tables import Question
from distribution.errors import Fault

CHECKS: tuple[Callable[[Question], Iterator[Fault]], ...] = (
    duplicates.duplicate_keys,
    references.unknown_references,
    geography.misplaced,
    geography.unknown_provinces,
    lots.lots_of_another_product,
    lots.expired_lots,
    lots.use_by_after_expiry,
    lots.wrong_band,
    settings.parameters_known,
    settings.spans_in_order,
    settings.active_bans_have_hours,
    settings.locks_in_week,
    settings.pack_locks_have_days,
)


def question_faults(question: Question) -> list[Fault]:
    """Return every fault that the checks find, in their order."""
    return [fault for check in CHECKS for fault in check(question)]
