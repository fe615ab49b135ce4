"""Probabilities of a country's simulation beside closed forms, wherever there is one.

One thing varies at a time.  ``z`` is (share of replications − probability) / standard error: were the
simulation exact, its mean square would be 1 and one in 22 would lie beyond 2.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from distribution.plan import Route
    from distribution.simulation.assumptions import Assumptions
    from distribution.simulation.replay import Question

Floats = NDArray[np.float64]
REPLICATIONS, SEED = 1_000, 1
CV = 0.3
LATE_S = 900
SHORT_S = 3 * 3_600  # a leg so short is late before its crew needs a break
TELLING = 0.01  # a probability nearer to 0 or 1 has too few events for a standard error


def closed_forms(question: Question) -> dict[str, float]:
    """Return the z of first legs (lognormal) and of cells of stock (lognormal, Poisson newsvendor)."""
    return {
        **_told("leg", *first_legs(question)),
        **_told("newsvendor", *stock_outs(question, counts=False)),
        **_told("poisson", *stock_outs(question, counts=True)),
    }


def first_legs(question: Question) -> tuple[Floats, Floats]:
    """Return shares and probabilities of a first call a quarter of an hour late.

    Of vehicles and crews on their first departure, whose leg has neither ferry nor pause and no wait at its
    end: the call is late when a lognormal time at the wheel of mean as planned says so.
    """
    from scipy.stats import norm

    from distribution.simulation.assumptions import RoadVariation
    from distribution.simulation.chance import blocks
    from distribution.simulation.week_replay import replay_routes

    months = np.ones(12)
    roads = RoadVariation(
        cv=np.full_like(question.assumptions.roads.cv, CV), mean_factor=months, cv_factor=months
    )
    varied = replace(question, assumptions=replace(_still(question), roads=roads))
    plan = replace(question.plan, routes=tuple(_fit_for_form(question.plan.routes)))
    late = sum(
        np.array([(r.calls[0].start_s - route.stops[0].start_s > LATE_S).sum() for route, r in pairs])
        for pairs in (
            list(zip(plan.routes, replay_routes(plan, varied.roads, chance), strict=True))
            for chance in blocks(SEED, REPLICATIONS)
        )
    )
    sigma = math.sqrt(math.log1p(CV * CV))
    wheel_s = np.array([float(route.legs[0].driving_s) for route in plan.routes])
    expected = norm.sf((np.log((wheel_s + LATE_S) / wheel_s) + sigma * sigma / 2.0) / sigma)
    return np.asarray(late) / REPLICATIONS, np.asarray(expected)


def _fit_for_form(routes: tuple[Route, ...]) -> Iterator[Route]:
    out: set[str] = set()
    for route in sorted(routes, key=lambda r: r.depart_s):
        names, leg, stop = {route.vehicle_id, *route.driver_ids}, route.legs[0], route.stops[0]
        paused = any(pause.leg == 0 for pause in route.pauses)
        straight = not leg.ferry_s and not paused and 0 < leg.driving_s <= SHORT_S
        if straight and not names & out and stop.start_s == stop.arrive_s:
            yield route
        out |= names


def stock_outs(question: Question, *, counts: bool) -> tuple[Floats, Floats]:
    """Return shares and probabilities of a stock-out of centres and products that nothing is brought to.

    Of cells whose lots all outlast the days: use is the forecast's times a lognormal factor of the centre, or
    (``counts``) a Poisson number; cells of many doses, drawn by a normal approximation, are left out then.
    """
    from scipy.stats import norm, poisson

    from distribution.demand import LAST_DELIVERY_DAY, REFERENCE_DAY
    from distribution.simulation.chance import blocks
    from distribution.simulation.stock_replay import MANY, Stores

    inputs = question.inputs
    assumed = replace(_still(question), **({"demand_counts": 1} if counts else {"demand_centre_cv": CV}))
    stores = Stores(inputs, assumed)
    replays = [stores.replay({}, chance) for chance in blocks(SEED, REPLICATIONS)]
    share = sum(replay.out_after for replay in replays) / REPLICATIONS
    end = min(inputs.forecast.doses.shape[2], REFERENCE_DAY + inputs.parameters.coverage_days)
    use = inputs.forecast.doses[:, :, :end].sum(axis=2).astype(np.float64)
    use_after = inputs.forecast.doses[:, :, LAST_DELIVERY_DAY + 1 : end].sum(axis=2)
    stock, lasts = _stock(question, end)
    cells = lasts & (stock > 0) & (use_after > 0)
    if counts:
        cells &= use < MANY
        held, after = stock[cells], use_after[cells]
        both = poisson.sf(held, use[cells])  # out, and somebody asked after the first spell of days
        expected = both - poisson.sf(held, use[cells] - after) * np.exp(-after)
    else:
        sigma = math.sqrt(math.log1p(CV * CV))
        expected = norm.sf((np.log(stock[cells] / use[cells]) + sigma * sigma / 2.0) / sigma)
    return np.asarray(share)[cells], np.asarray(expected)


def _stock(question: Question, end: int) -> tuple[Floats, NDArray[np.bool_]]:
    """Return doses by centre and product, and whether all of them can be used throughout the days."""
    forecast = question.inputs.forecast
    rows = {c: i for i, c in enumerate(forecast.centre_ids)}
    columns = {p: i for i, p in enumerate(forecast.product_ids)}
    stock, lasts = np.zeros(forecast.doses.shape[:2]), np.ones(forecast.doses.shape[:2], np.bool_)
    for line in question.inputs.stock:
        if line.place_id in rows and line.product_id in columns:
            cell = rows[line.place_id], columns[line.product_id]
            stock[cell] += line.doses
            lasts[cell] &= (line.use_by - forecast.days[0]).days >= end
    return stock, lasts


def _still(question: Question) -> Assumptions:
    from distribution.simulation.assumptions import still

    return still(question.assumptions)


def _told(name: str, share: Floats, expected: Floats) -> dict[str, float]:
    telling = (expected > TELLING) & (expected < 1.0 - TELLING)
    share, expected = share[telling], expected[telling]
    z = (share - expected) / np.sqrt(expected * (1.0 - expected) / REPLICATIONS)
    return {
        f"{name}_cases": len(z),
        f"{name}_mean_square_z": round(float((z * z).mean()), 3) if len(z) else 0.0,
        f"{name}_greatest_z": round(float(np.abs(z).max(initial=0.0)), 2),
    }
