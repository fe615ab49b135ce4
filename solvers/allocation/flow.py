"""One product's allocation as an integral min-cost flow in whole packs (OR-Tools).

Nodes are (site, lot, week) and (centre, week).  Packs move by lanes and wait in stores; a centre
draws from its depot only lots whose use-by leaves the minimum remaining life.  What is missing is
drawn from a shortage node through parallel arcs whose price rises with the share of the need that
is missing, so that a shortage is spread evenly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

from distribution.errors import EngineError

Ints = NDArray[np.int64]
SEGMENTS = 64  # equal shares of the need, the last ones dearest; a need of up to 64 is fair to a pack
DEAREST = 16  # the last missing pack against the first
MOVE, HOLD = 20, 1  # small costs that keep packs where they are and ship no earlier than useful


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ProductFlow:
    """One product: supply in packs by (site, lot, week), need by (centre, week), who may use what.

    ``eligible[lot, week]``: the lot may still be delivered to a centre in that week.
    ``lanes`` are (origin site, destination site, weeks).  ``shortage_cost`` is the price of a missing pack.
    """

    supply: Ints
    need: Ints
    depot: Ints
    eligible: NDArray[np.bool_]
    lanes: Sequence[tuple[int, int, int]]
    shortage_cost: int


def solve_flow(flow: ProductFlow) -> Ints:
    """Return the packs delivered, shape (centres, weeks); optimal for the flow.

    Raises
    ------
    EngineError
        When the solver does not prove its answer.
    """
    arcs = _Arcs()
    sites, lots, weeks = flow.supply.shape
    node = np.arange(sites * lots * weeks).reshape(sites, lots, weeks)
    centres = len(flow.need)
    wants = node.size + np.arange(centres * weeks).reshape(centres, weeks)
    rest = node.size + wants.size
    arcs.add(node[:, :, :-1], node[:, :, 1:], HOLD)
    arcs.add(node[:, :, -1], np.full((sites, lots), rest), 0)
    for origin, destination, lead in flow.lanes:
        if lead < weeks:
            arcs.add(node[origin, :, : weeks - lead], node[destination, :, lead:], MOVE)
    lot, week = np.nonzero(flow.eligible)
    tail = node[flow.depot][:, lot, week]
    arcs.add(tail, wants[:, week], 0)
    delivered = len(arcs.tail) - 1
    edges = flow.need[..., None] * np.arange(SEGMENTS + 1) // SEGMENTS
    c, w, segment = np.nonzero(np.diff(edges, axis=2))
    dear = flow.shortage_cost * DEAREST ** (segment / (SEGMENTS - 1)) * (100 - w) / 100
    room = (edges[:, :, 1:] - edges[:, :, :-1])[c, w, segment]
    arcs.add(np.full(len(c), rest), wants[c, w], np.rint(dear).astype(np.int64), room)
    supplies = np.concatenate([flow.supply.ravel(), -flow.need.ravel(), [0]])
    supplies[rest] = -supplies.sum()
    flows = _solve(arcs, supplies)
    packs = np.zeros((centres, weeks), np.int64)
    np.add.at(packs, (np.arange(centres)[:, None], week[None]), flows[delivered].reshape(tail.shape))
    return packs


class _Arcs:
    def __init__(self) -> None:
        self.tail: list[Ints] = []
        self.head: list[Ints] = []
        self.cost: list[Ints] = []
        self.room: list[Ints] = []

    def add(self, tail: Ints, head: Ints, cost: int | Ints, room: int | Ints = 10**9) -> None:
        self.tail.append(tail.ravel())
        self.head.append(head.ravel())
        self.cost.append(np.broadcast_to(np.asarray(cost, np.int64), tail.shape).ravel())
        self.room.append(np.broadcast_to(np.asarray(room, np.int64), tail.shape).ravel())


def _solve(arcs: _Arcs, supplies: Ints) -> list[Ints]:
    solver = min_cost_flow.SimpleMinCostFlow()
    tail, head, room, cost = (np.concatenate(x) for x in (arcs.tail, arcs.head, arcs.room, arcs.cost))
    solver.add_arcs_with_capacity_and_unit_cost(tail, head, room, cost)
    solver.set_nodes_supplies(np.arange(len(supplies)), supplies)
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise EngineError(f"min-cost flow ended with status {status}")
    flows = np.asarray(solver.flows(np.arange(len(tail))), np.int64)
    return np.split(flows, np.cumsum([len(t) for t in arcs.tail])[:-1])
