"""A bound on how many centres may change their days: who may, and what becomes of what nobody used."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from tiny_places import MON, TUE

from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.units import DAY_S
from operations.replanning.budget import moved_days, within_budget

CENTRES = ("centre-far", "centre-mid", "centre-near")


def calls(plan: WeeklyPlan, inputs: WeekInputs, **tuesday: bool) -> WeeklyPlan:
    """Return a plan of couriers alone: by name whether a centre is called at on Tuesday, else on Monday."""
    one, monday_s = plan.consignments[0], inputs.calendar.week.start_s(MON)
    parcels = tuple(
        replace(
            one,
            consignment_id=f"C-{name}",
            centre_id=f"centre-{name}",
            arrive_s=monday_s + later * DAY_S + 10 * 3_600,
        )
        for name, later in tuesday.items()
    )
    return replace(plan, routes=(), consignments=parcels)


def worth(plan: WeeklyPlan) -> tuple[int, int]:
    return len(CENTRES) - len(plan.served), 0


def test_what_an_answer_leaves_of_the_bound_goes_to_others(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs
) -> None:
    before = calls(tiny_plan, tiny_inputs, near=False, mid=False, far=False)
    free = calls(tiny_plan, tiny_inputs, near=True, mid=True, far=True)
    unmoved = calls(tiny_plan, tiny_inputs, near=False)
    assert moved_days(before, free, tiny_inputs) == set(CENTRES)
    assert tiny_inputs.calendar.week.days[1] == TUE
    asked: list[Set[str]] = []

    def solve(may_move: Set[str] | None) -> WeeklyPlan:
        asked.append(may_move or set())
        if len(asked) == 1:  # one of the two who may has moved, and the other is still left out
            first = sorted(may_move or ())[1].removeprefix("centre-")
            return calls(tiny_plan, tiny_inputs, **{"near": False, first: True})
        return calls(tiny_plan, tiny_inputs, near=True, mid=True, far=False)

    found = within_budget(before, free, unmoved, 2, tiny_inputs, solve, worth)
    # centre-far and centre-mid are served on another day only: they come first
    assert asked[0] == {"centre-far", "centre-mid"}
    assert asked[1] == {"centre-mid", "centre-near"}
    assert len(asked) == 2
    assert found.served == set(CENTRES)


def test_an_answer_that_is_no_better_ends_it(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs) -> None:
    before = calls(tiny_plan, tiny_inputs, near=False, mid=False, far=False)
    free = calls(tiny_plan, tiny_inputs, near=True, mid=True, far=True)
    unmoved = calls(tiny_plan, tiny_inputs, near=False, mid=False)
    same = within_budget(before, free, unmoved, 1, tiny_inputs, lambda _: unmoved, worth)
    assert same is unmoved
    assert within_budget(before, free, unmoved, 0, tiny_inputs, lambda _: free, worth) is unmoved
    assert within_budget(before, free, unmoved, 3, tiny_inputs, lambda _: unmoved, worth) is free
