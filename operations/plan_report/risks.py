"""How often each route of a plan runs into trouble, of a simulation's replications."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.simulation.outcome import Outcome
from operations.plots.drawing import without_asides
from operations.plots.route_risk import RouteRisk


def route_risks(plan: WeeklyPlan, inputs: WeekInputs, outcome: Outcome) -> tuple[RouteRisk, ...]:
    """Return the risk of every route with calls, in the order of the plan."""
    calls: dict[str, list[int]] = defaultdict(list)
    for row, call in enumerate(outcome.calls):
        calls[call.departure_id].append(row)
    return tuple(
        RouteRisk(
            name=f"{route.route_id} · {without_asides(inputs.network.name(route.depot_id))}",
            window=_percent(outcome.missed[calls[route.route_id]]),
            heat=_percent(outcome.heat[calls[route.route_id]]),
            freeze=_percent(outcome.freeze[calls[route.route_id]]),
        )
        for route in plan.routes
        if calls[route.route_id]
    )


def _percent(rows: NDArray[np.bool_]) -> float:
    """Return in how many percent of the replications some call of a route is meant."""
    return 100 * float(rows.any(axis=0).mean())
