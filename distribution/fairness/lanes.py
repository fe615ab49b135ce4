"""What lanes can bring to depots: the litres that bound the levels of all whom these depots alone serve.

By the end of a week a group of depots can have given out no more than what lay there and what lanes from
elsewhere have brought.  What lies there is counted product by product: it is of no use to another product.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from distribution.fairness.shares import FAIR_WEEKS, FairCell, FairRoom, FairSource, Limit
from distribution.inputs import WeekInputs
from distribution.quarter.answer import Horizon
from distribution.quarter.calendar import lane_departures, received_period, week_of


def lane_rooms(
    inputs: WeekInputs, horizon: Horizon, cells: tuple[FairCell, ...], sources: tuple[FairSource, ...]
) -> Iterator[FairRoom]:
    """Yield what lanes can bring to each group of depots up to the end of each week, where it may bind."""
    brings = _arriving_ml(inputs, horizon)
    for group in sorted({cell.depots for cell in cells}):
        there: Counter[str] = Counter()
        for source in sources:
            if source.site_id in group:
                there[source.product_id] += source.packs
        for week in range(FAIR_WEEKS):
            members = tuple(
                (i, inputs.vaccines[cell.product_id].pack_ml)
                for i, cell in enumerate(cells)
                if cell.week <= week and set(cell.depots) <= set(group)
            )
            room_ml = sum(
                ml
                for (origin_id, destination_id, by), ml in brings.items()
                if destination_id in group and origin_id not in group and by <= week
            )
            room = FairRoom(
                limit=Limit.LANE,
                subject_id="/".join(group),
                week=week,
                room_ml=room_ml,
                members=members,
                there=tuple(sorted(there.items())),
            )
            if members and _most_ml(room, cells) > room_ml:
                yield room


def _arriving_ml(inputs: WeekInputs, horizon: Horizon) -> dict[tuple[str, str, int], int]:
    """Return the millilitres of all departures by their ends and the week in which they are at hand."""
    found: dict[tuple[str, str, int], int] = defaultdict(int)
    for lane in inputs.network.lanes:
        days = lane.lead_days + inputs.parameters.receiving_days
        for period, runs in enumerate(lane_departures(inputs, lane, horizon)):
            at_hand = received_period(horizon, period, days) if runs else None
            if at_hand is not None:
                ends = (lane.origin_id, lane.destination_id, week_of(horizon, at_hand))
                found[ends] += runs * lane.capacity_ml
    return found


def _most_ml(room: FairRoom, cells: tuple[FairCell, ...]) -> int:
    """Return what full levels would ask of the lanes."""
    need: Counter[str] = Counter()
    pack_ml = {cells[i].product_id: ml for i, ml in room.members}
    for i, _ in room.members:
        need[cells[i].product_id] += cells[i].need_packs
    there = dict(room.there)
    return sum(max(packs - there.get(product, 0), 0) * pack_ml[product] for product, packs in need.items())
