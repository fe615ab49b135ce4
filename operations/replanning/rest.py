"""What centres still lack of which one visit has left already, asked anew on the days that are left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from distribution.demand import free_ml
from distribution.inputs import WeekInputs
from distribution.projection import Projection
from operations.replanning.past import Past
from solvers.allocation.problem import Allocation
from solvers.patterns import visit_of
from solvers.visits import CentreRequest, DayPattern


def rest_asked(
    requests: Sequence[CentreRequest],
    past: Past,
    inputs: WeekInputs,
    allocation: Allocation,
    projection: Projection,
    frozen_s: int,
) -> tuple[CentreRequest, ...]:
    """Return what is asked, for parted centres only the packs that are still to come, on the days left.

    A day has room where the refrigerators hold these packs and all that has left, as if none of it were used.
    """
    if not past.days:
        return tuple(requests)
    free, row = free_ml(inputs, projection), {c: i for i, c in enumerate(inputs.forecast.centre_ids)}
    week, parted = inputs.calendar.week, past.parted
    made: list[CentreRequest] = []
    for request in requests:
        centre_id = request.centre_id
        if centre_id not in parted:
            made.append(request)
            continue
        packs = _packs_left(centre_id, past, allocation)
        if not packs:
            continue
        brought = sum(inputs.vaccines[d.product_id].pack_ml * d.packs for d in past.drops_of(centre_id))
        days = [day for day in week.delivery_days if day >= week.day_of(frozen_s)]
        patterns = tuple(
            DayPattern(visits=(visit,), price_vnd=_change_vnd(centre_id, day, past, inputs))
            for day in days
            if _open(centre_id, day, inputs)
            for visit in [visit_of(inputs, day, packs, centre_id)]
            if visit.volume_ml + brought <= int(free[row[centre_id], (day - week.monday).days])
        )
        made.append(replace(request, patterns=patterns, closed=()))
    return tuple(made)


def _packs_left(centre_id: str, past: Past, allocation: Allocation) -> dict[str, int]:
    packs = Counter({x.product_id: x.packs for x in allocation.lines if x.centre_id == centre_id})
    for drop in past.drops_of(centre_id):
        packs[drop.product_id] -= drop.packs
    return {product_id: count for product_id, count in sorted(packs.items()) if count > 0}


def _open(centre_id: str, day: date, inputs: WeekInputs) -> bool:
    wanted = {lock.day for lock in inputs.locks if lock.centre_id == centre_id and lock.day}
    return not inputs.calendar.closed(centre_id, day) and (not wanted or day in wanted)


def _change_vnd(centre_id: str, day: date, past: Past, inputs: WeekInputs) -> int:
    if inputs.earlier is None:
        return 0
    monday = inputs.calendar.week.monday
    days = frozenset((d - monday).days for d in (*past.days_of(centre_id), day))
    return inputs.earlier.changed_days(centre_id, days) * inputs.parameters.change_day_vnd
