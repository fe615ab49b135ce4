"""A re-planned week is published as soon as it has passed; what people read comes into it afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import CENTRES, WEEK, Ran, coldchain, contents

from distribution.errors import StorageError
from operations import showing
from operations.finishing import UNFINISHED_FILE, is_unfinished
from operations.plan_folder import judge_folder

ASKED = ("--centre-closed", f"{CENTRES[0]}@{WEEK.days[0]}", "--iterations", "20", "--json")


def replanned(folder: Path) -> Ran:
    return coldchain("replan", folder, *ASKED)


def made_beside(folder: Path) -> Path:
    """Return the plan folder that lies beside another."""
    (other,) = [f for f in folder.parent.glob("2026-W48-*") if f != folder]
    return other


@pytest.fixture
def stopped(small_copy: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose run ended after the plan was published."""

    def ended(*_: object, **__: object) -> None:
        raise StorageError("no room")

    with monkeypatch.context() as patched:
        patched.setattr(showing, "write_shown", ended)
        assert replanned(small_copy).code == 45
    return made_beside(small_copy)


def test_a_finished_folder_has_no_mark_and_all_that_a_plan_has(small_copy: Path) -> None:
    ran = replanned(small_copy)
    assert ran.code in (0, 10), ran.err
    made = contents(ran.folder)
    assert UNFINISHED_FILE not in made
    assert {
        "plan.json",
        "checks.json",
        "plan.xlsx",
        "map.html",
        "documents.pdf",
        "routes.geojson",
    } <= made.keys()


def test_a_run_that_ends_early_leaves_a_plan_that_is_whole_in_its_decisions_and_says_what_lacks(
    stopped: Path,
) -> None:
    assert is_unfinished(stopped)
    assert "coldchain release" in coldchain("check", stopped).out
    assert judge_folder(stopped).violations == ()
    made = contents(stopped)
    assert {
        "plan.json",
        "checks.json",
        "changes.json",
        "differences.xlsx",
        "earlier_plan.json",
    } <= made.keys()
    assert any(name.startswith("papers/") for name in made)
    assert "map.html" not in made


def test_releasing_makes_first_what_is_missing(stopped: Path) -> None:
    first = {name: held for name, held in contents(stopped).items() if name.startswith("papers/")}
    ran = coldchain("release", stopped, "--by", "Lan")
    assert ran.code == 0, ran.err
    made = contents(stopped)
    assert UNFINISHED_FILE not in made
    assert {"plan.xlsx", "map.html", "documents.pdf"} <= made.keys()
    assert {name: made[name] for name in first} == first  # the same names, the same bytes
