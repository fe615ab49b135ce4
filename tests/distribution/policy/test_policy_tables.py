"""The tables of a year: demand, levels, lives, opening, what a change changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from policy_setups import tiny_facts, tiny_setup

from distribution.errors import InputError
from distribution.files.policy_rows import policy_rules
from distribution.policy.build import policy_question
from distribution.policy.change import Change, NewVaccine, changed
from distribution.policy.costs import rates_of
from distribution.policy.expected import expected_demand, open_weeks
from distribution.policy.levels import centre_levels, order_weeks, stock_use, upstream_levels
from distribution.policy.lives import lives
from distribution.policy.setup import SupplyMove

TET_WEEK = date(2027, 2, 1)


def test_the_first_four_weeks_ask_for_what_the_forecast_says() -> None:
    setup = tiny_setup()
    forecast = setup.inputs.forecast
    demand = expected_demand(setup, forecast.product_ids, 4)
    assert demand.sum(axis=0) == pytest.approx(forecast.doses[:, :, :28].sum(axis=2).T)


def test_a_season_lifts_its_months_alone() -> None:
    # January has twice the demand of the other months: the weeks within it ask for twice as much
    setup = tiny_setup()
    facts = replace(setup.facts, seasons={("INFANT", "all"): (2.0, *([1.0] * 11))})
    flat = expected_demand(setup, ("HEXA",), 16)[:, 0, 0]
    lifted = expected_demand(replace(setup, facts=facts), ("HEXA",), 16)[:, 0, 0]
    # week 6 is 4-10 January, week 11 is 8-14 February
    assert lifted[6] == pytest.approx(2 * flat[6])
    assert lifted[11] == pytest.approx(flat[11])


def test_a_product_without_a_season_is_a_fault_that_names_it() -> None:
    setup = tiny_setup()
    facts = replace(setup.facts, seasons={})
    with pytest.raises(InputError) as caught:
        policy_question(replace(setup, facts=facts))
    assert {f.arguments["product"] for f in caught.value.faults} == {"HEXA", "FLU", "ROTA"}


def test_levels_last_until_the_next_order_has_come() -> None:
    # ten a week, ordered every second week, there a week later: from week 0 until week 2 + 1, and 7 days more
    use = np.full((12, 1, 1), 10.0)
    orders = np.zeros((12, 1), bool)
    orders[::2] = True
    level = centre_levels(use, orders, 1, 7, 6)
    assert level[:, 0, 0].tolist() == [40, 0, 40, 0, 40, 0]


def test_an_upstream_level_serves_lead_and_review() -> None:
    # ten a week, two weeks on the way, reviewed every four: five weeks' shipments and 14 days more
    use = np.full((20, 1, 1), 10.0)
    lead = np.full((6, 1, 1), 2, np.int32)
    assert (upstream_levels(use, lead, 4, 0, 14, 6) == 50 + 20).all()


def test_no_order_is_placed_for_a_week_without_deliveries() -> None:
    deliverable = np.array([True, True, False, True, True])
    orders = order_weeks(deliverable, np.array([1], np.int32), np.zeros(1, np.int32), 1)
    assert orders[:, 0].tolist() == [True, False, True, True, True]


def test_a_week_in_which_every_day_is_closed_has_no_deliveries() -> None:
    setup = tiny_setup()
    holiday = replace(
        setup.inputs.calendar.holidays[0],
        first=TET_WEEK,
        last=TET_WEEK + timedelta(days=6),
        deliveries="none",
    )
    calendar = replace(setup.inputs.calendar, holidays=(holiday,))
    closed = replace(setup, inputs=replace(setup.inputs, calendar=calendar))
    days = [TET_WEEK - timedelta(days=7), TET_WEEK, TET_WEEK + timedelta(days=7)]
    assert open_weeks(closed, days).tolist() == [True, False, True]


def test_vials_are_counted_whole_at_each_session() -> None:
    # 12 a week in 2 sessions, 10 a vial: a vial each
    use = stock_use(np.full((1, 1, 1), 12.0), np.array([10], np.int32), np.array([2], np.int32))
    assert use[0, 0, 0] == 20


def test_lives_shorten_down_the_chain() -> None:
    rules = policy_rules()
    hexa, _, rota = (tiny_setup().inputs.vaccines[p] for p in ("HEXA", "FLU", "ROTA"))
    # 1000 days of shelf life, 75 % left: 750 days = 107 weeks; less 14 + 35 days; less 3.5 + 10 days
    assert lives(hexa, rules).chain_weeks == 107
    assert lives(hexa, rules).depot_weeks == 100
    assert lives(hexa, rules).centre_weeks == 98
    assert lives(rota, rules).centre_weeks == 7  # thawed: 60 days less the week at the depot


def test_the_opening_is_what_lies_there_released() -> None:
    setup = tiny_setup()
    question = policy_question(setup, 8)
    usable = {"HEXA-1", "HEXA-2", "HEXA-S", "FLU-1", "ROTA-1"}
    for k, place in enumerate(question.depot_ids):
        for p, product in enumerate(question.product_ids):
            lines = [
                s.doses
                for s in setup.inputs.stock
                if (s.place_id, s.product_id) == (place, product) and s.lot_id in usable
            ]
            assert question.depots.opening[p, k] == sum(lines)


def test_a_move_of_supply_shortens_the_lead_from_its_day_on() -> None:
    since = date(2026, 12, 21)  # week 4
    move = SupplyMove(product_ids=("FLU",), site_id="factory-tiny", since=since)
    change = Change(name="m", title_vi="m", title_en="m", move=move)
    question = policy_question(changed(tiny_setup(), change), 8)
    rules, column = policy_rules(), question.product_ids.index("FLU")
    lead = question.supply.lead[:, column].tolist()
    assert lead == [rules.import_lead_weeks] * 4 + [rules.factory_lead_weeks] * 4


def test_a_new_vaccine_is_asked_for_in_parts_of_its_model_and_opens_at_its_levels() -> None:
    setup = tiny_setup()
    new = NewVaccine(product_id="NEW", name="Mới", like="HEXA", demand_percent=50, replaces_percent=40)
    more = changed(setup, Change(name="n", title_vi="n", title_en="n", vaccines=(new,)))
    was, now = policy_question(setup, 4), policy_question(more, 4)
    hexa, fresh = now.product_ids.index("HEXA"), now.product_ids.index("NEW")
    asked = was.centres.mean[:, was.product_ids.index("HEXA")].sum()
    assert now.centres.mean[:, fresh].sum() == pytest.approx(0.5 * asked, rel=0.05)
    assert now.centres.mean[:, hexa].sum() == pytest.approx(0.8 * asked, rel=0.05)
    assert (now.centres.opening[fresh] == now.centres.level[0, fresh]).all()


def test_more_litres_and_another_rhythm_reach_only_the_centres_named() -> None:
    setup = tiny_setup()
    one = setup.centre_ids[0]
    change = Change(
        name="x", title_vi="x", title_en="x", centre_ids=(one,), review_weeks=2, more_room_percent=50
    )
    was, now = policy_question(setup, 8), policy_question(changed(setup, change), 8)
    assert now.centres.room_ml[0] == was.centres.room_ml[0] * 3 // 2
    assert (now.centres.room_ml[1:] == was.centres.room_ml[1:]).all()
    assert now.centres.orders[:, 0].sum() == 4
    assert (now.centres.orders[:, 1:] == was.centres.orders[:, 1:]).all()


def test_rules_of_a_change_keep_their_kind() -> None:
    change = Change(name="r", title_vi="r", title_en="r", rules={"late_weeks": 6.0, "demand_cv": 0.5})
    rules = changed(tiny_setup(), change).rules
    assert (rules.late_weeks, rules.demand_cv) == (6, 0.5)
    assert isinstance(rules.late_weeks, int)


def test_facts_of_the_tiny_week_are_complete() -> None:
    assert set(tiny_facts().supply) == set(tiny_setup().inputs.vaccines)


def test_the_busiest_depots_calls_are_set_against_its_vehicles() -> None:
    # depot-north has one round vehicle: six days of six calls are 36 a week
    setup = tiny_setup(route_stops=6)
    question = policy_question(setup, 4)
    rates = rates_of(setup, question)
    north = question.depot_ids.index("depot-north")
    assert rates.calls_week[north] == 36
    # a lane of 16,000 L leads there six days a week
    assert rates.lanes_ml_week[north] == 6 * 16_000_000


def test_a_visit_costs_its_share_of_a_round() -> None:
    # a depot's own site has no way there: five ways of 12 km between six calls, one day of a round
    setup = tiny_setup(route_stops=6, between_stops_km=12.0, road_detour=0.0)
    rates = rates_of(setup, policy_question(setup, 4))
    # vehicles of rounds: 200,000 + 560,000 and twice 500,000 + 560,000; 3,000 a km
    day = (760_000 + 2 * 1_060_000) / 3
    assert rates.visit_vnd == pytest.approx((day + 60 * 3_000) / 6)
