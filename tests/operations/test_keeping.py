"""A plan that keeps to an earlier one: days stay where moving them costs more than it saves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from command_line import BY_INSERTION, CENTRES, WEEK, Ran, coldchain, contents, small_input

from distribution.files.archive import PLAN_FILE, read_plan
from distribution.indicators import indicators
from distribution.promises import promises
from operations.keeping import EARLIER_FILE
from operations.plan_folder import judge_folder

THURSDAY = 3


def plan(folder: Path, source: Path, *more: object) -> Ran:
    ran = coldchain("plan", "--input", source, "--out", folder, *BY_INSERTION, *more)
    assert ran.code in (0, 10), ran.err
    return ran


def days(ran: Ran) -> dict[str, frozenset[int]]:
    return dict(promises(read_plan(ran.folder / PLAN_FILE), judge_folder(ran.folder).inputs).days)


def with_price(folder: Path, change_day_vnd: int) -> Path:
    row: dict[str, Any] = {"name": "change_day_vnd", "value": change_day_vnd, "evidence": "test"}
    return small_input(folder / f"price-{change_day_vnd}.xlsx", parameters=[row])


@pytest.fixture(scope="module")
def on_thursday(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """A plan in which a planner's locks put both centres on Thursday."""
    folder = tmp_path_factory.mktemp("thursday")
    day = WEEK.days[THURSDAY]
    locks = [{"centre_id": centre_id, "day": day} for centre_id in CENTRES]
    made = plan(folder / "plans", small_input(folder / "locked.xlsx", locks=locks))
    assert days(made) == dict.fromkeys(CENTRES, frozenset({THURSDAY}))
    return made


def test_at_a_high_price_the_days_stay(on_thursday: Ran, tmp_path: Path) -> None:
    free = plan(tmp_path / "free", with_price(tmp_path, 10_000_000))
    assert days(free) != days(on_thursday)
    kept = plan(tmp_path / "kept", with_price(tmp_path, 10_000_000), "--keep-to", on_thursday.folder)
    assert days(kept) == days(on_thursday)
    assert (kept.facts["kept_to"], kept.facts["changed_days"]) == (on_thursday.folder.name, 0)


def test_at_no_price_nothing_changes_but_the_changes_are_counted(on_thursday: Ran, tmp_path: Path) -> None:
    question = with_price(tmp_path, 0)
    free = plan(tmp_path / "free", question)
    kept = plan(tmp_path / "kept", question, "--keep-to", on_thursday.folder)
    assert days(kept) == days(free)
    assert kept.facts["cost_vnd"] == free.facts["cost_vnd"]
    assert kept.facts["changed_days"] == len(CENTRES)
    assert "changed_days" not in free.facts


def test_the_folder_tells_the_price_of_change_when_it_is_read_back(on_thursday: Ran, tmp_path: Path) -> None:
    # one of 30,000 moves away from Thursday for both: waiting costs more
    kept = plan(tmp_path / "plans", with_price(tmp_path, 30_000), "--keep-to", on_thursday.folder)
    judged = judge_folder(kept.folder)
    found = indicators(judged.plan, judged.inputs, judged.travel)
    assert found.changed_days == kept.facts["changed_days"] == 2
    assert found.unfamiliar_stops == 0  # there is one driver
    assert found.wishes_vnd == 2 * 30_000
    assert (kept.folder / EARLIER_FILE).read_bytes() == (on_thursday.folder / PLAN_FILE).read_bytes()
    assert judged.plan.digests["earlier_plan"] == judged.inputs.digests["earlier_plan"]
    assert judged.costs.total_vnd == kept.facts["cost_vnd"]


def test_what_is_no_plan_folder_is_refused(small_week: Path, tmp_path: Path) -> None:
    ran = coldchain("plan", "--input", small_week, "--out", tmp_path / "plans", "--keep-to", tmp_path)
    assert ran.code == 20
    assert PLAN_FILE in ran.err
    assert not any(name.endswith(PLAN_FILE) for name in contents(tmp_path / "plans"))
