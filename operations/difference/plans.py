"""What moved between two plans, centre by centre."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from operations.difference.reasons import Reason
from operations.difference.visits import Visit, Visits

HOUR = timedelta(hours=1)  # a call that moves by less is the same call to the people who wait for it


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreMove:
    """A centre whose week changed: what kinds of change, its visits before and after, and why.

    ``kinds`` are of: served, unserved, day, depot, vehicle, hour, doses, lots.
    """

    centre_id: str
    kinds: tuple[str, ...]
    before: tuple[Visit, ...]
    after: tuple[Visit, ...]
    reasons: tuple[Reason, ...] = ()


def centre_moves(before: Visits, after: Visits) -> tuple[CentreMove, ...]:
    """Return the centres whose visits differ, by id."""
    centre_ids = sorted({*before, *after})
    pairs = [(centre_id, before.get(centre_id, ()), after.get(centre_id, ())) for centre_id in centre_ids]
    return tuple(
        CentreMove(centre_id=centre_id, kinds=kinds, before=a, after=b)
        for centre_id, a, b in pairs
        if (kinds := tuple(_kinds(a, b)))
    )


def _kinds(before: tuple[Visit, ...], after: tuple[Visit, ...]) -> Iterator[str]:
    if not before or not after:
        yield "served" if after else "unserved"
        return
    if [v.day for v in before] != [v.day for v in after]:
        yield "day"
    elif any(abs(a.at - b.at) >= HOUR for a, b in zip(before, after, strict=True)):
        yield "hour"
    if {v.origin_id for v in before} != {v.origin_id for v in after}:
        yield "depot"
    if {v.vehicle_id for v in before} != {v.vehicle_id for v in after}:
        yield "vehicle"
    if _doses(before) != _doses(after):
        yield "doses"
    elif lots_of(before) != lots_of(after):
        yield "lots"


def _doses(visits: tuple[Visit, ...]) -> Counter[str]:
    doses: Counter[str] = Counter()
    for visit in visits:
        for product_id, _, amount in visit.goods:
            doses[product_id] += amount
    return doses


def lots_of(visits: tuple[Visit, ...]) -> Counter[tuple[str, str]]:
    """Return the doses of each product and lot that some visits bring."""
    doses: Counter[tuple[str, str]] = Counter()
    for visit in visits:
        for product_id, lot_id, amount in visit.goods:
            doses[product_id, lot_id] += amount
    return doses
