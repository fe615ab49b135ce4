"""One product's flow: two engines agree, warm or cold, and the linear programme says the same."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from distribution.inputs import WeekInputs
from distribution.quarter.answer import nightly_horizon, weekly_horizon
from distribution.quarter.need import quarter_need
from distribution.travel import TravelTable
from solvers.allocation.quarter_arcs import ProductArcs
from solvers.allocation.quarter_encode import Settled, encode_quarter
from solvers.allocation.quarter_flow import priced_costs, solve_priced
from solvers.allocation.quarter_lp import programme, solve_programme
from solvers.allocation.quarter_network import product_arcs
from solvers.allocation.quarter_problem import Frame
from solvers.allocation.simplex import optimise, reprice, start_tree


def tiny_arcs(inputs: WeekInputs, travel: TravelTable, *, weekly: bool) -> tuple[Frame, list[ProductArcs]]:
    monday = inputs.calendar.week.monday
    horizon = weekly_horizon(monday, 6) if weekly else nightly_horizon(monday)
    problem = encode_quarter(inputs, travel, horizon, quarter_need(inputs, horizon), Settled())
    return problem.frame, [product_arcs(problem.frame, p) for p in problem.products]


def test_the_simplex_and_the_library_agree_cold_and_after_price_changes(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    frame, arcs = tiny_arcs(tiny_inputs, tiny_travel, weekly=False)
    draw = np.random.default_rng(1)
    for product in arcs:
        tree = start_tree(product.tail, product.head, product.room, product.cost, product.supply)
        optimise(tree)
        assert int(tree.flow[: len(product.cost)] @ product.cost) == solve_priced(product).cost
        for _ in range(5):
            some = draw.random(len(frame.capacity_ml)) < 0.2
            prices = np.where(some, draw.uniform(0, 100, len(some)), 0.0)
            cost = priced_costs(product, prices)
            reprice(tree, cost)
            optimise(tree)
            flow = tree.flow[: len(cost)]
            assert int(flow @ cost) == solve_priced(product, prices).priced_cost
            assert not tree.flow[len(cost) :].any()


@pytest.mark.parametrize("seed", range(20))
def test_they_agree_on_random_networks(seed: int) -> None:
    """Thirty nodes, some short of what they want: a dear way round carries the rest."""
    draw = np.random.default_rng(seed)
    nodes, arcs = 30, 150
    supply = np.zeros(nodes + 1, np.int64)
    supply[:5], supply[20:30] = 8, -4
    hub = nodes
    ends = draw.integers(0, nodes, (2, arcs))
    ends = ends[:, ends[0] != ends[1]]
    each = np.arange(nodes)
    tail = np.concatenate([ends[0], each, np.full(nodes, hub)])
    head = np.concatenate([ends[1], np.full(nodes, hub), each])
    size = len(tail)
    room = np.concatenate([draw.integers(1, 9, size - 2 * nodes), np.full(2 * nodes, 10**6)])
    cost = np.concatenate([draw.integers(0, 50, size - 2 * nodes), np.full(2 * nodes, 1_000)])
    none = np.full(size, -1, np.int64)
    product = ProductArcs(
        tail=tail,
        head=head,
        room=room,
        cost=cost,
        row=none,
        half=np.zeros(size, np.int64),
        lane_row=none,
        supply=supply,
        pack_ml=1,
        families={},
    )
    tree = start_tree(tail, head, room, cost, supply)
    optimise(tree)
    assert int(tree.flow[:size] @ cost) == solve_priced(product).cost
    for _ in range(3):
        cost = np.concatenate([draw.integers(0, 50, size - 2 * nodes), np.full(2 * nodes, 1_000)])
        reprice(tree, cost)
        optimise(tree)
        assert int(tree.flow[:size] @ cost) == solve_priced(replace(product, cost=cost)).cost


@pytest.mark.parametrize("weekly", [True, False])
def test_the_linear_programme_costs_the_same_where_no_litre_binds(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable, weekly: bool
) -> None:
    frame, arcs = tiny_arcs(tiny_inputs, tiny_travel, weekly=weekly)
    flows = sum(solve_priced(product).cost for product in arcs)
    split = sum(solve_programme(programme(frame, [product], litres=False)) for product in arcs)
    assert split == pytest.approx(flows, rel=1e-7)
    assert solve_programme(programme(frame, arcs)) == pytest.approx(flows, rel=1e-7)
