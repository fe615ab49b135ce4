"""Are levels that litres by days stop as high as they can be?  Their prices, checked without any solver.

A day bound says what all that its cells have, weighed, can come to at the most.  It stops a cell when what
the levels leave of that could not raise all who share it by one unit together, and nobody who shares it is
better off.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from distribution.fairness.daily import DailyQuestion, DayBound
from distribution.fairness.day_bounds import highest, in_range
from distribution.fairness.shares import LEVEL_UNITS, FairCertificate, FairQuestion, Limit
from distribution.feasibility.verdict import Violation


def check_days(
    question: FairQuestion, daily: DailyQuestion, certificate: FairCertificate
) -> tuple[Violation, ...]:
    """Return what keeps the day bounds from proving the levels that they stop; nothing when they do."""
    stopped: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for cell, level, number in certificate.day_caps:
        stopped[number].append((cell, level))
    rooms = sum(room.limit is Limit.DAYS for room in question.rooms)
    known = stopped.keys() <= set(range(len(certificate.day_bounds)))
    if rooms != len(certificate.day_caps) or not known or len(daily.wants) != len(question.cells):
        return (_violation("fair_incomplete", "", rooms),)
    return tuple(
        violation
        for number, cells in sorted(stopped.items())
        for violation in _bound(question, daily, certificate, certificate.day_bounds[number], cells)
    )


def _bound(
    question: FairQuestion,
    daily: DailyQuestion,
    certificate: FairCertificate,
    bound: DayBound,
    stopped: Sequence[tuple[int, int]],
) -> Iterator[Violation]:
    if not in_range(daily, bound):
        yield _violation("fair_range", "", len(bound.weights))
        return
    cells, levels = question.cells, certificate.levels
    weights = {i: weight * cells[i].need_packs for i, weight in bound.weights}
    left = highest(daily, bound) * LEVEL_UNITS - sum(weight * levels[i] for i, weight in weights.items())
    best = max(((cells[i].urgency, levels[i]) for i in weights if weights[i] and levels[i]), default=(0, 0))
    for index, level in stopped:
        name = f"{cells[index].centre_id} / {cells[index].product_id} / {cells[index].week + 1}"
        if not weights.get(index):
            yield _violation("fair_bound_foreign", name, level)
        elif levels[index] > level:
            yield _violation("fair_range", name, levels[index])
        elif (cells[index].urgency, levels[index]) < best and levels[index] == level:
            yield _violation("fair_better_off", name, level)
        elif left >= sum(weights.values()) and levels[index] == level:
            yield _violation("fair_bound_loose", name, left)


def _violation(key: str, subject_id: str, amount: int) -> Violation:
    return Violation(rule="F", subject_id=subject_id, key=key, amount=amount)
