"""Are fill levels fair?  The certificate checked without any solver, in whole numbers.

First the levels must be attainable: the shipments supply them, and no room overflows.  Then every
cell below its full need must name a bound that is used up and of which nobody better off has a part;
raising the cell would take from one that is no better off.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

from distribution.fairness.shares import (
    LEVEL_UNITS,
    FairBound,
    FairCell,
    FairCertificate,
    FairQuestion,
    FairRoom,
    FairSource,
    Outlet,
    fill_levels,
    used_units,
    whole_packs,
)
from distribution.feasibility.verdict import Violation
from distribution.quarter.answer import QuarterAllocation
from distribution.quarter.calendar import week_of

Shares = tuple[dict[int, int], int]  # what a pack of every cell takes, and how much there is


def check_certificate(question: FairQuestion, certificate: FairCertificate) -> tuple[Violation, ...]:
    """Return everything that keeps the certificate from proving its levels fair; nothing when it does."""
    if not len(question.cells) == len(certificate.levels) == len(certificate.held_by):
        return (_violation("fair_incomplete", "", len(certificate.levels)),)
    return (
        *_levels_in_range(question, certificate),
        *_supplied(question, certificate),
        *_dates_met(question, certificate),
        *_rooms_hold(question, certificate),
        *_bounds_used_up(question, certificate),
    )


def check_held(
    question: FairQuestion, certificate: FairCertificate, packs: Sequence[int]
) -> tuple[Violation, ...]:
    """Return the cells that get a whole pack less than their level or more; ``packs`` are in their order.

    Whether locks are held is another checker's matter.
    """
    return tuple(
        _violation("fair_not_held", _name(cell), whole_packs(cell, level) - got)
        for cell, level, got in zip(question.cells, certificate.levels, packs, strict=True)
        if got < whole_packs(cell, level) and not cell.locked
    )


def packs_met(question: FairQuestion, allocation: QuarterAllocation) -> tuple[int, ...]:
    """Return the packs of need that an allocation meets in every cell, within the week."""
    met: Counter[tuple[int, str, str]] = Counter()
    for want in allocation.wanted:
        week = week_of(allocation.horizon, want.period)
        met[week, want.centre_id, want.product_id] += want.packs - want.unmet
    return tuple(met[cell.week, cell.centre_id, cell.product_id] for cell in question.cells)


def check_fairness(
    question: FairQuestion, certificate: FairCertificate, allocation: QuarterAllocation
) -> tuple[Violation, ...]:
    """Return what keeps an allocation from being fair: its levels proved, written as proved, and held.

    A level as written may ask for one pack more than is proved: the odd one.
    """
    found = check_certificate(question, certificate)
    if found:
        return found
    proved = {(p.week, p.centre_id, p.product_id): p for p in fill_levels(question, certificate)}
    for level in allocation.levels:
        mine = proved.get((level.week, level.centre_id, level.product_id))
        if mine is None or level.level != mine.level or not 0 <= level.packs - mine.packs <= 1:
            return (_violation("fair_levels_differ", level.centre_id, level.packs),)
    return check_held(question, certificate, packs_met(question, allocation))


def _levels_in_range(question: FairQuestion, certificate: FairCertificate) -> Iterator[Violation]:
    for cell, level, held_by in zip(question.cells, certificate.levels, certificate.held_by, strict=True):
        known = held_by is None or 0 <= held_by < len(certificate.bounds)
        if not 0 <= level <= LEVEL_UNITS or not known:
            yield _violation("fair_range", _name(cell), level)
        elif held_by is None and level < LEVEL_UNITS and cell.need_packs:
            yield _violation("fair_no_bound", _name(cell), level)


def _supplied(question: FairQuestion, certificate: FairCertificate) -> Iterator[Violation]:
    """What all cells draw at an outlet has come there from lots that reach it, and no lot gives twice."""
    left = [source.packs * LEVEL_UNITS for source in question.sources]
    at_outlet: Counter[tuple[str, Outlet]] = Counter()
    for index, outlet, units in certificate.shipments:
        source = question.sources[index]
        left[index] -= units
        at_outlet[source.product_id, outlet] += units
        if units < 0 or outlet not in source.outlets:
            yield _violation("fair_unreachable", f"{source.lot_id} → {_place(outlet)}", units)
    for source, units in zip(question.sources, left, strict=True):
        if units < 0:
            yield _violation("fair_lot_over", f"{source.lot_id} {source.site_id}", -units)
    for cell, level in zip(question.cells, certificate.levels, strict=True):
        if cell.undated:
            at_outlet[cell.product_id, (cell.depots, cell.parts[0][0])] -= cell.need_packs * level
    for index, period, units in certificate.dated:
        cell = question.cells[index]
        at_outlet[cell.product_id, (cell.depots, period)] -= units
    for (product_id, outlet), units in sorted(at_outlet.items()):
        if units < 0:
            yield _violation("fair_unsupplied", f"{product_id} {_place(outlet)}", -units)


def _dates_met(question: FairQuestion, certificate: FairCertificate) -> Iterator[Violation]:
    """A dated cell gets its level in parts, none larger than what is needed by then."""
    met: Counter[int] = Counter()
    given: Counter[tuple[int, int]] = Counter()
    for index, period, units in certificate.dated:
        met[index] += units
        given[index, period] += units
        if units < 0:
            yield _violation("fair_part_over", _name(question.cells[index]), units)
    for (index, period), units in sorted(given.items()):
        if units > dict(question.cells[index].parts).get(period, 0) * LEVEL_UNITS:
            yield _violation("fair_part_over", _name(question.cells[index]), units)
    for index, (cell, level) in enumerate(zip(question.cells, certificate.levels, strict=True)):
        if not cell.undated and met[index] < cell.need_packs * level:
            yield _violation("fair_unsupplied", _name(cell), cell.need_packs * level - met[index])


def _rooms_hold(question: FairQuestion, certificate: FairCertificate) -> Iterator[Violation]:
    for room in question.rooms:
        used = sum(used_units(question, room, certificate.levels).values())
        if used > max(room.room_ml, 0) * LEVEL_UNITS:
            yield _violation("fair_room_over", room.subject_id, used)


def _bounds_used_up(question: FairQuestion, certificate: FairCertificate) -> Iterator[Violation]:
    sources: dict[str, list[FairSource]] = defaultdict(list)
    for source in question.sources:
        sources[source.product_id].append(source)
    citing: dict[int, list[int]] = defaultdict(list)
    for index, number in enumerate(certificate.held_by):
        if number is not None and 0 <= number < len(certificate.bounds):
            citing[number].append(index)
    for number, stopped in sorted(citing.items()):
        bound = certificate.bounds[number]
        if bound.room is not None:
            yield from _room_used_up(question, certificate, bound, question.rooms[bound.room], stopped)
            continue
        shares = _goods(question, bound, sources[bound.subject_id])
        yield from _used_up(question, certificate, bound, shares, stopped)


def _goods(question: FairQuestion, bound: FairBound, sources: Sequence[FairSource]) -> Shares:
    """Return the cells of a bound, and the most packs that can come to them.

    These are all lots that reach any of its outlets, and the parts of the need that lie elsewhere.
    """
    outlets = set(bound.outlets)
    packs = sum(source.packs for source in sources if outlets.intersection(source.outlets))
    mine = [i for i in bound.cells if question.cells[i].product_id == bound.subject_id]
    for index in mine:
        cell = question.cells[index]
        packs += sum(part for period, part in cell.parts if (cell.depots, period) not in outlets)
    return dict.fromkeys(mine, 1), packs


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
    yield from _nobody_better_off(question, certificate, stopped, weights, drawing)


def _room_used_up(
    question: FairQuestion,
    certificate: FairCertificate,
    bound: FairBound,
    room: FairRoom,
    stopped: Sequence[int],
) -> Iterator[Violation]:
    """Litres cannot take one unit more of all products of which nothing lies behind them any more."""
    levels, there = certificate.levels, dict(room.there)
    taken = used_units(question, room, levels)
    wanted: Counter[str] = Counter()
    for i, _ in room.members:
        wanted[question.cells[i].product_id] += question.cells[i].need_packs * (levels[i] + 1)
    rising = {p for p in taken if wanted[p] > there.get(p, 0) * LEVEL_UNITS}
    mine = {i for i, _ in room.members if question.cells[i].product_id in rising}
    raised = [level + (i in mine) for i, level in enumerate(levels)]
    left = max(room.room_ml, 0) * LEVEL_UNITS - sum(used_units(question, room, raised).values())
    if left >= 0:
        yield _violation("fair_bound_loose", bound.subject_id, left)
    drawing = [i for i in mine if taken[question.cells[i].product_id] and levels[i]]
    yield from _nobody_better_off(question, certificate, stopped, mine, drawing)


def _nobody_better_off(
    question: FairQuestion,
    certificate: FairCertificate,
    stopped: Sequence[int],
    members: Collection[int],
    drawing: Sequence[int],
) -> Iterator[Violation]:
    best = max((_rank(question, certificate, i) for i in drawing), default=(0, 0))
    for index in stopped:
        if index not in members:
            yield _violation("fair_bound_foreign", _name(question.cells[index]), certificate.levels[index])
        elif _rank(question, certificate, index) < best:
            yield _violation("fair_better_off", _name(question.cells[index]), certificate.levels[index])


def _rank(question: FairQuestion, certificate: FairCertificate, index: int) -> tuple[int, int]:
    """Return how well off a cell is: less urgent products come after all that is more urgent."""
    return question.cells[index].urgency, certificate.levels[index]


def _place(outlet: Outlet) -> str:
    return "/".join(outlet[0])


def _name(cell: FairCell) -> str:
    return f"{cell.centre_id} / {cell.product_id} / {cell.week + 1}"


def _violation(key: str, subject_id: str, amount: int) -> Violation:
    return Violation(rule="F", subject_id=subject_id, key=key, amount=amount)
