"""Figures and tables of the tiny plan, worked out by hand in the comments."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime

import pytest

from distribution.indicators import cover_by_centre, cover_days, fill_by_product, indicators
from distribution.inputs import WeekInputs
from distribution.language.catalogue import say
from distribution.plan import WeeklyPlan
from distribution.tables import DROPS, ROUTES, STOPS, drops_frame, routes_frame, stops_frame
from distribution.travel import TravelTable
from distribution.units import HOUR_S


def test_figures_of_the_week(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    found = indicators(tiny_plan, tiny_inputs, tiny_travel)
    assert (found.centres_with_need, found.served, found.unserved) == (6, 5, 1)
    assert (found.doses_needed, found.doses_delivered) == (2_700, 2_550)
    assert found.fill_rate == pytest.approx(2_550 / 2_700)
    assert found.load_factor == pytest.approx((5 / 12 + 3 / 60 + 2 / 60) / 3)
    assert found.distance_m == 106_000 + 840_000 + 24_000
    assert found.km_per_1000_doses == pytest.approx(970_000 / 2_550)
    assert found.driving_s == (125 + 900 + 60) * 60
    assert found.cost_per_dose_vnd == pytest.approx(14_409_334 / 2_550)
    # the morning round: 900 HEXA x 1,000,000 + 100 FLU x 300,000 + 50 ROTA x 400,000
    assert found.value_at_risk_vnd == 950_000_000
    # 24 h of the active compartment less 5 h 15 on the trunk road
    assert (found.cold_margin_s, found.cold_margin_departure_id) == (24 * HOUR_S - 18_900, "T-1")
    assert (found.nights, found.couriers, found.transfers) == (1, 1, 1)


def test_a_plan_without_need(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    empty = replace(tiny_plan, routes=(), consignments=(), transfers=(), requirements=(), unserved=())
    found = indicators(empty, tiny_inputs, tiny_travel)
    assert (found.fill_rate, found.cost_vnd, found.cold_margin_s) == (1.0, 0, None)
    assert found.cost_per_dose_vnd == 0.0
    assert fill_by_product(empty, tiny_inputs).empty
    assert cover_by_centre(empty, tiny_inputs).empty
    assert list(drops_frame(empty, tiny_inputs).columns) == list(DROPS)


def test_every_figure_has_its_words(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    found = indicators(tiny_plan, tiny_inputs, tiny_travel)
    named = {f.name for f in fields(found)} - {"metres_per_dose", "cold_margin_departure_id"}
    assert all(say(f"indicator.{name}", lang) for name in named for lang in ("vi", "en"))
    assert all(
        say(f"cost.{name}", "vi") for name in ("fixed_vnd", "drivers_vnd", "transfers_vnd", "total_vnd")
    )


def test_fill_by_product(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs) -> None:
    table = fill_by_product(tiny_plan, tiny_inputs).set_index("product_id")
    assert list(table["need_doses"]) == [450, 2_100, 150]
    assert list(table["missing_doses"]) == [50, 100, 0]
    assert list(table["short_centres"]) == [1, 1, 0]


def test_cover_after_the_plan(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs) -> None:
    # centre-mid: (100 + 300) HEXA at 60 a day, 50 ROTA at 5 a day; (400 + 50) / (60 + 5)
    row = cover_by_centre(tiny_plan, tiny_inputs).set_index("centre_id").loc["centre-mid"]
    assert (row["least_days"], row["least_product_id"]) == (pytest.approx(400 / 60), "HEXA")
    assert row["mean_days"] == pytest.approx(450 / 65)
    assert cover_days(tiny_plan)["centre-mid"] == pytest.approx(450 / 65)
    assert cover_days(tiny_plan)["centre-shut"] == 0.0


def test_drops_stops_and_routes(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs) -> None:
    drops, stops = drops_frame(tiny_plan, tiny_inputs), stops_frame(tiny_plan, tiny_inputs)
    routes = routes_frame(tiny_plan, tiny_inputs)
    assert [list(f.columns) for f in (drops, stops, routes)] == [list(DROPS), list(STOPS), list(ROUTES)]
    assert int(drops["doses"].sum()) == int(stops["doses"].sum()) == 2_550
    assert list(stops["centre_id"]) == [
        "centre-near",
        "centre-mid",
        "centre-far",
        "centre-zone",
        "centre-isle",
    ]
    far = stops.set_index("centre_id").loc["centre-far"]
    assert far["arrive"] == datetime(2026, 11, 25, 20, 15)
    assert (far["start"], far["day"]) == (datetime(2026, 11, 26, 7, 30), date(2026, 11, 26))
    assert list(routes["nights"]) == [0, 1, 0]
    assert list(routes["volume_ml"]) == [74_500, 53_000, 28_500]
