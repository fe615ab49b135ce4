"""What the map shows is what the checks and the cost said."""

from __future__ import annotations

import json
import re

import pytest
import tiny
from map_page import BASE_MAP

from distribution.cost_parts import CostBreakdown
from distribution.costing import cost
from distribution.feasibility.coldride import cold_rides
from distribution.indicators import Indicators, indicators
from distribution.language.catalogue import catalogue
from maps.facts import MapFacts
from maps.judged import judged
from maps.plan_map import plan_map


@pytest.fixture(scope="module")
def judgement() -> tuple[CostBreakdown, Indicators, MapFacts]:
    plan, inputs = tiny.tiny_plan(), tiny.tiny_inputs()
    travel = tiny.tiny_travel(inputs)
    costs = cost(plan, inputs, travel)
    figures = indicators(plan, inputs, travel, costs)
    return costs, figures, judged(plan, inputs, costs=costs, figures=figures, released_by="Hà")


def test_costs_add_up(judgement: tuple[CostBreakdown, Indicators, MapFacts]) -> None:
    costs, _, facts = judgement
    assert sum(facts.run_cost_vnd.values()) == facts.cost_vnd == costs.total_vnd
    assert sum(facts.centre_cost_vnd.values()) == costs.delivery_vnd
    parts = [amount for key, amount in facts.indicators.items() if key.startswith("cost.")]
    assert sum(parts) == costs.total_vnd


def test_every_figure_has_its_words(judgement: tuple[CostBreakdown, Indicators, MapFacts]) -> None:
    assert set(judgement[2].indicators) <= set(catalogue())


def test_the_page_shows_the_margin_of_the_indicators(
    judgement: tuple[CostBreakdown, Indicators, MapFacts],
) -> None:
    _, figures, facts = judgement
    plan, inputs = tiny.tiny_plan(), tiny.tiny_inputs()
    html = plan_map(plan, inputs, facts, base_map=BASE_MAP)
    found = re.search(r'id="map-data">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    data = json.loads(found[1])
    assert data["worst"]["margin"] == figures.cold_margin_s
    assert data["runs"][data["worst"]["run"]]["id"] == figures.cold_margin_departure_id
    assert {run["id"]: run["margin"] for run in data["runs"]} == {
        ride.departure_id: ride.margin_s for ride in cold_rides(plan, inputs)
    }
    assert (data["served"], data["need"]) == (figures.served, figures.centres_with_need)
    assert data["doses"] == figures.doses_delivered
    assert data["released_by"] == "Hà"
