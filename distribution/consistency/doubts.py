"""All that is doubtful in a question, sound or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from distribution.consistency import alike, dose_slips, hidden, odd_days
from distribution.consistency.doubt import Doubt
from distribution.consistency.tables import Question

DOUBTS: tuple[Callable[[Question], Iterator[Doubt]], ...] = (
    hidden.hidden_rows,
    hidden.hidden_columns,
    hidden.hidden_sheets,
    alike.names_alike,
    alike.ids_alike,
    alike.centres_on_one_spot,
    dose_slips.doses_in_broken_packs,
    dose_slips.stock_for_a_year,
    dose_slips.days_with_a_zero_too_many,
    odd_days.expiries_beyond_shelf_life,
    odd_days.waivers_over,
)


def question_doubts(question: Question) -> list[Doubt]:
    """Return all doubts, in a fixed order."""
    return [found for ask in DOUBTS for found in ask(question)]
