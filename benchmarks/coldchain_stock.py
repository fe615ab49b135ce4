"""A plan's stock at centres, told day by day and lot by lot: the plainest count there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import numpy as np

from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.simulation.chance import Floats
from distribution.simulation.replay import planned_calls

Lots = list[tuple[date, int]]  # use-by and doses


def counted(inputs: WeekInputs, plan: WeeklyPlan) -> tuple[Floats, Floats]:
    """Return doses missing and usable doses left by centre and product, in the order of the forecast."""
    forecast = inputs.forecast
    there: defaultdict[tuple[str, str], Lots] = defaultdict(list)
    brought: defaultdict[tuple[str, str, int], Lots] = defaultdict(list)
    for line in inputs.stock:
        there[line.place_id, line.product_id].append((line.use_by, line.doses))
    for call in planned_calls(plan, inputs):
        for drop in call.drops:
            brought[call.key.centre_id, drop.product_id, call.day].append((drop.use_by, drop.doses))
    missing, left = np.zeros(forecast.doses.shape[:2]), np.zeros(forecast.doses.shape[:2])
    end = 3 + inputs.parameters.coverage_days
    for c, centre_id in enumerate(forecast.centre_ids):
        for p, product_id in enumerate(forecast.product_ids):
            lots = there[centre_id, product_id]
            for day in range(end):
                lots = [*lots, *brought[centre_id, product_id, day]]
                lots, short = _after(lots, forecast.days[day], int(forecast.doses[c, p, day]))
                missing[c, p] += short
            left[c, p] = sum(doses for use_by, doses in lots if use_by >= forecast.days[end])
    return missing, left


def _after(lots: Iterable[tuple[date, int]], day: date, wanted: int) -> tuple[Lots, int]:
    """Return the lots after a day's use, the earliest use-by first, and the doses that were missing."""
    rest = []
    for use_by, doses in sorted(lots):
        used = min(wanted, doses) if use_by >= day else 0
        wanted -= used
        rest.append((use_by, doses - used))
    return rest, wanted
