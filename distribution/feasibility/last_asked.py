"""What several rules derive from the same plan and question, derived once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan

T = TypeVar("T")


def last_asked(derive: Callable[[WeeklyPlan, WeekInputs], T]) -> Callable[[WeeklyPlan, WeekInputs], T]:
    """Return a function that keeps its last answer for as long as the very same values are asked about.

    Plans and questions are frozen, so that the same object is the same question; two that are merely equal
    are derived anew, since comparing them costs as much.
    """
    kept: list[tuple[WeeklyPlan, WeekInputs, T]] = []

    @wraps(derive)
    def derived(plan: WeeklyPlan, inputs: WeekInputs) -> T:
        for known_plan, known_inputs, answer in kept[:]:
            if known_plan is plan and known_inputs is inputs:
                return answer
        answer = derive(plan, inputs)
        kept[:] = [(plan, inputs, answer)]
        return answer

    return derived
