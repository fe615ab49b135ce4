"""Probabilities agree with closed forms where there are any; tolerance four standard errors."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import norm, poisson
from still_week import roads, still_question

from distribution.simulation.run import simulate

TIMES = 4_000
ERRORS = 4.0


def near(share: float, probability: float) -> bool:
    return abs(share - probability) <= ERRORS * math.sqrt(probability * (1.0 - probability) / TIMES)


@pytest.mark.parametrize("late_s", [0, 120, 300, 900])
@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_a_single_leg_is_late_as_a_lognormal_time_says(late_s: int, share: float) -> None:
    # half an hour from the hub to centre-zone, whose window is open long before and after
    cv = 0.3
    question = still_question(roads=roads(cv), travel_day_share=share)
    question = replace(question, plan=replace(question.plan, routes=question.plan.routes[2:]))
    outcome = simulate(question, TIMES, 7)
    sigma = math.sqrt(math.log(1.0 + cv * cv))
    late = norm.sf((math.log((1_800 + late_s) / 1_800) + sigma * sigma / 2.0) / sigma)
    assert near(float((outcome.late_s[0] > late_s).mean()), float(late))


def test_the_mean_of_a_leg_stays_as_planned() -> None:
    question = still_question(roads=roads(0.3))
    question = replace(question, plan=replace(question.plan, routes=question.plan.routes[2:]))
    outcome = simulate(question, TIMES, 7)
    sigma = math.sqrt(math.log(1.09))
    expected_s = 1_800 * (2.0 * norm.cdf(sigma / 2.0) - 1.0)  # E max(T - m, 0) of a lognormal of mean m
    error_s = float(outcome.late_s[0].std()) / math.sqrt(TIMES)
    assert abs(float(outcome.late_s[0].mean()) - expected_s) <= ERRORS * error_s


@pytest.mark.parametrize("over", [0.8, 1.0, 1.3])
def test_a_stock_out_is_as_likely_as_a_lognormal_newsvendor_says(over: float) -> None:
    # no visits: every centre lives on its stock for ten days; stock is set to `over` times the mean use
    cv = 0.4
    question = stocked(over, demand_centre_cv=cv)
    outcome = simulate(question, TIMES, 11)
    sigma = math.sqrt(math.log(1.0 + cv * cv))
    out = float(norm.sf((math.log(over) + sigma * sigma / 2.0) / sigma))
    used = (outcome.out_before + outcome.out_after)[0, 0] / TIMES
    ever = outcome.out_after[0, 0] / TIMES  # a stock-out lasts: what is out before is out after
    assert near(ever, out)
    assert used >= ever


def test_a_stock_out_is_as_likely_as_a_poisson_newsvendor_says() -> None:
    question = stocked(1.1, demand_counts=1)
    mean = float(question.inputs.forecast.doses[0, 0, :10].sum())
    doses = next(line.doses for line in question.inputs.stock)
    outcome = simulate(question, TIMES, 13)
    assert near(outcome.out_after[0, 0] / TIMES, float(poisson.sf(doses, mean)))


def test_breakdowns_are_as_frequent_as_the_kilometres_say() -> None:
    question = still_question(breakdown_km=2_000.0)
    outcome = simulate(question, TIMES, 3)
    km = [leg.distance_m / 1_000 for route in question.plan.routes for leg in route.legs]
    expected = sum(km) / 2_000
    spread = math.sqrt(sum(k / 2_000 * (1 - k / 2_000) for k in km) / TIMES)
    assert abs(float(outcome.totals["breakdowns"].mean()) - expected) <= ERRORS * spread


def stocked(over: float, **changes: object):  # type: ignore[no-untyped-def]
    """Return the week without visits, the first cell's only lot lasting and holding so many times its use."""
    question = still_question(**changes)
    forecast = question.inputs.forecast
    doses = forecast.doses.copy()
    doses[0, 0] = 40
    lot = replace(
        question.inputs.stock[0],
        place_id=forecast.centre_ids[0],
        product_id=forecast.product_ids[0],
        use_by=forecast.days[0].replace(year=2030),
        doses=round(400 * over),
    )
    inputs = replace(question.inputs, stock=(lot,), forecast=replace(forecast, doses=doses))
    plan = replace(question.plan, routes=question.plan.routes[2:], consignments=())
    assert forecast.centre_ids[0] not in {s.centre_id for r in plan.routes for s in r.stops}
    assert np.issubdtype(doses.dtype, np.integer)
    return replace(question, inputs=inputs, plan=plan)
