"""The week's plan starts from the published allocation when it is of the same week and input."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from command_line import BY_INSERTION, WEEK, Ran, coldchain, small_input, small_rows

from distribution.files.archive import PLAN_FILE, read_plan
from distribution.files.quarter_codec import ALLOCATION_FILE, read_quarter
from operations.starting_allocation import started_from

MONDAY = WEEK.monday


def _night(source: Path, base: Path, as_of: str = MONDAY.isoformat()) -> Ran:
    return coldchain(
        *("allocate", "--input", source, "--as-of", as_of, "--out", base / "allocations"),
        *("--iterations", "5", "--json", "--max-age", "1000000", "--accept-jump"),
    )


def _plan(source: Path, base: Path, *more: object) -> Ran:
    return coldchain("plan", "--input", source, "--out", base / "plans", *BY_INSERTION, *more)


@pytest.fixture(scope="module")
def base(small_week: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a published night of the small week."""
    folder = tmp_path_factory.mktemp("week-from-night")
    assert _night(small_week, folder).code in (0, 10)
    return folder


def test_the_published_allocation_is_the_default(base: Path, small_week: Path) -> None:
    ran = _plan(small_week, base)
    plan = read_plan(ran.folder / PLAN_FILE)
    assert ran.facts["allocation"] == started_from(plan)
    quarter = read_quarter(base / "allocations" / str(ran.facts["allocation"]) / ALLOCATION_FILE)
    first_week = {t for t, day in enumerate(quarter.horizon.starts) if day < MONDAY + timedelta(days=7)}
    doses = Counter[tuple[str, str]]()
    for issue in quarter.issues:
        if issue.period in first_week:
            doses[issue.centre_id, issue.product_id] += issue.doses
    assert {(r.centre_id, r.product_id): r.allocated_doses for r in plan.requirements} == dict(doses)
    assert not [key for key, _ in plan.warnings if key.startswith("warning.allocation")]


def test_a_plan_says_what_it_starts_from(base: Path, small_week: Path) -> None:
    ran = coldchain("plan", "--input", small_week, "--out", base / "said", *BY_INSERTION[:-1], "--lang", "en")
    assert "starts from the published allocation 2026-11-23-" in ran.out
    own = coldchain(
        *("plan", "--input", small_week, "--out", base / "said", *BY_INSERTION[:-1]),
        *("--lang", "en", "--allocation", "own"),
    )
    assert "computes its own allocation, as asked" in own.out


def test_without_an_input_the_question_of_the_night_is_asked(base: Path, small_week: Path) -> None:
    named = _plan(small_week, base)
    ran = coldchain("plan", "--out", base / "plans", *BY_INSERTION)
    assert ran.facts["allocation"] == named.facts["allocation"]
    assert ran.facts["centres_with_need"] == named.facts["centres_with_need"]


def test_without_a_night_the_plan_computes_its_own_and_warns(small_plan: Ran) -> None:
    plan = read_plan(small_plan.folder / PLAN_FILE)
    assert started_from(plan) is None
    assert "warning.allocation_none" in [key for key, _ in plan.warnings]


def test_another_input_is_told_and_not_mixed_in(base: Path, tmp_path: Path) -> None:
    stock = small_rows()["stock"][0]
    source = small_input(tmp_path / "khac.xlsx", stock=[{**stock, "doses": int(stock["doses"]) * 2}])
    ran = _plan(source, base)
    plan = read_plan(ran.folder / PLAN_FILE)
    assert started_from(plan) is None
    assert "warning.allocation_other_input" in [key for key, _ in plan.warnings]
    folder = next((base / "allocations").glob("2026-*"))
    asked = _plan(source, base, "--allocation", folder, "--lang", "en")
    assert asked.code == 20
    assert "answers another input" in asked.err


def test_a_night_from_the_middle_of_the_week_does_not_hold_it(small_week: Path, tmp_path: Path) -> None:
    assert _night(small_week, tmp_path, "2026-11-25").code in (0, 10)
    plan = read_plan(_plan(small_week, tmp_path).folder / PLAN_FILE)
    assert "warning.allocation_other_week" in [key for key, _ in plan.warnings]


def test_a_folder_that_is_no_night_is_refused(small_week: Path, tmp_path: Path) -> None:
    assert _plan(small_week, tmp_path, "--allocation", tmp_path).code == 20
