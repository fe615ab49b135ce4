"""A plan's stock at centres, told day by day and lot by lot: the plainest count there is."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.simulation.replay import planned_calls


def counted(inputs: WeekInputs, plan: WeeklyPlan) -> tuple[np.ndarray, np.ndarray]:
    """Return doses missing and usable doses left by centre and product, in the order of the forecast."""
    forecast = inputs.forecast
    there, brought = defaultdict(list), defaultdict(list)
    for line in inputs.stock:
        there[line.place_id, line.product_id].append([line.use_by, line.doses])
    for call in planned_calls(plan, inputs):
        for drop in call.drops:
            brought[call.key.centre_id, drop.product_id, call.day].append([drop.use_by, drop.doses])
    missing, left = np.zeros(forecast.doses.shape[:2]), np.zeros(forecast.doses.shape[:2])
    end = 3 + inputs.parameters.coverage_days
    for c, centre_id in enumerate(forecast.centre_ids):
        for p, product_id in enumerate(forecast.product_ids):
            lots = there[centre_id, product_id]
            for day in range(end):
                lots = sorted([*lots, *brought[centre_id, product_id, day]])
                wanted = int(forecast.doses[c, p, day])
                for lot in lots:
                    if lot[0] >= forecast.days[day]:
                        used = min(wanted, lot[1])
                        wanted -= used
                        lot[1] -= used
                missing[c, p] += wanted
            left[c, p] = sum(n for use_by, n in lots if use_by >= forecast.days[end])
    return missing, left
