"""The judges on the tiny plan, and the pieces that they stand on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import tiny
from mutations import with_route

from distribution.feasibility import RULES, check
from distribution.feasibility.departures import deliveries
from distribution.feasibility.ledger import balances, entries, received_s
from distribution.feasibility.rule_zones import stays
from distribution.feasibility.shelf import Shelf
from distribution.feasibility.timeline import route_duty
from distribution.feasibility.windows import open_window, visit_day
from distribution.inputs import WeekInputs
from distribution.language.catalogue import say
from distribution.plan import Pause, WeeklyPlan
from distribution.stock import StockLine
from distribution.travel import TravelTable
from distribution.units import HOUR_S, MINUTE_S
from distribution.vaccines import TemperatureBand

MON, TUE, WED, THU, FRI, SAT = tiny.tiny_plan().week.delivery_days


def test_the_good_plan_passes_every_rule(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    verdicts = check(tiny_plan, tiny_inputs, tiny_travel)
    assert [verdict.rule for verdict in verdicts] == ["A0", *RULES]
    assert all(verdict.passed and not verdict.waived for verdict in verdicts)
    assert all(verdict.checked_count for verdict in verdicts if verdict.rule != "R12")
    assert all(say(f"rule.{verdict.rule}", lang) for verdict in verdicts for lang in ("vi", "en"))


def test_mass_balance_to_the_dose(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs) -> None:
    """Opening 5,700 and 300 by air at sites; 2,550 doses reach centres; the rest stays at sites."""
    sites = {site.site_id for site in tiny_inputs.network.sites}
    opening = sum(line.doses for line in tiny_inputs.stock if line.place_id in sites)
    left = balances(entries(tiny_plan, tiny_inputs))
    delivered = sum(
        drop.doses for d in deliveries(tiny_plan, tiny_inputs) if not d.transfer for drop in d.drops
    )
    assert all(doses >= 0 for doses in left.values())
    assert sum(left.values()) == opening + 300 - delivered


def test_a_frozen_lot_thaws_on_leaving_the_hub(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs) -> None:
    left = balances(entries(tiny_plan, tiny_inputs))
    kept = {(b.place_id, b.band, b.use_by): doses for b, doses in left.items() if b.lot_id == "ROTA-1"}
    assert kept["hub-tiny", TemperatureBand.FROZEN, date(2028, 1, 31)] == 300
    assert kept["depot-south", TemperatureBand.COLD, date(2027, 1, 22)] == 100


def test_working_days(tiny_inputs: WeekInputs) -> None:
    week = tiny_inputs.calendar.week
    assert received_s(SAT, tiny_inputs, 1) == week.start_s(date(2026, 11, 30))
    assert received_s(MON, tiny_inputs, 1) == week.start_s(TUE)


@pytest.mark.parametrize(
    ("start", "minutes", "day"),
    [
        ("21:00", 30, THU),
        ("25:00", 30, THU),
        ("28:40", 30, None),
        ("20:59", 30, None),
        ("12:00", 60, THU),
    ],
)
def test_a_night_window_belongs_to_the_day_on_which_it_opens(
    start: str, minutes: int, day: date | None, tiny_inputs: WeekInputs
) -> None:
    start_s = tiny.at(THU, start)
    window = open_window(tiny_inputs, "centre-zone", start_s, start_s + minutes * MINUTE_S)
    assert (window[0] if window else None) == day
    assert day is None or visit_day(tiny_inputs, "centre-zone", start_s) == day


def test_stays_in_a_zone_last_from_edge_to_edge(tiny_inputs: WeekInputs) -> None:
    calls = (("hub-tiny", 0, 0), ("centre-zone", 5_000, 6_000), ("hub-tiny", 9_000, 9_000))
    assert list(stays(calls, "zone-tiny", 1_200, tiny_inputs)) == [("centre-zone", 3_800, 7_200)]


def test_a_home_in_the_zone_is_left_and_entered(tiny_inputs: WeekInputs) -> None:
    sites = tuple(
        replace(s, zones=("zone-tiny",)) if s.site_id == "hub-tiny" else s for s in tiny_inputs.network.sites
    )
    inside = replace(tiny_inputs, network=replace(tiny_inputs.network, sites=sites))
    calls = (("hub-tiny", 0, 0), ("centre-near", 5_000, 6_000), ("hub-tiny", 9_000, 9_000))
    found = [(start_s, end_s) for _, start_s, end_s in stays(calls, "zone-tiny", 1_200, inside)]
    assert found == [(0, 1_200), (7_800, 9_000)]


def test_shifts_are_divided_by_the_rest(tiny_plan: WeeklyPlan) -> None:
    first, second = route_duty(tiny_plan.routes[1]).shifts
    assert first.end_s - first.start_s == 8 * HOUR_S + 30 * MINUTE_S
    assert second.end_s - second.start_s == 8 * HOUR_S + 6 * MINUTE_S
    assert first.driving_s == second.driving_s == 7 * HOUR_S + 30 * MINUTE_S


def test_a_shelf_gives_the_earliest_use_by_first_and_drops_what_expires(tiny_inputs: WeekInputs) -> None:
    def line(use_by: date, doses: int) -> StockLine:
        return StockLine(
            place_id="centre-near",
            product_id="HEXA",
            lot_id="HEXA-1",
            band=TemperatureBand.COLD,
            use_by=use_by,
            doses=doses,
        )

    # 60 a day: Monday takes 60 of the lot that ends on Monday and its last 20 are lost, Tuesday the other
    shelf = Shelf.opening("centre-near", replace(tiny_inputs, stock=(line(MON, 80), line(FRI, 100))))
    shelf.use_until(TUE)
    assert shelf.volume_ml(TemperatureBand.COLD) == 100 * 75
    shelf.use_until(WED)
    assert shelf.volume_ml(TemperatureBand.COLD) == 40 * 75


def test_opening_stock_above_the_litres_is_no_breach_until_more_comes(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    full = StockLine(
        place_id="centre-near",
        product_id="FLU",
        lot_id="FLU-1",
        band=TemperatureBand.COLD,
        use_by=date(2027, 5, 31),
        doses=6_000,
    )
    elsewhere = replace(full, place_id="centre-shut")

    def broken(line: StockLine) -> set[str]:
        inputs = replace(tiny_inputs, stock=(*tiny_inputs.stock, line))
        return {v.rule for verdict in check(tiny_plan, inputs, tiny_travel) for v in verdict.violations}

    assert broken(elsewhere) == set()
    assert broken(full) == {"R2"}


def test_a_pause_that_overlaps_the_unloading_is_no_rest(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    tour = tiny_plan.routes[1]
    rest = tour.pauses[1]
    false = Pause(kind="rest", leg=0, at_stop=True, start_s=rest.start_s, end_s=rest.end_s + 10 * MINUTE_S)
    plan = with_route(tiny_plan, 1, replace(tour, pauses=(tour.pauses[0], false, tour.pauses[2])))
    keys = [v.key for verdict in check(plan, tiny_inputs, tiny_travel) for v in verdict.violations]
    assert keys == ["pause_misplaced"]


def test_two_rounds_of_one_driver_share_a_shift_only_within_its_limits(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    """Home 08:55; the same round again at 11:15 would end the shift 05:15-14:55: 9 h 40."""
    from mutations import shifted

    first = tiny_plan.routes[0]
    again = replace(shifted(first, 6 * HOUR_S), route_id="R-4", stops=(), legs=first.legs)
    plan = replace(tiny_plan, routes=(*tiny_plan.routes, again))
    tight = replace(tiny_inputs, parameters=replace(tiny_inputs.parameters, shift_s=9 * HOUR_S))

    def unrested(inputs: WeekInputs) -> bool:
        found = [v.key for verdict in check(plan, inputs, tiny_travel) for v in verdict.violations]
        return "driver_unrested" in found

    assert not unrested(tiny_inputs)
    assert unrested(tight)
