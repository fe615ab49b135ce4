"""What the repair does to one product's flow: litres reserved, rooms shared, lots exchanged."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tiny_places import MON

from distribution.inputs import WeekInputs
from distribution.quarter.answer import weekly_horizon
from distribution.quarter.need import quarter_need
from distribution.travel import TravelTable
from solvers.allocation.quarter_arcs import ProductArcs
from solvers.allocation.quarter_encode import Settled, encode_quarter
from solvers.allocation.quarter_fefo import first_expired_first
from solvers.allocation.quarter_flow import solve_priced
from solvers.allocation.quarter_network import product_arcs
from solvers.allocation.quarter_problem import Frame, Ints, ProductQuestion
from solvers.allocation.quarter_repair import cost_of, shares, within
from solvers.allocation.quarter_reserve import reserved_half_ml

STORES = ("hub-tiny", "depot-north", "depot-south")
WEEKS = weekly_horizon(MON, 6)
One = tuple[Frame, ProductQuestion, ProductArcs, Ints]


@pytest.fixture(scope="module")
def hexa(tiny_inputs: WeekInputs, tiny_travel: TravelTable) -> One:
    """Return the flow of HEXA when there is more than enough of it."""
    stock = tuple(replace(s, doses=s.doses * 10) if s.place_id in STORES else s for s in tiny_inputs.stock)
    inputs = replace(tiny_inputs, stock=stock)
    problem = encode_quarter(inputs, tiny_travel, WEEKS, quarter_need(inputs, WEEKS), Settled())
    product = problem.products[0]
    arcs = product_arcs(problem.frame, product)
    return problem.frame, product, arcs, solve_priced(arcs).flow


def _balance(arcs: ProductArcs, flow: Ints) -> list[int]:
    out = np.bincount(arcs.tail, flow, minlength=len(arcs.supply))
    came = np.bincount(arcs.head, flow, minlength=len(arcs.supply))
    return [round(x) for x in out - came]


def test_a_flow_keeps_within_what_is_left_and_still_balances(hexa: One) -> None:
    frame, _, arcs, flow = hexa
    rows = len(frame.capacity_ml)
    used = arcs.used_half_ml(flow, rows)
    centres = slice(frame.place_row(frame.sites, 0), frame.lane_row(0))
    left = used.copy()
    left[centres] = used[centres] * 6 // 10
    cut = within(arcs, flow, left)
    assert (arcs.used_half_ml(cut, rows) <= left)[centres].all()
    assert _balance(arcs, cut) == arcs.supply.tolist()
    assert cost_of(arcs, cut, left) > cost_of(arcs, flow, used)


def test_with_room_for_all_nothing_gets_dearer(hexa: One) -> None:
    frame, _, arcs, flow = hexa
    used = arcs.used_half_ml(flow, len(frame.capacity_ml))
    again = within(arcs, flow, used)
    assert int(again @ arcs.cost) == int(flow @ arcs.cost)
    assert (shares(arcs, flow, used) >= flow).all()


def test_what_need_wants_is_reserved_and_safety_stock_is_not(hexa: One) -> None:
    frame, product, arcs, flow = hexa
    rows = len(frame.capacity_ml)
    reserved, used = reserved_half_ml(arcs, flow, rows), arcs.used_half_ml(flow, rows)
    assert (reserved <= used).all()
    safety = arcs.families["safety"]
    kept = int(flow[safety.first : safety.last].sum())
    assert kept
    met = within(arcs, flow, reserved)
    miss = arcs.families["miss"]
    assert met[miss.first : miss.last].sum() <= flow[miss.first : miss.last].sum()
    assert int(met[safety.first : safety.last].sum()) < kept
    assert product.need.sum() > 0


def test_lots_exchanged_by_mistake_are_put_in_order_again(hexa: One) -> None:
    """HEXA-2 ends before HEXA-1: packs of it that wait while HEXA-1 leaves take its place."""
    _, product, arcs, flow = hexa
    pour = arcs.families["pour"]
    s, k, _, t = pour.labels
    stays = {}
    for name in ("wait", "end"):
        family = arcs.families[name]
        for number, label in enumerate(zip(*(x.tolist() for x in family.labels), strict=True)):
            stays[label] = family.first + number
    lots = [batch.lot_id for batch in product.batches]
    spoilt, moved = flow.copy(), 0
    for arc in range(pour.first, pour.last):
        site, batch, period = (int(x[arc - pour.first]) for x in (s, k, t))
        other = next(
            (
                j
                for j in range(pour.first, pour.last)
                if (s[j - pour.first], t[j - pour.first]) == (site, period)
                and lots[k[j - pour.first]] == "HEXA-1"
            ),
            None,
        )
        if lots[batch] != "HEXA-2" or not flow[arc] or other is None:
            continue
        later = int(k[other - pour.first])
        own = [stays[site, batch, p] for p in range(period, 6)]
        theirs = [stays[site, later, p] for p in range(period, 6)]
        packs = min(int(spoilt[arc]), *(int(spoilt[a]) for a in theirs))
        spoilt[arc] -= packs
        spoilt[other] += packs
        spoilt[own] += packs
        spoilt[theirs] -= packs
        moved += packs
    assert moved
    assert _balance(arcs, spoilt) == arcs.supply.tolist()
    mended = first_expired_first(product, arcs, spoilt)
    assert _balance(arcs, mended) == arcs.supply.tolist()
    assert int(mended @ arcs.cost) <= int(flow @ arcs.cost)


def test_a_store_that_must_overflow_is_over_at_a_price(hexa: One) -> None:
    frame, _, arcs, flow = hexa
    left = np.zeros(len(frame.capacity_ml), np.int64)
    forced = within(arcs, flow, left)
    assert _balance(arcs, forced) == arcs.supply.tolist()
    assert cost_of(arcs, forced, left) > int(forced @ arcs.cost)
