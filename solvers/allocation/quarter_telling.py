"""What an allocation says of itself: levels and locks that it holds or does not, stores over their litres."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from distribution.inputs import WeekInputs
from distribution.quarter.answer import FillLevel, Overflow, PackLock, QuarterAllocation
from distribution.quarter.calendar import week_of
from distribution.quarter.fill import centre_fill, site_fill
from distribution.vaccines import TemperatureBand

Warned = tuple[str, dict[str, str]]


def with_settled(
    allocation: QuarterAllocation,
    levels: Iterable[FillLevel],
    locks: Iterable[PackLock],
    told: Iterable[Warned],
) -> QuarterAllocation:
    """Return the allocation with the levels and locks that it holds; those that it does not are told."""
    met: dict[tuple[int, str, str], int] = defaultdict(int)
    for cell in allocation.wanted:
        week = week_of(allocation.horizon, cell.period)
        met[week, cell.centre_id, cell.product_id] += cell.packs - cell.unmet
    given: dict[tuple[str, str, int], int] = defaultdict(int)
    for issue in allocation.issues:
        given[issue.centre_id, issue.product_id, issue.period] += issue.packs
    held, kept, warnings = [], [], list(told)
    for level in levels:
        packs = met[level.week, level.centre_id, level.product_id]
        if packs >= level.packs:
            held.append(level)
            continue
        names = {"centre": level.centre_id, "product": level.product_id, "week": str(level.week + 1)}
        warnings.append(("warning.level_not_held", {**names, "held": str(level.packs), "met": str(packs)}))
    for lock in locks:
        starts = enumerate(allocation.horizon.starts)
        periods = [t for t, start in starts if lock.first <= start <= lock.last]
        packs = sum(given[lock.centre_id, lock.product_id, t] for t in periods)
        if packs == lock.packs or not periods:
            kept.append(lock)
            continue
        names = {"centre": lock.centre_id, "product": lock.product_id}
        warnings.append(("warning.lock_not_held", {**names, "wanted": str(lock.packs), "given": str(packs)}))
    return replace(allocation, levels=tuple(held), locks=tuple(kept), warnings=tuple(warnings))


def with_overflows(allocation: QuarterAllocation, inputs: WeekInputs) -> QuarterAllocation:
    """Return the allocation with every store that is over its litres, and a warning for each place."""
    over = [
        Overflow(
            period=fill.period,
            subject_id=fill.place_id,
            band=fill.band.value,
            over_ml=fill.over_ml,
            opening=not fill.receives,
        )
        for fill in (*site_fill(allocation, inputs), *centre_fill(allocation, inputs))
        if fill.over_ml > 0
    ]
    worst: dict[tuple[str, str], int] = {}
    for overflow in over:
        key = (overflow.subject_id, overflow.band)
        worst[key] = max(worst.get(key, 0), overflow.over_ml)
    told = [
        (
            "warning.opening_overflow",
            {
                "place": f"{inputs.network.name(place)} ({place})",
                "band": TemperatureBand(band).celsius,
                "litres": f"{over_ml / 1_000:.1f}",
            },
        )
        for (place, band), over_ml in sorted(worst.items())
    ]
    return replace(allocation, overflows=tuple(over), warnings=(*allocation.warnings, *told))
