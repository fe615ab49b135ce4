"""Six products on the real network with small refrigerators; and very many stations by region."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.allocation_national import STORES, country
from distribution.inputs import WeekInputs
from distribution.progress import Limits, Progress
from distribution.quarter.answer import weekly_horizon
from distribution.quarter.check import check_quarter
from distribution.quarter.need import quarter_need
from distribution.travel import TravelTable
from distribution.vaccines import TemperatureBand
from solvers.allocation.quarter import allocate_quarter
from solvers.allocation.quarter_regions import by_region, poured_at, region_question, regions_of
from solvers.allocation.quarter_solve import solve_quarter

SOME = ("HEXAXIM", "VAXIGRIP", "VERORAB", "QDENGA", "GARDASIL9", "ROTAVIN")


def _silent(progress: Progress) -> None:
    del progress


@pytest.fixture(scope="module")
def tight(country_inputs: WeekInputs) -> WeekInputs:
    """Return six products, and refrigerators for a fifth more than a week of need beside what they hold."""
    forecast = country_inputs.forecast
    columns = [forecast.product_ids.index(p) for p in SOME]
    some = replace(
        country_inputs,
        forecast=replace(forecast, product_ids=SOME, doses=forecast.doses[:, columns]),
        stock=tuple(s for s in country_inputs.stock if s.product_id in SOME),
        arrivals=tuple(a for a in country_inputs.arrivals if a.product_id in SOME),
    )
    need = quarter_need(some, weekly_horizon(some.calendar.week.monday, 6))
    pack_ml = np.array([some.vaccines[p].pack_ml for p in SOME])
    weekly_ml = (need.packs[:, :, 3] * pack_ml).sum(axis=1)
    cold = TemperatureBand.COLD
    room = {
        c: int(max(need.own_ml[cold][i]) * 1.02) + int(weekly_ml[i] * 1.2)
        for i, c in enumerate(forecast.centre_ids)
    }
    centres = tuple(replace(c, stores_ml={cold: room[c.centre_id]}) for c in some.network.centres)
    return replace(some, network=replace(some.network, centres=centres))


def test_tight_refrigerators_hold_and_the_gap_is_small(
    tight: WeekInputs, country_travel: TravelTable
) -> None:
    horizon = weekly_horizon(tight.calendar.week.monday, 6)
    outcome = allocate_quarter(
        tight, country_travel, horizon, limits=Limits(iterations=40), on_progress=_silent
    )
    assert check_quarter(outcome.value, tight) == ()
    assert outcome.value.overflows == ()
    assert outcome.bound is not None
    assert outcome.bound < outcome.objective  # the litres do bind
    assert outcome.objective - outcome.bound < 0.01 * abs(outcome.objective)


def test_regions_share_what_the_country_sends_them_and_hold_their_litres() -> None:
    problem = country(300, seed=3)
    regions = regions_of(problem.frame)
    assert sum(len(region.centres) for region in regions) == 300
    whole = by_region(problem, regions)
    for product, merged in zip(problem.products, whole.products, strict=True):
        assert merged.need.sum() == product.need.sum()
    limits = Limits(iterations=10)
    split = solve_quarter(whole, limits=limits, until_s=None, on_progress=_silent)
    region = regions[0]
    assert region.site >= STORES
    question = region_question(problem, region, split.arcs, split.flows)
    sent = poured_at(whole.products[0], region.site, split.arcs[0], split.flows[0])
    assert question.products[0].supply[0].tolist() == sent.tolist()
    solved = solve_quarter(question, limits=limits, until_s=None, on_progress=_silent)
    assert solved.over_vnd == 0
    assert solved.bound_vnd <= solved.objective_vnd
    issued = sum(
        int(flow[arcs.families["round"].first : arcs.families["round"].last].sum())
        for arcs, flow in zip(solved.arcs, solved.flows, strict=True)
    )
    assert 0 < issued <= sum(int(p.supply.sum()) for p in question.products)
