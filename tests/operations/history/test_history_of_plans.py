"""Plans and releases are recorded by their commands; a history that is gone takes nothing back."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import BY_INSERTION, Ran, coldchain, contents

from distribution.files.archive import PLAN_FILE, read_plan
from operations.history.store import VARIABLE
from operations.publish import is_released


@pytest.fixture(autouse=True)
def no_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


def details(plan_id: str, history: Path) -> dict[str, object]:
    ran = coldchain("history", plan_id, "--history", history, "--json")
    assert ran.code == 0, ran.err
    return ran.facts


def test_a_plan_is_in_the_history_with_its_checks_figures_digests_and_versions(small_plan: Ran) -> None:
    plan = read_plan(small_plan.folder / PLAN_FILE)
    told = details(plan.plan_id, small_plan.folder.parent.parent / "history.sqlite")
    assert told["digests"] == dict(plan.digests)
    assert told["versions"] == dict(plan.versions)
    assert told["content"] == small_plan.facts["check_code"]
    run = told["run"]
    assert isinstance(run, dict)
    assert run["figures"]["cost_vnd"] == small_plan.facts["cost_vnd"]
    assert run["breaches"] == 0
    assert run["synthetic"]


def test_without_a_history_the_plan_is_there_and_can_be_recorded_later(
    small_week: Path, tmp_path: Path
) -> None:
    history = tmp_path / "history.sqlite"
    history.mkdir()
    ran = coldchain("plan", "--input", small_week, "--out", tmp_path / "plans", *BY_INSERTION)
    assert ran.code == 45
    assert str(history) in ran.facts["unrecorded"]
    assert (ran.folder / PLAN_FILE).is_file()
    history.rmdir()
    folders = ("--plans", tmp_path / "plans", "--allocations", tmp_path / "allocations")
    assert coldchain("history", "--complete", *folders, "--json").facts["recorded"] == [ran.folder.name]
    assert coldchain("history", "--complete", *folders, "--json").facts["recorded"] == []
    assert details(ran.folder.name, history)["content"] == ran.facts["check_code"]


def test_the_option_and_the_variable_say_where(
    small_week: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = ("plan", "--input", small_week, "--out", tmp_path / "plans", *BY_INSERTION)
    monkeypatch.setenv(VARIABLE, str(tmp_path / "by-variable.sqlite"))
    assert coldchain(*ask).code == 0
    assert coldchain(*ask, "--history", tmp_path / "by-option.sqlite").code == 0
    assert sorted(p.name for p in tmp_path.glob("*.sqlite")) == ["by-option.sqlite", "by-variable.sqlite"]


def test_a_release_is_recorded_once_with_its_plan(small_copy: Path) -> None:
    for name in ("Lan", "Minh"):
        assert coldchain("release", small_copy, "--by", name).code == 0
    run = details(small_copy.name, small_copy.parent.parent / "history.sqlite")["run"]
    assert isinstance(run, dict)
    assert [(act["kind"], act["who"]) for act in run["acts"]] == [("released", "Lan")]


def test_a_release_without_a_history_stands_and_is_recorded_when_it_is_asked_again(small_copy: Path) -> None:
    history = small_copy.parent.parent / "history.sqlite"
    history.mkdir()
    ran = coldchain("release", small_copy, "--by", "Lan", "--json")
    assert ran.code == 45
    assert is_released(small_copy)
    before = contents(small_copy)
    history.rmdir()
    assert coldchain("release", small_copy, "--by", "Minh").code == 0
    run = details(small_copy.name, history)["run"]
    assert isinstance(run, dict)
    assert [act["who"] for act in run["acts"]] == ["Lan"]
    assert contents(small_copy) == before


def test_a_recall_on_the_command_line_tells_places_routes_and_the_similar(small_copy: Path) -> None:
    coldchain("release", small_copy, "--by", "Lan")
    plan = read_plan(small_copy / PLAN_FILE)
    stop = plan.routes[0].stops[0]
    lot = stop.drops[0].lot_id
    ask = ("--plans", small_copy.parent, "--allocations", small_copy.parent.parent / "allocations")
    told = coldchain("recall", lot, *ask, "--lang", "en")
    assert told.code == 0
    for word in (lot, stop.centre_id, plan.routes[0].route_id, plan.plan_id, "SYNTHETIC"):
        assert word in told.out
    assert "not released" not in told.out.split(plan.plan_id, maxsplit=1)[1].splitlines()[0]
    wrong = coldchain("recall", lot.lower(), *ask, "--lang", "en")
    assert wrong.code == 20
    assert lot in wrong.out
