"""What a quarter's allocation makes of the centres' shelves: packs received, used, kept and spoilt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from distribution.quarter.answer import QuarterAllocation
from distribution.quarter.calendar import period_days


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Packs of a product at a centre by period, beside its own stock.

    ``kept`` stand there at the end of the period, ``left`` are used or spoil in it; ``lacking`` were said to
    be used and were not there.
    """

    centre_id: str
    product_id: str
    kept: tuple[int, ...]
    left: tuple[int, ...]
    lacking: tuple[int, ...]


def shelves(allocation: QuarterAllocation) -> Iterator[Shelf]:
    """Yield every shelf that receives or gives something, in order; the earliest use-by is used first."""
    given: dict[tuple[str, str], dict[int, list[tuple[date, int]]]] = defaultdict(lambda: defaultdict(list))
    for issue in allocation.issues:
        given[issue.centre_id, issue.product_id][issue.period].append((issue.use_by, issue.packs))
    used: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for cell in allocation.wanted:
        if cell.used:
            used[cell.centre_id, cell.product_id][cell.period] = cell.used
    lasts = [period_days(allocation.horizon, t)[-1] for t in range(len(allocation.horizon))]
    for centre_id, product_id in sorted({*given, *used}):
        key = (centre_id, product_id)
        yield _shelf(centre_id, product_id, given.get(key, {}), used.get(key, {}), lasts)


def _shelf(
    centre_id: str,
    product_id: str,
    given: dict[int, list[tuple[date, int]]],
    used: dict[int, int],
    lasts: list[date],
) -> Shelf:
    piles: list[list[int]] = []  # use-by as an ordinal, packs
    kept, left, lacking = [], [], []
    for period, last in enumerate(lasts):
        piles += [[use_by.toordinal(), packs] for use_by, packs in given.get(period, ())]
        piles.sort()
        wanted, before = used.get(period, 0), sum(packs for _, packs in piles)
        for pile in piles:
            taken = min(wanted, pile[1]) if pile[0] >= last.toordinal() else 0
            pile[1] -= taken
            wanted -= taken
        after = lasts[period + 1].toordinal() if period + 1 < len(lasts) else last.toordinal()
        piles = [pile for pile in piles if pile[1] and pile[0] >= after]
        kept.append(sum(packs for _, packs in piles))
        left.append(before - kept[-1])
        lacking.append(wanted)
    return Shelf(
        centre_id=centre_id,
        product_id=product_id,
        kept=tuple(kept),
        left=tuple(left),
        lacking=tuple(lacking),
    )
