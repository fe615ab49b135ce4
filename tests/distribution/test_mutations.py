"""Each way of breaking a good plan is caught by exactly the right rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mutations import MUTATIONS, Mutation, shifted, with_drops, with_route

from distribution.feasibility import RULES, check, problems
from distribution.inputs import Waiver, WeekInputs
from distribution.language.catalogue import catalogue
from distribution.plan import WeeklyPlan
from distribution.travel import TravelTable
from distribution.units import HOUR_S, MINUTE_S

CASES = [(rule, mutation) for rule, group in MUTATIONS.items() for mutation in group]


def broken(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> set[str]:
    return {violation.rule for violation in problems(plan, inputs, travel)}


def test_every_rule_has_a_mutation() -> None:
    assert set(MUTATIONS) == {"A0", *RULES}


@pytest.mark.parametrize(("rule", "mutation"), CASES, ids=[m.__name__ for _, m in CASES])
def test_caught_by_exactly_its_rule(
    rule: str, mutation: Mutation, tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    plan, inputs = mutation(tiny_plan, tiny_inputs)
    found = problems(plan, inputs, tiny_travel)
    assert {violation.rule for violation in found} == {rule}
    for violation in found:
        assert violation.amount != 0
        for lang in ("vi", "en"):
            sentence = violation.sentence(lang)
            assert sentence
            assert "{" not in sentence


def test_every_sentence_of_a_violation_can_be_said(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    said = {
        violation.key
        for _, mutation in CASES
        for violation in problems(*mutation(tiny_plan, tiny_inputs), tiny_travel)
    }
    known = {key.removeprefix("violation.") for key in catalogue() if key.startswith("violation.")}
    assert said <= known


@settings(max_examples=60, deadline=None)
@given(minutes=st.integers(-75, 300))
def test_a_morning_round_moved_by_minutes(
    minutes: int, tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    """On time: near unloads 06:30-06:51 in 06:30-08:00 or 11:30-13:30, mid 07:51-08:10 in 07:30-10:30."""
    plan = with_route(tiny_plan, 0, shifted(tiny_plan.routes[0], minutes * MINUTE_S))
    near = 0 <= minutes <= 69 or minutes == 300
    mid = -21 <= minutes <= 140
    expected = set() if near and mid else {"R4"}
    if minutes % 30:
        expected |= {"R10"}
    assert broken(plan, tiny_inputs, tiny_travel) == expected


@settings(max_examples=40, deadline=None)
@given(half_hours=st.integers(-6, 10))
def test_a_night_drop_moved_by_half_hours(
    half_hours: int, tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    """In the zone 21:10-22:09 when on time, banned before 21:00; unloading 21:30-21:49 in 21:00-29:00."""
    plan = with_route(tiny_plan, 2, shifted(tiny_plan.routes[2], half_hours * HOUR_S // 2))
    expected = {"R6"} if half_hours <= -1 else set()
    if half_hours <= -2:
        expected |= {"R4"}
    assert broken(plan, tiny_inputs, tiny_travel) == expected


@settings(max_examples=40, deadline=None)
@given(packs=st.integers(0, 40))
def test_an_earlier_lot_passed_over(
    packs: int, tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    two, one, flu = tiny_plan.routes[0].stops[0].drops
    drops = (
        replace(two, packs=40 - packs, doses=400 - 10 * packs),
        replace(one, packs=20 + packs, doses=200 + 10 * packs),
        flu,
    )
    plan = with_drops(tiny_plan, 0, 0, tuple(d for d in drops if d.packs))
    assert broken(plan, tiny_inputs, tiny_travel) == ({"R1"} if packs else set())


@settings(max_examples=40, deadline=None)
@given(missing=st.integers(1, 3 * HOUR_S))
def test_arriving_before_the_road_allows(
    missing: int, tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    run = tiny_plan.transfers[0]
    plan = replace(tiny_plan, transfers=(replace(run, driving_s=run.driving_s - missing),))
    assert broken(plan, tiny_inputs, tiny_travel) == {"R5"}


def _waived(plan: WeeklyPlan, rule: str, subject_id: str, until: date) -> WeeklyPlan:
    waiver = Waiver(rule=rule, subject_id=subject_id, who="Lan", why="thử", until=until)
    return replace(plan, waivers=(waiver,))


@pytest.mark.parametrize(("rule", "mutation"), CASES, ids=[m.__name__ for _, m in CASES])
def test_a_waiver_covers_only_what_may_be_waived(
    rule: str, mutation: Mutation, tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    plan, inputs = mutation(tiny_plan, tiny_inputs)
    found = problems(plan, inputs, tiny_travel)
    waivers = tuple(
        Waiver(rule=rule, subject_id=v.subject_id, who="Lan", why="thử", until=date(2026, 11, 30))
        for v in found
    )
    stands = problems(replace(plan, waivers=waivers), inputs, tiny_travel)
    may = rule in ("R2", "R4", "R8", "R9", "R10", "R13")
    assert (not stands) is may


def test_a_waiver_ends(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable) -> None:
    (_, mutation) = MUTATIONS["R4"]
    plan, inputs = mutation(tiny_plan, tiny_inputs)
    over = _waived(plan, "R4", "centre-near", date(2026, 11, 22))
    until = _waived(plan, "R4", "centre-near", date(2026, 11, 23))
    assert broken(over, inputs, tiny_travel) == {"R4"}
    assert broken(until, inputs, tiny_travel) == set()
    verdict = next(v for v in check(until, inputs, tiny_travel) if v.rule == "R4")
    assert [v.key for v in verdict.waived] == ["centre_closed"]


def test_a_permit_opens_the_zone(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    (mutation,) = MUTATIONS["R6"]
    plan, inputs = mutation(tiny_plan, tiny_inputs)
    vehicles = tuple(replace(v, permits=("zone-tiny",)) for v in inputs.fleet.vehicles)
    permitted = replace(inputs, fleet=replace(inputs.fleet, vehicles=vehicles))
    assert broken(plan, inputs, tiny_travel) == {"R6"}
    assert broken(plan, permitted, tiny_travel) == set()
