"""Products that wish for litres: granted where they fit, else shared; never dearer, never over."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tiny_places import MON

from distribution.inputs import WeekInputs
from distribution.quarter.answer import weekly_horizon
from distribution.quarter.need import quarter_need
from distribution.travel import TravelTable
from solvers.allocation.quarter_arcs import Family, ProductArcs
from solvers.allocation.quarter_encode import Settled, encode_quarter
from solvers.allocation.quarter_flow import solve_priced
from solvers.allocation.quarter_network import product_arcs
from solvers.allocation.quarter_problem import Frame, Ints, QuarterProblem
from solvers.allocation.quarter_repair import within
from solvers.allocation.quarter_wishes import granted_rooms, improved

STORES = ("hub-tiny", "depot-north", "depot-south")
WEEKS = weekly_horizon(MON, 6)
NOTHING = Family(first=0, last=0, labels=())


@pytest.fixture(scope="module")
def rich(tiny_inputs: WeekInputs, tiny_travel: TravelTable) -> QuarterProblem:
    """Return the small quarter with more than enough of everything, so that only litres bind."""
    stock = tuple(replace(s, doses=s.doses * 10) if s.place_id in STORES else s for s in tiny_inputs.stock)
    inputs = replace(tiny_inputs, stock=stock)
    return encode_quarter(inputs, tiny_travel, WEEKS, quarter_need(inputs, WEEKS), Settled())


def _over(frame: Frame, arcs: list[ProductArcs], flows: list[Ints] | tuple[Ints, ...]) -> int:
    rows = len(frame.capacity_ml)
    used = np.sum([a.used_half_ml(f, rows) for a, f in zip(arcs, flows, strict=True)], axis=0)
    return int(np.maximum(used - 2 * frame.capacity_ml, 0).sum())


def _cost(arcs: list[ProductArcs], flows: list[Ints] | tuple[Ints, ...]) -> int:
    return sum(int(flow @ a.cost) for a, flow in zip(arcs, flows, strict=True))


def test_with_room_for_all_every_wish_is_granted_and_no_flow_is_cheaper(rich: QuarterProblem) -> None:
    """Flows cut to half their litres find back to the cheapest of all once litres are there."""
    arcs = [product_arcs(rich.frame, product) for product in rich.products]
    roomy = replace(rich.frame, capacity_ml=rich.frame.capacity_ml * 1_000)
    rows = len(roomy.capacity_ml)
    best = [solve_priced(a).flow for a in arcs]
    cut = [within(a, f, a.used_half_ml(f, rows) // 2) for a, f in zip(arcs, best, strict=True)]
    assert _cost(arcs, cut) > _cost(arcs, best)
    found = improved(roomy, arcs, cut, range(len(arcs)), None)
    assert _cost(arcs, found) == _cost(arcs, best)


def test_where_litres_bind_it_gets_cheaper_and_nothing_is_over(rich: QuarterProblem) -> None:
    arcs = [product_arcs(rich.frame, product) for product in rich.products]
    rows = len(rich.frame.capacity_ml)
    free = [solve_priced(a).flow for a in arcs]
    used = np.sum([a.used_half_ml(f, rows) for a, f in zip(arcs, free, strict=True)], axis=0)
    tight = replace(rich.frame, capacity_ml=used // 2 * 7 // 10)
    share = 2 * tight.capacity_ml // (2 * len(arcs))  # half of the litres lie idle at first
    start = [within(a, f, share) for a, f in zip(arcs, free, strict=True)]
    found = improved(tight, arcs, start, range(len(arcs)), None)
    assert _over(tight, arcs, found) <= _over(tight, arcs, start)
    assert _cost(arcs, found) < _cost(arcs, start)
    for product, flow in zip(arcs, found, strict=True):
        out = np.bincount(product.tail, flow, minlength=len(product.supply))
        came = np.bincount(product.head, flow, minlength=len(product.supply))
        assert (out - came == product.supply).all()


def test_late_nothing_is_tried(rich: QuarterProblem) -> None:
    arcs = [product_arcs(rich.frame, product) for product in rich.products]
    start = [solve_priced(a).flow for a in arcs]
    found = improved(rich.frame, arcs, start, range(len(arcs)), 0.0)
    assert all((a == b).all() for a, b in zip(found, start, strict=True))


def test_litres_go_to_wishes_in_proportion_and_odd_packs_to_the_largest_part() -> None:
    """Four packs fit; 6, 3 and 1 are wished: 2.4, 1.2 and 0.4, so 2, 1 and 0, and the odd one to the last.

    The largest rests are 0.4 and 0.4; of equals the earlier arc has it.
    """
    flow, wished = np.array([1, 0, 2, 5]), np.array([7, 3, 3, 9])
    arcs = _side_by_side(rows=[0, 0, 0, -1], halves=[2, 2, 2, 0])
    left = np.array([2 * 100 * (3 + 4)])  # what three packs take now, and room for four
    assert granted_rooms(arcs, flow, wished, left).tolist() == [1 + 2 + 1, 0 + 1, 2, 50]


def test_a_wish_of_two_rows_gets_what_fits_in_both() -> None:
    """Five are wished, the store has room for four more, the lane for two."""
    arcs = _side_by_side(rows=[0], halves=[2], lanes=[1])
    left = np.array([2 * 100 * 4, 2 * 100 * 2])
    assert granted_rooms(arcs, np.array([0]), np.array([5]), left).tolist() == [2]


def _side_by_side(rows: list[int], halves: list[int], lanes: list[int] | None = None) -> ProductArcs:
    """Return arcs between two nodes, of 100 ml a pack and with room for 50."""
    size = len(rows)
    return ProductArcs(
        tail=np.zeros(size, np.int64),
        head=np.ones(size, np.int64),
        room=np.full(size, 50),
        cost=np.zeros(size, np.int64),
        row=np.array(rows),
        half=np.array(halves),
        lane_row=np.full(size, -1) if lanes is None else np.array(lanes),
        supply=np.zeros(2, np.int64),
        pack_ml=100,
        families={"wait": NOTHING, "end": NOTHING},
    )
