"""The planned week out of a published quarter: who gets how many packs, as the week's planning takes it."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import numpy as np

from distribution.calendar import Week
from distribution.demand import too_much_for_the_fridge
from distribution.inputs import WeekInputs
from distribution.projection import Projection
from distribution.quarter.answer import QuarterAllocation
from distribution.travel import TravelTable
from distribution.units import WEEK_DAYS
from solvers.allocation.problem import Allocation, AllocationLine, near_depots

_Cell = tuple[str, str]


def holds_week(quarter: QuarterAllocation, week: Week) -> bool:
    """Return whether a quarter's periods begin and end with the week."""
    edges = {*quarter.horizon.starts, quarter.horizon.end}
    return week.monday in edges and week.monday + timedelta(days=WEEK_DAYS) in edges


def week_of_quarter(
    inputs: WeekInputs, travel: TravelTable, projection: Projection, quarter: QuarterAllocation
) -> Allocation:
    """Return the planned week's part of a quarter.

    A centre's need is what the quarter gives it in the week and what it leaves unmet there.  What no
    visit of the week can put into its refrigerator is taken off, as everywhere in the week's planning.
    """
    week = inputs.calendar.week
    periods = {t for t, start in enumerate(quarter.horizon.starts) if start in week.days}
    given, by_depot, unmet = _given(quarter, periods), _by_depot(quarter, periods), _unmet(quarter, periods)
    centres, products = inputs.forecast.centre_ids, inputs.forecast.product_ids
    packs = np.array([[given[c, p] for p in products] for c in centres], np.int64)
    cut = too_much_for_the_fridge(inputs, projection, packs)
    depots = near_depots(inputs, travel)
    lines = [
        AllocationLine(
            centre_id=centre_id,
            product_id=product_id,
            depot_id=by_depot.get((centre_id, product_id), depots[centre_id][0]),
            need_doses=wanted * inputs.vaccines[product_id].pack_doses,
            need_packs=wanted,
            packs=int(packs[c, p] - cut[c, p]),
            reason="fridge" if cut[c, p] else "supply" if unmet[centre_id, product_id] else "",
        )
        for c, centre_id in enumerate(centres)
        for p, product_id in enumerate(products)
        if (wanted := given[centre_id, product_id] + unmet[centre_id, product_id])
    ]
    left = Counter[str]()
    for wanted_line in quarter.wanted:
        left[wanted_line.product_id] += wanted_line.unmet
    return Allocation(lines=tuple(lines), depots=depots, unmet_packs=dict(sorted(left.items())))


def _given(quarter: QuarterAllocation, periods: set[int]) -> Counter[_Cell]:
    found = Counter[_Cell]()
    for issue in quarter.issues:
        if issue.period in periods:
            found[issue.centre_id, issue.product_id] += issue.packs
    return found


def _unmet(quarter: QuarterAllocation, periods: set[int]) -> Counter[_Cell]:
    found = Counter[_Cell]()
    for wanted in quarter.wanted:
        if wanted.period in periods:
            found[wanted.centre_id, wanted.product_id] += wanted.unmet
    return found


def _by_depot(quarter: QuarterAllocation, periods: set[int]) -> dict[_Cell, str]:
    """Return the depot from which each centre gets most of a product; the first by name of equals."""
    packs = Counter[tuple[str, str, str]]()
    for issue in quarter.issues:
        if issue.period in periods:
            packs[issue.centre_id, issue.product_id, issue.depot_id] += issue.packs
    most = sorted(packs.items(), key=lambda item: (item[1], [-ord(letter) for letter in item[0][2]]))
    return {(centre_id, product_id): depot_id for (centre_id, product_id, depot_id), _ in most}
