"""A plan tells which rules of its week the engine asked for does not hold while it searches."""

from __future__ import annotations

from dataclasses import replace

import pytest
from routing_instances import scattered

from distribution.language.catalogue import say
from distribution.plan import WeeklyPlan
from operations.weekly import with_bounds_told


@pytest.mark.parametrize("engine", ["insertion", "ours", "portfolio"])
def test_engines_that_hold_every_rule_add_nothing(engine: str, tiny_plan: WeeklyPlan) -> None:
    plan = replace(tiny_plan, engine=engine)
    assert with_bounds_told(plan, scattered(10, seed=1)) is plan


def test_ortools_adds_a_warning_for_each_rule_in_either_language(tiny_plan: WeeklyPlan) -> None:
    plan = replace(tiny_plan, engine="ortools")
    told = with_bounds_told(plan, scattered(10, seed=1))
    assert [key.removeprefix("engine.beyond.") for key, _ in told.warnings] == [
        "weekly_driving",
        "nights",
        "bays",
        "linked_visits",
    ]
    nights = dict(told.warnings)["engine.beyond.nights"]
    assert say("engine.beyond.nights", "en", **nights).startswith("ortools searches no tours with a night (2")
    assert say("engine.beyond.nights", "vi", **nights).startswith("ortools không tìm chuyến qua đêm")
    assert told.plan_id != plan.plan_id
