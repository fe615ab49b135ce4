"""R12 and fairness: locks hold, and so do the fill levels that the allocation says it holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from distribution.feasibility.verdict import Violation
from distribution.quarter.answer import QuarterAllocation
from distribution.quarter.calendar import week_of


def settled_breaches(allocation: QuarterAllocation) -> tuple[Violation, ...]:
    """Return locks and fill levels that do not hold."""
    return (*_locks(allocation), *_levels(allocation))


def _locks(allocation: QuarterAllocation) -> Iterator[Violation]:
    """A lock asks for exactly its packs in the periods that begin within its days."""
    starts = allocation.horizon.starts
    given: dict[tuple[str, str, int], int] = defaultdict(int)
    for issue in allocation.issues:
        given[issue.centre_id, issue.product_id, issue.period] += issue.packs
    for lock in allocation.locks:
        periods = [t for t, start in enumerate(starts) if lock.first <= start <= lock.last]
        packs = sum(given[lock.centre_id, lock.product_id, t] for t in periods)
        if periods and packs != lock.packs:
            yield Violation(
                rule="R12",
                subject_id=lock.centre_id,
                place_id=lock.centre_id,
                key="quarter_lock",
                amount=packs,
                unit="packs",
                day=lock.first,
                arguments={"product": lock.product_id, "wanted": str(lock.packs)},
            )


def _levels(allocation: QuarterAllocation) -> Iterator[Violation]:
    met: dict[tuple[int, str, str], int] = defaultdict(int)
    for cell in allocation.wanted:
        week = week_of(allocation.horizon, cell.period)
        met[week, cell.centre_id, cell.product_id] += cell.packs - cell.unmet
    for level in allocation.levels:
        packs = met[level.week, level.centre_id, level.product_id]
        if packs < level.packs:
            yield Violation(
                rule="F",
                subject_id=level.centre_id,
                place_id=level.centre_id,
                key="quarter_level",
                amount=packs,
                unit="packs",
                arguments={
                    "product": level.product_id,
                    "held": str(level.packs),
                    "week": str(level.week + 1),
                },
            )
