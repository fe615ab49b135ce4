"""Allocation: against brute force, fair in shortage, never more than is there, never unfit lots."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_places import COLD, FROZEN, MON, WED

from distribution.demand import demand
from distribution.inputs import WeekInputs
from distribution.progress import Progress
from distribution.projection import project
from distribution.stock import Arrival, StockLine
from distribution.travel import TravelTable
from distribution.vaccines import Lot, LotStatus
from solvers.allocation.allocate import allocate
from solvers.allocation.baseline import proportional
from solvers.allocation.flow import DEAREST, HOLD, MOVE, SEGMENTS, Ints, ProductFlow, solve_flow
from solvers.allocation.problem import Allocation, near_depots


def _flow(supply: list[list[list[int]]], need: list[list[int]], depot: list[int]) -> ProductFlow:
    packs = np.array(supply, np.int64)
    return ProductFlow(
        supply=packs,
        need=np.array(need, np.int64),
        depot=np.array(depot, np.int64),
        eligible=np.ones(packs.shape[1:], np.bool_),
        lanes=((0, 1, 0),) if len(supply) > 1 else (),
        shortage_cost=1_000,
    )


def _shortage_vnd(need: Ints, packs: Ints) -> float:
    """Price what is missing: the k-th of n missing packs by the segment in which it lies."""
    total = 0.0
    for (_, week), wanted in np.ndenumerate(need):
        got = packs[_, week]
        edges = int(wanted) * np.arange(SEGMENTS + 1) // SEGMENTS
        for missing in range(int(wanted - got)):
            segment = int(np.searchsorted(edges, missing, side="right")) - 1
            total += 1_000 * DEAREST ** (segment / (SEGMENTS - 1)) * (100 - week) / 100
    return total


@settings(max_examples=60, deadline=None)
@given(
    hub=st.integers(0, 4),
    depot=st.integers(0, 4),
    need=st.lists(st.integers(0, 3), min_size=3, max_size=3),
)
def test_two_sites_and_three_centres_against_brute_force(hub: int, depot: int, need: list[int]) -> None:
    """Centre 0 draws from the hub, centres 1 and 2 from the depot, to which the hub may ship."""
    flow = _flow([[[hub]], [[depot]]], [[n] for n in need], [0, 1, 1])
    packs = solve_flow(flow)
    best = min(
        _shortage_vnd(flow.need, np.array(got, np.int64)[:, None])
        for got in product(*(range(n + 1) for n in need))
        if got[0] <= hub and sum(got) <= hub + depot
    )
    assert packs[0, 0] <= hub
    assert packs.sum() <= hub + depot
    assert _shortage_vnd(flow.need, packs) <= best + MOVE * 4


@settings(max_examples=60, deadline=None)
@given(
    now=st.integers(0, 4),
    next_week=st.integers(0, 4),
    need=st.lists(st.integers(0, 3), min_size=4, max_size=4),
)
def test_two_weeks_against_brute_force(now: int, next_week: int, need: list[int]) -> None:
    flow = _flow([[[now, next_week]]], [need[:2], need[2:]], [0, 0])
    packs = solve_flow(flow)
    best = min(
        _shortage_vnd(flow.need, np.array(got, np.int64).reshape(2, 2))
        for got in product(*(range(n + 1) for n in need))
        if got[0] + got[2] <= now and sum(got) <= now + next_week
    )
    assert packs[:, 0].sum() <= now
    assert packs.sum() <= now + next_week
    assert _shortage_vnd(flow.need, packs) <= best + HOLD * 8


def test_a_lot_serves_only_the_weeks_in_which_it_may() -> None:
    flow = _flow([[[5, 0], [3, 0]]], [[4, 4]], [0])
    flow = replace(flow, eligible=np.array([[True, False], [False, True]]))
    assert solve_flow(flow).tolist() == [[4, 3]]


@settings(max_examples=50, deadline=None)
@given(st.integers(2, 6), st.integers(1, 60), st.data())
def test_equal_needs_differ_by_at_most_a_pack(centres: int, need: int, data: st.DataObject) -> None:
    supply = data.draw(st.integers(0, centres * need))
    packs = solve_flow(_flow([[[supply]]], [[need]] * centres, [0] * centres))
    assert packs.sum() == supply
    assert packs.max() - packs.min() <= 1


def test_unequal_needs_are_filled_alike() -> None:
    packs = solve_flow(_flow([[[30]]], [[40], [20]], [0, 0]))[:, 0]
    assert abs(packs[0] / 40 - packs[1] / 20) <= 1 / 20


@given(st.integers(0, 200), st.lists(st.integers(0, 30), min_size=1, max_size=8))
def test_the_proportional_baseline_gives_all_and_no_more(supply: int, need: list[int]) -> None:
    wanted = np.array(need, np.int64)
    packs = proportional(supply, wanted)
    assert packs.sum() == min(supply, sum(need))
    assert (packs <= wanted).all()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 60), st.lists(st.integers(1, 20), min_size=2, max_size=5))
def test_the_flow_is_never_dearer_than_the_baseline(supply: int, need: list[int]) -> None:
    flow = _flow([[[supply]]], [[n] for n in need], [0] * len(need))
    plain = proportional(supply, flow.need[:, 0])[:, None]
    assert _shortage_vnd(flow.need, solve_flow(flow)) <= _shortage_vnd(flow.need, plain) + len(need)


def _silent(progress: Progress) -> None:
    del progress


def _allocate(inputs: WeekInputs, travel: TravelTable) -> Allocation:
    return allocate(inputs, travel, demand(inputs, project(inputs)), on_progress=_silent)


def _only(inputs: WeekInputs, lot: Lot, band: str = "COLD", doses: int = 20_000) -> WeekInputs:
    """Return the week with one lot as the only stock: at every site from which centres are supplied."""
    stock = tuple(
        StockLine(
            place_id=site.site_id,
            product_id=lot.product_id,
            lot_id=lot.lot_id,
            band=FROZEN if band == "FROZEN" else COLD,
            use_by=lot.expiry,
            doses=doses,
        )
        for site in inputs.network.depots
    )
    return replace(inputs, stock=stock, arrivals=(), lots={lot.lot_id: lot})


GOOD = Lot(lot_id="L", product_id="HEXA", expiry=date(2027, 12, 31))
SATURDAY = MON + timedelta(days=5)


@pytest.mark.parametrize(
    ("lot", "allocated"),
    [
        (GOOD, True),
        (replace(GOOD, status=LotStatus.QUARANTINED), False),
        (replace(GOOD, status=LotStatus.RECALLED), False),
        (replace(GOOD, released_on=SATURDAY), True),
        (replace(GOOD, released_on=SATURDAY + timedelta(days=1)), False),
        (replace(GOOD, expiry=SATURDAY + timedelta(days=180)), True),  # the least remaining life
        (replace(GOOD, expiry=SATURDAY + timedelta(days=179)), False),
    ],
)
def test_only_fit_lots_are_allocated(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable, lot: Lot, allocated: bool
) -> None:
    lines = [x for x in _allocate(_only(tiny_inputs, lot), tiny_travel).lines if x.product_id == "HEXA"]
    assert lines
    assert all((line.packs == line.need_packs) is allocated for line in lines)
    assert all((line.packs == 0) is not allocated for line in lines)
    assert all(line.reason == ("" if allocated else "supply") for line in lines)


def test_a_thawed_lot_ages_but_a_frozen_one_waits(tiny_inputs: WeekInputs, tiny_travel: TravelTable) -> None:
    """Fit until 14 days before its use-by: of four weeks a lot thawed long ago serves only the first."""
    lot = Lot(lot_id="L", product_id="ROTA", expiry=SATURDAY + timedelta(days=15))
    fit = replace(lot, expiry=date(2028, 1, 31))
    need = demand(tiny_inputs, project(replace(tiny_inputs, stock=()))).packs[:, 2]
    aged = _allocate(_only(tiny_inputs, lot), tiny_travel)
    assert aged.unmet_packs["ROTA"] == need[:, 1:].sum()
    frozen = _allocate(_only(tiny_inputs, fit, "FROZEN"), tiny_travel)
    assert frozen.unmet_packs["ROTA"] == 0
    short_frozen = _allocate(_only(tiny_inputs, lot, "FROZEN"), tiny_travel)
    assert short_frozen.unmet_packs["ROTA"] == need[:, 1:].sum()


def test_an_arrival_serves_through_its_lanes(tiny_inputs: WeekInputs, tiny_travel: TravelTable) -> None:
    arrival = Arrival(
        arrival_id="A", site_id="factory-tiny", product_id="HEXA", lot_id="HEXA-1", day=WED, doses=300
    )
    none = _allocate(replace(tiny_inputs, stock=(), arrivals=()), tiny_travel)
    some = _allocate(replace(tiny_inputs, stock=(), arrivals=(arrival,)), tiny_travel)
    assert none.unmet_packs["HEXA"] - some.unmet_packs["HEXA"] == 30


def test_the_nearest_depot_comes_first(tiny_inputs: WeekInputs, tiny_travel: TravelTable) -> None:
    near = near_depots(tiny_inputs, tiny_travel)
    assert near["centre-near"] == ("depot-north",)  # 30 min; the others two hours
    assert near["centre-shut"] == ("depot-north", "depot-south", "hub-tiny")  # all two hours


def test_the_country_gets_no_more_than_there_is(
    country_inputs: WeekInputs, country_travel: TravelTable
) -> None:
    allocation = _allocate(country_inputs, country_travel)
    fit: dict[str, int] = defaultdict(int)
    sites = {s.site_id for s in country_inputs.network.sites}
    received = [
        *((x.lot_id, x.product_id, x.doses) for x in country_inputs.stock if x.place_id in sites),
        *(
            (x.lot_id, x.product_id, x.doses)
            for x in country_inputs.arrivals
            if x.day < MON + timedelta(days=7)
        ),
    ]
    for lot_id, product_id, doses in received:
        if country_inputs.lots[lot_id].usable(SATURDAY):
            fit[product_id] += doses // country_inputs.vaccines[product_id].pack_doses
    given: dict[str, int] = defaultdict(int)
    for line in allocation.lines:
        assert 0 <= line.packs <= line.need_packs
        assert (line.packs == line.need_packs) is (line.reason == "")
        given[line.product_id] += line.packs
    assert all(given[p] <= fit[p] for p in given)
    assert sum(given.values()) > 0.8 * sum(x.need_packs for x in allocation.lines)


def test_it_is_the_same_every_time(country_inputs: WeekInputs, country_travel: TravelTable) -> None:
    first, second = (_allocate(country_inputs, country_travel) for _ in range(2))
    assert first == second
