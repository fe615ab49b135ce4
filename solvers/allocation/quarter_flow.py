"""One product's flow solved exactly, at the prices of the shared litres or within rooms of its own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

from distribution.errors import EngineError
from solvers.allocation.quarter_arcs import ProductArcs
from solvers.allocation.quarter_problem import Ints
from solvers.allocation.simplex import optimise, start_tree

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PricedFlow:
    """An optimal flow for given prices: its cost without them, with them (never rounded up), and itself."""

    cost: int
    priced_cost: int
    flow: Ints


def solve_priced(arcs: ProductArcs, prices: Floats | None = None) -> PricedFlow:
    """Return the cheapest flow when every millilitre of a row costs its price, by OR-Tools.

    Parameters
    ----------
    arcs
        The flow of a product.
    prices
        Đồng a millilitre, by row; None for none.

    Raises
    ------
    EngineError
        When the solver does not prove its answer.
    """
    cost = arcs.cost if prices is None else priced_costs(arcs, prices)
    solver = min_cost_flow.SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(arcs.tail, arcs.head, arcs.room, cost)
    solver.set_nodes_supplies(np.arange(len(arcs.supply)), arcs.supply)
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise EngineError(f"min-cost flow ended with status {status}")
    flow = np.asarray(solver.flows(np.arange(len(cost))), np.int64)
    return PricedFlow(cost=int(flow @ arcs.cost), priced_cost=int(flow @ cost), flow=flow)


def cheapest_flow(arcs: ProductArcs, room: Ints) -> Ints:
    """Return the cheapest flow within rooms; by our own simplex, beside which other threads run.

    Raises
    ------
    EngineError
        When what is supplied cannot all flow.
    """
    tree = start_tree(arcs.tail, arcs.head, room, arcs.cost, arcs.supply)
    optimise(tree)
    if tree.flow[len(arcs.cost) :].any():
        raise EngineError("min-cost flow has no answer within these rooms")
    return tree.flow[: len(arcs.cost)].copy()


def priced_costs(arcs: ProductArcs, prices: Floats, parts: int = 1) -> Ints:
    """Return costs at the prices of the litres in whole parts of a đồng.

    They are rounded down: what is proved with them stays proved.
    """
    extra = np.where(arcs.row >= 0, prices[arcs.row], 0.0) * arcs.half * (arcs.pack_ml / 2)
    extra += np.where(arcs.lane_row >= 0, prices[arcs.lane_row], 0.0) * arcs.pack_ml
    whole: Ints = np.floor(parts * extra).astype(np.int64)
    return parts * arcs.cost + whole
