"""One product's flow solved exactly (OR-Tools), at the prices of the shared litres."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

from distribution.errors import EngineError
from solvers.allocation.quarter_arcs import ProductArcs
from solvers.allocation.quarter_problem import Ints

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PricedFlow:
    """An optimal flow for given prices: its cost without them, with them (never rounded up), and itself."""

    cost: int
    priced_cost: int
    flow: Ints


def solve_priced(arcs: ProductArcs, prices: Floats | None = None, room: Ints | None = None) -> PricedFlow:
    """Return the cheapest flow when every millilitre of a row costs its price.

    Parameters
    ----------
    arcs
        The flow of a product.
    prices
        Đồng a millilitre, by row; None for none.
    room
        Room of the arcs in place of their own.

    Raises
    ------
    EngineError
        When the solver does not prove its answer.
    """
    cost = arcs.cost if prices is None else priced_costs(arcs, prices)
    solver = min_cost_flow.SimpleMinCostFlow()
    room = arcs.room if room is None else room
    solver.add_arcs_with_capacity_and_unit_cost(arcs.tail, arcs.head, room, cost)
    solver.set_nodes_supplies(np.arange(len(arcs.supply)), arcs.supply)
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise EngineError(f"min-cost flow ended with status {status}")
    flow = np.asarray(solver.flows(np.arange(len(cost))), np.int64)
    return PricedFlow(cost=int(flow @ arcs.cost), priced_cost=int(flow @ cost), flow=flow)


def priced_costs(arcs: ProductArcs, prices: Floats) -> Ints:
    """Return whole costs at the prices of the litres, rounded down: what is proved with them stays proved."""
    extra = np.where(arcs.row >= 0, prices[arcs.row], 0.0) * arcs.half * (arcs.pack_ml / 2)
    extra += np.where(arcs.lane_row >= 0, prices[arcs.lane_row], 0.0) * arcs.pack_ml
    whole: Ints = np.floor(extra).astype(np.int64)
    return arcs.cost + whole
