"""Wishes by hand on the tiny week: days promised, drivers known, hours even, and their price."""

from __future__ import annotations

from dataclasses import replace

import pytest

from distribution.calendar import Week
from distribution.earlier import Earlier
from distribution.fleet import Driver
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.promises import keeping_to, promises
from distribution.units import HOUR_S
from distribution.wishes import wishes

NIGHT_S = 5 * HOUR_S  # from Thursday 21:30 to Friday 02:30, still in the night window of Thursday


@pytest.fixture
def kept(tiny_inputs: WeekInputs, tiny_plan: WeeklyPlan) -> WeekInputs:
    prices = replace(
        tiny_inputs.parameters, change_day_vnd=100_000, unfamiliar_vnd=20_000, imbalance_vnd_h=3_600
    )
    return keeping_to(replace(tiny_inputs, parameters=prices), tiny_plan, "sha")


def test_a_plan_promises_its_days_and_drivers(tiny_inputs: WeekInputs, tiny_plan: WeeklyPlan) -> None:
    found = promises(tiny_plan, tiny_inputs)
    days = {"centre-near": 0, "centre-mid": 0, "centre-far": 3, "centre-zone": 3, "centre-isle": 5}
    assert dict(found.days) == {centre_id: frozenset({day}) for centre_id, day in days.items()}
    assert found.drivers["centre-near"] == {"D-N1"}
    assert found.drivers["centre-isle"] == frozenset()


def test_a_night_drop_belongs_to_the_evening_before(tiny_inputs: WeekInputs, tiny_plan: WeeklyPlan) -> None:
    late = tuple(
        replace(r, stops=tuple(replace(s, start_s=s.start_s + NIGHT_S) for s in r.stops))
        if r.stops[0].centre_id == "centre-zone"
        else r
        for r in tiny_plan.routes
    )
    assert promises(replace(tiny_plan, routes=late), tiny_inputs).days["centre-zone"] == {3}


def test_weekdays_are_compared_over_weeks_and_places_that_are_gone_forgotten(
    tiny_inputs: WeekInputs, tiny_plan: WeeklyPlan
) -> None:
    before = replace(tiny_plan, week=Week.parse("2026-W40"))
    assert promises(before, tiny_inputs).days == promises(tiny_plan, tiny_inputs).days
    network = tiny_inputs.network
    rest = tuple(c for c in network.centres if c.centre_id != "centre-near")
    smaller = replace(tiny_inputs, network=replace(network, centres=rest))
    assert "centre-near" not in promises(before, smaller).days


def test_the_same_plan_again_owes_nothing_where_each_depot_has_one_driver(
    kept: WeekInputs, tiny_plan: WeeklyPlan
) -> None:
    found = wishes(tiny_plan, kept)
    assert (found.changed_days, found.unfamiliar_stops, found.hours_spread_s, found.vnd) == (0, 0, 0, 0)
    assert kept.digests["earlier_plan"] == "sha"


def test_moved_days_and_strangers_are_counted_and_priced(kept: WeekInputs, tiny_plan: WeeklyPlan) -> None:
    assert kept.earlier is not None
    days = {**kept.earlier.days, "centre-near": frozenset({1}), "centre-isle": frozenset({0, 5})}
    drivers = {**kept.earlier.drivers, "centre-mid": frozenset({"D-N9"})}
    other = replace(kept, earlier=Earlier(plan_id="P", days=days, drivers=drivers))
    found = wishes(tiny_plan, other)
    assert (found.changed_days, found.unfamiliar_stops) == (2, 1)
    assert found.vnd - wishes(tiny_plan, kept).vnd == 2 * 100_000 + 20_000


def test_without_a_plan_to_keep_to_nothing_is_counted(tiny_inputs: WeekInputs, tiny_plan: WeeklyPlan) -> None:
    found = wishes(tiny_plan, tiny_inputs)
    assert (found.changed_days, found.unfamiliar_stops, found.vnd) == (None, None, 0)


def test_the_spread_is_between_drivers_who_could_have_driven(kept: WeekInputs, tiny_plan: WeeklyPlan) -> None:
    # the morning round alone: 05:15 to 08:55 for D-N1; his twin, if there is one, has nothing
    north = tuple(r for r in tiny_plan.routes if r.depot_id == "depot-north")
    alone = replace(tiny_plan, routes=north)
    fleet = kept.fleet
    me = fleet.driver("D-N1")
    others = tuple(d for d in fleet.drivers if d.depot_id != "depot-north")

    def spread(*drivers: Driver) -> int:
        made = replace(kept, fleet=replace(fleet, drivers=(*others, *drivers)))
        return wishes(alone, made).hours_spread_s

    round_s = 3 * HOUR_S + 40 * 60
    assert spread(me) == 0
    assert spread(me, replace(me, driver_id="D-N2")) == round_s
    assert spread(me, replace(me, driver_id="D-N2", days=())) == 0
    assert spread(me, replace(me, driver_id="D-N2", licence="A1")) == 0
