"""What the earlier night would be worth today: shortage and transport of its packs under today's need.

Only periods that both nights have are compared: of two nights in a row the days of the fortnight that both
plan day by day.  Holding, lateness, safety stock, expiry and change are left out on both sides: they follow
from the whole flow and not from a cell.  The two amounts may be compared with each other, not with the
objective.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from distribution.feasibility.verdict import Violation
from distribution.inputs import WeekInputs
from distribution.network import Lane
from distribution.quarter.answer import Horizon, QuarterAllocation
from distribution.quarter.calendar import week_of
from distribution.quarter.check_known import unknown_names
from distribution.quarter.check_litres import lane_breaches, store_breaches
from distribution.quarter.check_lots import lot_breaches
from distribution.quarter.prices import (
    SHORT_SEGMENTS,
    lane_pack_vnd,
    pack_prices,
    round_pack_vnd,
)
from distribution.travel import TravelTable
from operations.difference.cells import Period, periods_of

_OF_THE_LOT_ALONE = ("quarter_not_released", "quarter_short_dated", "quarter_thawed_too_long")


@dataclass(frozen=True, slots=True, kw_only=True)
class NightStay:
    """The earlier night today: its cost and the later one's, packs short of today's need, rules broken.

    ``days`` is how many days of the quarter both nights have in the same periods.  ``not_priced`` says
    why there is no cost (a key of the catalogue); the amounts are None then.
    """

    days: int = 0
    cost_vnd: int | None = None
    cost_after_vnd: int | None = None
    short_packs: int | None = None
    short_after_packs: int | None = None
    violations: tuple[Violation, ...] = ()
    not_priced: str = ""


def night_stay(
    before: QuarterAllocation, after: QuarterAllocation, inputs: WeekInputs, travel: TravelTable
) -> NightStay:
    """Judge and price the earlier night's decisions by the later night's inputs and need."""
    horizon = after.horizon
    common = sorted(set(periods_of(before.horizon)) & set(periods_of(horizon)))
    if not common:
        return NightStay(not_priced="horizons")
    days = sum((end - start).days for start, end in common)
    if unknown := unknown_names(before, inputs):
        return NightStay(days=days, violations=unknown, not_priced="unknown_names")
    old, new = (_within(allocation, horizon, common) for allocation in (before, after))
    unmet = [_unmet(allocation, new) for allocation in (old, new)]
    return NightStay(
        days=days,
        cost_vnd=_transport_vnd(old, inputs, travel) + _shortage_vnd(unmet[0], new, inputs),
        cost_after_vnd=_transport_vnd(new, inputs, travel) + _shortage_vnd(unmet[1], new, inputs),
        short_packs=sum(unmet[0].values()),
        short_after_packs=sum(unmet[1].values()),
        violations=tuple(_forbidden(old, inputs, whole=before.horizon == horizon)),
    )


def _within(allocation: QuarterAllocation, horizon: Horizon, common: list[Period]) -> QuarterAllocation:
    """Return what an allocation decides in the common periods, in the periods of the horizon."""
    own, theirs = periods_of(allocation.horizon), {p: t for t, p in enumerate(periods_of(horizon))}
    number = {t: theirs[period] for t, period in enumerate(own) if period in set(common)}
    return replace(
        allocation,
        horizon=horizon,
        issues=tuple(replace(i, period=number[i.period]) for i in allocation.issues if i.period in number),
        movements=tuple(
            replace(m, period=number[m.period], received_period=number[m.received_period])
            for m in allocation.movements
            if m.period in number and m.received_period in number
        ),
        wanted=tuple(replace(w, period=number[w.period]) for w in allocation.wanted if w.period in number),
    )


def _forbidden(allocation: QuarterAllocation, inputs: WeekInputs, *, whole: bool) -> Iterator[Violation]:
    """Yield what lots, litres and lanes forbid; what a night says of its own need is no decision.

    Of a part of a night what is on hand, and the room there, cannot be told: what came before is missing.
    """
    for violation in lot_breaches(allocation, inputs):
        if whole or violation.key in _OF_THE_LOT_ALONE:
            yield violation
    if whole:
        yield from store_breaches(allocation, inputs)
        yield from lane_breaches(allocation, inputs)


Need = tuple[int, str, str]  # week, centre, product


def _wanted(allocation: QuarterAllocation) -> Counter[Need]:
    wanted: Counter[Need] = Counter()
    for cell in allocation.wanted:
        week = week_of(allocation.horizon, cell.period)
        wanted[week, cell.centre_id, cell.product_id] += cell.packs
    return wanted


def _unmet(given: QuarterAllocation, asked: QuarterAllocation) -> Counter[Need]:
    """Return the packs of each week's need that have not come by its end; what is left serves later weeks."""
    came: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    for issue in given.issues:
        week = week_of(given.horizon, issue.period)
        came[issue.centre_id, issue.product_id][week] += issue.packs
    wanted = _wanted(asked)
    lines: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for (week, centre_id, product_id), packs in wanted.items():
        lines[centre_id, product_id][week] = packs
    unmet: Counter[Need] = Counter()
    for (centre_id, product_id), need in sorted(lines.items()):
        received, left = came[centre_id, product_id], 0
        for week in range(max([*need, *received]) + 1):
            left += received[week]
            met = min(left, need.get(week, 0))
            left -= met
            if short := need.get(week, 0) - met:
                unmet[week, centre_id, product_id] = short
    return unmet


def _shortage_vnd(unmet: Counter[Need], asked: QuarterAllocation, inputs: WeekInputs) -> int:
    """Return the rising price of shortage: the k-th fifth of a week's need costs k times half the base."""
    wanted, total = _wanted(asked), 0
    for need, short in unmet.items():
        base = pack_prices(inputs.vaccines[need[2]], inputs.parameters).short_vnd
        for k in range(SHORT_SEGMENTS):
            low, high = (wanted[need] * edge // SHORT_SEGMENTS for edge in (k, k + 1))
            total += max(0, min(short, high) - low) * ((k + 1) * base // 2 + base)
    return total


def _transport_vnd(allocation: QuarterAllocation, inputs: WeekInputs, travel: TravelTable) -> int:
    metres = travel.profiles["truck"].distance_m
    lanes: dict[str, Lane] = {lane.lane_id: lane for lane in inputs.network.lanes}
    total = 0
    for issue in allocation.issues:
        way = int(metres[travel.index(issue.depot_id), travel.index(issue.centre_id)])
        total += issue.packs * round_pack_vnd(inputs.vaccines[issue.product_id], way)
    for move in allocation.movements:
        if move.lane_id in lanes:
            way = int(metres[travel.index(move.origin_id), travel.index(move.destination_id)])
            total += move.packs * lane_pack_vnd(lanes[move.lane_id], inputs.vaccines[move.product_id], way)
    return total
