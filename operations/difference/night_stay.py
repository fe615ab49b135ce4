"""What the earlier night would be worth today: shortage and transport of its packs under today's need.

Holding, lateness, safety stock, expiry and change are left out on both sides: they follow from the whole
flow and not from a cell.  The two amounts may be compared with each other, not with the objective.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from distribution.feasibility.verdict import Violation
from distribution.inputs import WeekInputs
from distribution.network import Lane
from distribution.quarter import QuarterAllocation
from distribution.quarter_calendar import week_of
from distribution.quarter_check_known import unknown_names
from distribution.quarter_check_litres import lane_breaches, store_breaches
from distribution.quarter_check_lots import lot_breaches
from distribution.quarter_prices import (
    SHORT_SEGMENTS,
    lane_pack_vnd,
    pack_prices,
    round_pack_vnd,
)
from distribution.travel import TravelTable


@dataclass(frozen=True, slots=True, kw_only=True)
class NightStay:
    """The earlier night today: its cost and the later one's, packs short of today's need, rules broken.

    ``not_priced`` says why there is no cost (a key of the catalogue); the amounts are None then.
    """

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
    if before.horizon != after.horizon:
        return NightStay(not_priced="horizons")
    if unknown := unknown_names(before, inputs):
        return NightStay(violations=unknown, not_priced="unknown_names")
    old, new = (_unmet(allocation, after) for allocation in (before, after))
    return NightStay(
        cost_vnd=_transport_vnd(before, inputs, travel) + _shortage_vnd(old, after, inputs),
        cost_after_vnd=_transport_vnd(after, inputs, travel) + _shortage_vnd(new, after, inputs),
        short_packs=sum(old.values()),
        short_after_packs=sum(new.values()),
        violations=tuple(_physical(before, inputs)),
    )


def _physical(allocation: QuarterAllocation, inputs: WeekInputs) -> Iterator[Violation]:
    """Yield what lots, litres and lanes forbid; what a night says of its own need is no decision."""
    yield from lot_breaches(allocation, inputs)
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
