"""Plans made once for all tests of this floor: a small one in seconds, the whole country for the journey."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from command_line import BY_INSERTION, Ran, coldchain, small_input


@pytest.fixture(scope="session")
def small_week(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small input; read only."""
    return small_input(tmp_path_factory.mktemp("small-input") / "tuan-48.xlsx")


@pytest.fixture(scope="session")
def small_plan(small_week: Path, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """A plan of the small input; copy its folder before changing it."""
    plans = tmp_path_factory.mktemp("small-plans") / "plans"
    return coldchain("plan", "--input", small_week, "--out", plans, *BY_INSERTION)


@pytest.fixture(scope="session")
def country(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """The example week of the whole country, planned by insertion."""
    plans = tmp_path_factory.mktemp("country-plans") / "plans"
    return coldchain("plan", "--out", plans, *BY_INSERTION)


@pytest.fixture
def small_copy(small_plan: Ran, tmp_path: Path) -> Path:
    """A copy of the small plan's folder, to be changed."""
    return Path(shutil.copytree(small_plan.folder, tmp_path / "plans" / small_plan.folder.name))
