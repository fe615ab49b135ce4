"""Instances that many tests share."""

from __future__ import annotations

import signal
import sys

import pytest
import tiny
from hypothesis import HealthCheck, settings

from distribution.calendar import Week
from distribution.files.assemble import read_inputs
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.travel import TravelTable
from operations.example_week import write_example
from operations.travel_source import travel_for

# OSRM's and Valhalla's own wheels exist from Python 3.12 on, and are installed there (pyproject.toml).
collect_ignore = [] if sys.version_info >= (3, 12) else ["distribution/test_real_engines.py"]

# Begun in the background of a script, tests inherit that Ctrl-C is ignored, and so would the programs that
# they interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)

# The same examples on every machine, however busy: hypothesis does so by itself only where CI is set.
settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def tiny_inputs() -> WeekInputs:
    return tiny.tiny_inputs()


@pytest.fixture(scope="session")
def tiny_travel(tiny_inputs: WeekInputs) -> TravelTable:
    return tiny.tiny_travel(tiny_inputs)


@pytest.fixture(scope="session")
def tiny_plan() -> WeeklyPlan:
    return tiny.tiny_plan()


@pytest.fixture(scope="session")
def country_inputs(tmp_path_factory: pytest.TempPathFactory) -> WeekInputs:
    """The made-up example week on the real network."""
    folder, week = tmp_path_factory.mktemp("country") / "week", Week.parse("2026-W48")
    write_example(folder, week)
    return read_inputs(folder, week)


@pytest.fixture(scope="session")
def country_travel(country_inputs: WeekInputs) -> TravelTable:
    return travel_for(country_inputs)[0]
