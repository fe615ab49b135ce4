"""Are fill levels fair?  The certificate checked without any solver, in whole numbers.

First the levels must be attainable: the shipments supply them, and no room overflows.  Then every
cell below its full need must name a bound that is used up and of which nobody better off has a part;
raising the cell would take from one that is no better off.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from distribution.fairness import (
    LEVEL_UNITS,
    FairBound,
    FairCell,
    FairCertificate,
    FairQuestion,
    FairSource,
    Outlet,
    whole_packs,
)
from distribution.feasibility.verdict import Violation
from distribution.quarter import Issue

Cells = dict[tuple[str, Outlet], list[int]]
Shares = tuple[dict[int, int], int]  # what a pack of every cell takes, and how much there is


def check_certificate(question: FairQuestion, certificate: FairCertificate) -> tuple[Violation, ...]:
    """Return everything that keeps the certificate from proving its levels fair; nothing when it does."""
    if not len(question.cells) == len(certificate.levels) == len(certificate.held_by):
        return (_violation("fair_incomplete", "", len(certificate.levels)),)
    by_outlet: Cells = defaultdict(list)
    for index, cell in enumerate(question.cells):
        by_outlet[cell.product_id, (cell.depot_id, cell.week)].append(index)
    return (
        *_levels_in_range(question, certificate),
        *_supplied(question, certificate, by_outlet),
        *_rooms_hold(question, certificate),
        *_bounds_used_up(question, certificate, by_outlet),
    )


def check_held(
    question: FairQuestion, certificate: FairCertificate, packs: Sequence[int]
) -> tuple[Violation, ...]:
    """Return the cells that get one pack or more less than their level; ``packs`` are in their order."""
    return tuple(
        _violation("fair_not_held", _name(cell), whole_packs(cell, level) - got)
        for cell, level, got in zip(question.cells, certificate.levels, packs, strict=True)
        if got < whole_packs(cell, level)
    )


def packs_by_cell(question: FairQuestion, issues: Sequence[Issue], week_of: Sequence[int]) -> tuple[int, ...]:
    """Return the packs that every cell receives; ``week_of[period]`` is the week of a period."""
    got: Counter[tuple[int, str, str]] = Counter()
    for issue in issues:
        got[week_of[issue.period], issue.centre_id, issue.product_id] += issue.packs
    return tuple(got[cell.week, cell.centre_id, cell.product_id] for cell in question.cells)


def _levels_in_range(question: FairQuestion, certificate: FairCertificate) -> Iterator[Violation]:
    for cell, level, held_by in zip(question.cells, certificate.levels, certificate.held_by, strict=True):
        known = held_by is None or 0 <= held_by < len(certificate.bounds)
        if not 0 <= level <= LEVEL_UNITS or not known:
            yield _violation("fair_range", _name(cell), level)
        elif held_by is None and level < LEVEL_UNITS and cell.need_packs:
            yield _violation("fair_no_bound", _name(cell), level)


def _supplied(question: FairQuestion, certificate: FairCertificate, by_outlet: Cells) -> Iterator[Violation]:
    """Every level is supplied by lots that reach its outlet, and no lot gives more than it has."""
    left = [source.packs * LEVEL_UNITS for source in question.sources]
    brought: Counter[tuple[str, Outlet]] = Counter()
    for index, outlet, units in certificate.shipments:
        source = question.sources[index]
        left[index] -= units
        brought[source.product_id, outlet] += units
        if units < 0 or outlet not in source.outlets:
            yield _violation("fair_unreachable", f"{source.lot_id} → {outlet[0]}", units)
    for source, units in zip(question.sources, left, strict=True):
        if units < 0:
            yield _violation("fair_lot_over", f"{source.lot_id} {source.site_id}", -units)
    for (product_id, outlet), cells in sorted(by_outlet.items()):
        drawn = sum(question.cells[i].need_packs * certificate.levels[i] for i in cells)
        if drawn > brought[product_id, outlet]:
            yield _violation("fair_unsupplied", f"{product_id} {outlet[0]}", drawn)


def _rooms_hold(question: FairQuestion, certificate: FairCertificate) -> Iterator[Violation]:
    for room in question.rooms:
        used = sum(question.cells[i].need_packs * certificate.levels[i] * ml for i, ml in room.members)
        if used > max(room.room_ml, 0) * LEVEL_UNITS:
            yield _violation("fair_room_over", room.subject_id, used)


def _bounds_used_up(
    question: FairQuestion, certificate: FairCertificate, by_outlet: Cells
) -> Iterator[Violation]:
    sources: dict[str, list[FairSource]] = defaultdict(list)
    for source in question.sources:
        sources[source.product_id].append(source)
    citing: dict[int, list[int]] = defaultdict(list)
    for index, number in enumerate(certificate.held_by):
        if number is not None and 0 <= number < len(certificate.bounds):
            citing[number].append(index)
    for number, stopped in sorted(citing.items()):
        bound = certificate.bounds[number]
        if bound.room is None:
            shares = _goods(bound, sources[bound.subject_id], by_outlet)
        else:
            room = question.rooms[bound.room]
            shares = dict(room.members), max(room.room_ml, 0)
        yield from _used_up(question, certificate, bound, shares, stopped)


def _goods(bound: FairBound, sources: Sequence[FairSource], by_outlet: Cells) -> Shares:
    """Return who draws on the outlets of a bound, and the packs of all lots that reach any of them."""
    outlets = set(bound.outlets)
    drawing = [i for outlet in sorted(outlets) for i in by_outlet.get((bound.subject_id, outlet), [])]
    packs = sum(source.packs for source in sources if outlets.intersection(source.outlets))
    return dict.fromkeys(drawing, 1), packs


def _used_up(
    question: FairQuestion,
    certificate: FairCertificate,
    bound: FairBound,
    shares: Shares,
    stopped: Sequence[int],
) -> Iterator[Violation]:
    """What is left of a bound cannot raise all that draw on it by one unit, and nobody better off does."""
    weights, room = shares
    needs = {i: question.cells[i].need_packs * weight for i, weight in weights.items()}
    left = room * LEVEL_UNITS - sum(need * certificate.levels[i] for i, need in needs.items())
    if left >= sum(needs.values()):
        yield _violation("fair_bound_loose", bound.subject_id, left)
    drawing = [i for i, need in needs.items() if need and certificate.levels[i]]
    best = max((_rank(question, certificate, i) for i in drawing), default=(0, 0))
    for index in stopped:
        if index not in weights:
            yield _violation("fair_bound_foreign", _name(question.cells[index]), certificate.levels[index])
        elif _rank(question, certificate, index) < best:
            yield _violation("fair_better_off", _name(question.cells[index]), certificate.levels[index])


def _rank(question: FairQuestion, certificate: FairCertificate, index: int) -> tuple[int, int]:
    """Return how well off a cell is: less urgent products come after all that is more urgent."""
    return question.cells[index].urgency, certificate.levels[index]


def _name(cell: FairCell) -> str:
    return f"{cell.centre_id} / {cell.product_id} / {cell.week + 1}"


def _violation(key: str, subject_id: str, amount: int) -> Violation:
    return Violation(rule="F", subject_id=subject_id, key=key, amount=amount)
