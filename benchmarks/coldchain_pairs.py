"""Weeks in which a centre with a larger load receives it in two visits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from distribution.inputs import WeekInputs
from solvers.patterns import PAIRS, STANDARD_BOX, boxes_for
from solvers.visits import CentreRequest, DayPattern, Visit

LEAST_BOXES = 4  # of a load that is split


def in_two_visits(request: CentreRequest, inputs: WeekInputs) -> tuple[DayPattern, ...]:
    """Return the patterns of a centre that must receive twice: its own pairs, or its load in halves.

    Halves go on days on which the whole would fit, so they fit too.  A small load stays in one visit.
    """
    own = tuple(p for p in request.patterns if len(p.visits) > 1)
    if own:
        return own
    whole = {p.visits[0].day: p for p in request.patterns}
    days = inputs.calendar.week.days
    halves = tuple(
        DayPattern(
            visits=_halves(whole[days[a]].visits[0], days[b], inputs), price_vnd=whole[days[a]].price_vnd
        )
        for a, b in PAIRS
        if days[a] in whole and days[b] in whole and whole[days[a]].visits[0].boxes >= LEAST_BOXES
    )
    return halves or request.patterns


def _halves(whole: Visit, second_day: date, inputs: WeekInputs) -> tuple[Visit, Visit]:
    first = {product: -(-packs // 2) for product, packs in whole.packs.items()}
    rest = {product: packs - first[product] for product, packs in whole.packs.items()}
    return _visit(whole.day, first, inputs), _visit(second_day, rest, inputs)


def _visit(day: date, packs: Mapping[str, int], inputs: WeekInputs) -> Visit:
    vaccines, held = inputs.vaccines, {product: count for product, count in packs.items() if count}
    volume = sum(vaccines[product].pack_ml * count for product, count in held.items())
    box, fraction = inputs.fleet.box(STANDARD_BOX), inputs.parameters.box_packing_fraction
    return Visit(
        day=day,
        packs=held,
        volume_ml=volume,
        boxes=boxes_for(volume, box, fraction),
        value_vnd=sum(vaccines[p].pack_doses * vaccines[p].price_vnd * n for p, n in held.items()),
    )
