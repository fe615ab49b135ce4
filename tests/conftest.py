"""Instances that many tests share."""

from __future__ import annotations

import pytest
import tiny

from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.travel import TravelTable


@pytest.fixture(scope="session")
def tiny_inputs() -> WeekInputs:
    return tiny.tiny_inputs()


@pytest.fixture(scope="session")
def tiny_travel(tiny_inputs: WeekInputs) -> TravelTable:
    return tiny.tiny_travel(tiny_inputs)


@pytest.fixture(scope="session")
def tiny_plan() -> WeeklyPlan:
    return tiny.tiny_plan()
