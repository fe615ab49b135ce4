"""Cost to serve, worked out by hand on the tiny plan; the closed form against every order of joining."""

from __future__ import annotations

from itertools import pairwise, permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from distribution.cost_parts import CostBreakdown
from distribution.cost_sharing import fixed_order_shares, rounded, whole_shares
from distribution.cost_to_serve import cost_to_serve
from distribution.costing import cost
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.travel import TravelTable


@pytest.fixture(scope="module")
def tiny_costs(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable) -> CostBreakdown:
    return cost(tiny_plan, tiny_inputs, tiny_travel)


@pytest.fixture(scope="module")
def table(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable, tiny_costs: CostBreakdown
) -> pd.DataFrame:
    return cost_to_serve(tiny_plan, tiny_inputs, tiny_travel, tiny_costs).set_index("place_id")


def test_two_stops_share_their_way(table: pd.DataFrame) -> None:
    # alone: near 2 x 20 km x 3,000 = 120,000; mid 2 x 36 km = 216,000; both, with the ferry: 1,118,000
    # near: (120,000 + 1,118,000 - 216,000) / 2; mid: (216,000 + 1,118,000 - 120,000) / 2
    assert table.loc["centre-near", "way_vnd"] == 511_000
    assert table.loc["centre-mid", "way_vnd"] == 607_000
    # without near: 1,118,000 - 216,000; without mid: 1,118,000 - 120,000
    assert table.loc["centre-near", "detour_vnd"] == 902_000
    assert table.loc["centre-mid", "detour_vnd"] == 998_000


def test_two_stops_share_their_day_by_time(table: pd.DataFrame) -> None:
    # minutes alone 60 and 90, both 135: 52.5 and 82.5; work at the stop 21 and 19: 73.5 and 101.5 of 175
    assert table.loc["centre-near", "day_vnd"] == 760_000 * 73.5 / 175
    assert table.loc["centre-mid", "day_vnd"] == 760_000 * 101.5 / 175


def test_one_stop_bears_its_route(table: pd.DataFrame) -> None:
    assert table.loc["centre-far", ["way_vnd", "day_vnd"]].tolist() == [2_520_000, 2_483_000]
    assert table.loc["centre-zone", "way_vnd"] + table.loc["centre-zone", "day_vnd"] == 1_158_334
    assert table.loc["centre-isle", "courier_vnd"] == 1_070_000


def test_supply_goes_with_the_lots(table: pd.DataFrame) -> None:
    # T-1: 37,500 ml of HEXA-2, all of which goes on to centre-far, and 16,000 ml of ROTA-1, half of it
    far = 5_300_000 * (37_500 + 8_000) / 53_500
    assert table.loc["centre-far", "supply_vnd"] == pytest.approx(far, abs=1)
    assert table.loc["depot-south", "supply_vnd"] == pytest.approx(5_300_000 - far, abs=1)
    assert table.loc["depot-south", "kind"] == "store"
    assert table.loc["centre-near", "supply_vnd"] == 0


def test_it_adds_up_to_the_dong(table: pd.DataFrame, tiny_costs: CostBreakdown) -> None:
    assert int(table["cost_vnd"].sum()) == tiny_costs.total_vnd
    delivery = table["cost_vnd"] - table["supply_vnd"]
    assert {c: int(v) for c, v in delivery.items() if v} == dict(tiny_costs.centres)


legs_of = st.integers(1, 5).flatmap(
    lambda n: st.lists(st.integers(0, 1_000), min_size=(n + 1) ** 2, max_size=(n + 1) ** 2).map(
        lambda cells: np.array(cells, dtype=float).reshape(n + 1, n + 1)
    )
)


def served(legs: np.ndarray, group: set[int]) -> float:
    calls = [0, *sorted(group), 0]
    return sum(float(legs[a, b]) for a, b in pairwise(calls)) if group else 0.0


@given(legs=legs_of)
def test_the_closed_form_is_the_mean_over_all_orders_of_joining(legs: np.ndarray) -> None:
    stops = range(1, len(legs))
    sums = dict.fromkeys(stops, 0.0)
    orders = list(permutations(stops))
    for order in orders:
        for k, stop in enumerate(order):
            sums[stop] += served(legs, set(order[: k + 1])) - served(legs, set(order[:k]))
    assert fixed_order_shares(legs) == pytest.approx([sums[s] / len(orders) for s in stops], abs=1e-6)


@given(total=st.integers(-1_000, 10**12), weights=st.lists(st.floats(-5.0, 1e6), min_size=1, max_size=9))
def test_whole_shares_add_up(total: int, weights: list[float]) -> None:
    assert sum(whole_shares(total, weights)) == total


def test_the_largest_remainders_are_rounded_up() -> None:
    assert rounded(10, [3.3, 3.3, 3.4]) == (3, 3, 4)
    assert whole_shares(10, [1.0, 1.0, 1.0]) == (4, 3, 3)
    assert whole_shares(7, [0.0, -2.0]) == (4, 3)
    assert rounded(0, []) == ()
