"""The flow against every possible answer of tiny instances, and against sharing in proportion."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solvers.allocation.baseline import proportional, share_in_proportion
from solvers.allocation.flow import DEAREST, SEGMENTS, Ints, ProductFlow, solve_flow

HUB, NORTH, SOUTH = 0, 1, 2
MOVES = 20 * 40  # no tiny instance moves more than 40 packs, at 20 each


def _flow(
    stock: Sequence[int], need: Sequence[int], depot: Sequence[int], lanes: Sequence[tuple[int, int, int]]
) -> ProductFlow:
    """One lot, one week: stock by site, need by centre."""
    return ProductFlow(
        supply=np.array(stock, np.int64)[:, None, None],
        need=np.array(need, np.int64)[:, None],
        depot=np.array(depot, np.int64),
        eligible=np.ones((1, 1), np.bool_),
        lanes=lanes,
        shortage_cost=100_000,
    )


def _price(flow: ProductFlow, packs: Ints) -> int:
    """What is missing, priced pack by pack: the place of each pack in the need sets its price."""
    total = 0
    for c, w in np.ndindex(flow.need.shape):
        need = int(flow.need[c, w])
        steps = [k for k in range(SEGMENTS) if need * (k + 1) // SEGMENTS > need * k // SEGMENTS]
        for k in steps[: need - int(packs[c, w])]:
            total += round(flow.shortage_cost * DEAREST ** (k / (SEGMENTS - 1)) * (100 - w) / 100)
    return total


def _can_be(stock: Sequence[int], packs: Sequence[int], depot: Sequence[int]) -> bool:
    """Whether a hub that feeds both depots can make these deliveries possible."""
    asked = [sum(n for n, d in zip(packs, depot, strict=True) if d == site) for site in range(3)]
    lacking = sum(max(0, asked[site] - stock[site]) for site in (NORTH, SOUTH))
    return asked[HUB] + lacking <= stock[HUB]


@pytest.mark.parametrize("stock", [(0, 0, 0), (3, 1, 0), (4, 0, 3), (2, 5, 1), (9, 9, 9)])
@pytest.mark.parametrize("need", [(4, 2, 3, 1), (1, 1, 1, 1), (5, 0, 2, 3)])
def test_no_answer_is_cheaper_than_the_flow(stock: tuple[int, ...], need: tuple[int, ...]) -> None:
    depot = (NORTH, NORTH, SOUTH, HUB)
    flow = _flow(stock, need, depot, [(HUB, NORTH, 0), (HUB, SOUTH, 0)])
    packs = solve_flow(flow)
    answers = itertools.product(*(range(n + 1) for n in need))
    best = min(_price(flow, np.array(a)[:, None]) for a in answers if _can_be(stock, a, depot))
    assert _can_be(stock, packs[:, 0].tolist(), depot)
    assert _price(flow, packs) == pytest.approx(best, abs=MOVES)


def test_a_shortage_is_shared_evenly() -> None:
    # 12 packs for needs of 8, 8 and 8: half of it each
    packs = solve_flow(_flow((0, 12, 0), (8, 8, 8), (NORTH, NORTH, NORTH), []))
    assert packs[:, 0].tolist() == [4, 4, 4]


def test_a_lot_goes_out_while_it_still_may() -> None:
    # the old lot (3 packs) may go this week alone, the new one (3) in both: nothing is missing
    flow = ProductFlow(
        supply=np.array([[[3, 0], [3, 0]]], np.int64),
        need=np.array([[3, 3]], np.int64),
        depot=np.array([0]),
        eligible=np.array([[True, False], [True, True]]),
        lanes=[],
        shortage_cost=100_000,
    )
    assert solve_flow(flow).tolist() == [[3, 3]]


def test_what_arrives_next_week_serves_next_week() -> None:
    flow = ProductFlow(
        supply=np.array([[[4, 0]], [[0, 0]]], np.int64),
        need=np.array([[2, 4]], np.int64),
        depot=np.array([1]),
        eligible=np.array([[True, True]]),
        lanes=[(0, 1, 1)],
        shortage_cost=100_000,
    )
    assert solve_flow(flow).tolist() == [[0, 4]]


@settings(max_examples=60, deadline=None)
@given(
    stock=st.tuples(*[st.integers(0, 12)] * 3),
    need=st.lists(st.integers(0, 8), min_size=4, max_size=4),
)
def test_the_flow_is_never_dearer_than_sharing_in_proportion(
    stock: tuple[int, int, int], need: list[int]
) -> None:
    depot = (NORTH, NORTH, SOUTH, HUB)
    flow = _flow(stock, need, depot, [(HUB, NORTH, 0), (HUB, SOUTH, 0)])
    plain = share_in_proportion(flow)
    assert _can_be(stock, plain[:, 0].tolist(), depot)
    assert (plain <= flow.need).all()
    assert _price(flow, solve_flow(flow)) <= _price(flow, plain) + MOVES


@settings(max_examples=40, deadline=None)
@given(stock=st.integers(0, 20), need=st.lists(st.integers(0, 8), min_size=3, max_size=3))
def test_the_order_of_the_centres_changes_nothing_but_their_order(stock: int, need: list[int]) -> None:
    def price(needs: list[int]) -> int:
        flow = _flow((0, stock, 0), needs, (NORTH,) * 3, [])
        return _price(flow, solve_flow(flow))

    assert price(need) == price(need[::-1])


def test_shares_are_whole_and_use_all_there_is() -> None:
    # 7 for 4, 4 and 2: exactly 2.8, 2.8 and 1.4
    assert proportional(7, np.array([4, 4, 2])).tolist() == [3, 3, 1]
    assert proportional(10, np.array([4, 4, 2])).tolist() == [4, 4, 2]
    assert proportional(3, np.array([0, 0])).tolist() == [0, 0]
