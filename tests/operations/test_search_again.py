"""A plan keeps how its routes were sought, and the same searches find the same plan."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from command_line import BY_INSERTION, Ran, coldchain
from routing_instances import scattered

from distribution.errors import EngineError
from distribution.files.archive import PLAN_FILE, read_plan
from distribution.progress import Limits
from operations.search_record import SEARCH_FILE
from solvers.routing.portfolio.engine import portfolio, replay


def planned(source: Path, plans: Path, *limits: str) -> Ran:
    ran = coldchain("plan", "--input", source, "--out", plans, "--json", *limits)
    assert ran.code in (0, 10), ran.err
    return ran


@pytest.mark.parametrize("limits", [("--iterations", "60"), ("--seconds", "2", "--seed", "4")])
def test_the_same_searches_find_the_same_plan(
    small_week: Path, tmp_path: Path, limits: tuple[str, ...]
) -> None:
    first = planned(small_week, tmp_path / "first", *limits)
    kept = json.loads((first.folder / SEARCH_FILE).read_bytes())
    assert kept["objective_vnd"] == first.facts["routing_vnd"]["plan"]
    assert (kept["engine"], bool(kept["incumbents"])) == ("portfolio", "--seconds" in limits)
    again = coldchain("plan", "--again", first.folder, "--out", tmp_path / "again", "--json")
    assert again.code == first.code, again.err
    one, other = (read_plan(ran.folder / PLAN_FILE) for ran in (first, again))
    assert (other.routes, other.consignments, other.seed) == (one.routes, one.consignments, one.seed)
    assert again.facts["routing_vnd"] == first.facts["routing_vnd"]


def test_a_plan_whose_engine_has_no_legs_is_refused_in_words(small_week: Path, tmp_path: Path) -> None:
    first = planned(small_week, tmp_path / "plans", *BY_INSERTION[:-1])
    ran = coldchain("plan", "--again", first.folder, "--out", tmp_path / "again", "--lang", "en")
    assert ran.code == 20
    assert "no searches that can be run again" in ran.err
    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize("text", ["{}", "no json", '{"version": 2}', ""])
def test_a_record_that_cannot_be_read_is_told(small_week: Path, tmp_path: Path, text: str) -> None:
    first = planned(small_week, tmp_path / "plans", *BY_INSERTION[:-1])
    (first.folder / SEARCH_FILE).write_text(text)
    ran = coldchain("plan", "--again", first.folder, "--out", tmp_path / "again", "--lang", "en")
    assert (ran.code, SEARCH_FILE in ran.err) == (20, True)


def test_a_course_that_is_cut_short_is_told(small_week: Path, tmp_path: Path) -> None:
    first = planned(small_week, tmp_path / "plans", "--iterations", "20")
    path = first.folder / SEARCH_FILE
    kept = json.loads(path.read_bytes())
    for leg in kept["legs"]:
        leg["steps"] = leg["steps"][:2]
    path.write_text(json.dumps(kept))
    ran = coldchain("plan", "--again", first.folder, "--out", tmp_path / "again", "--lang", "en")
    assert (ran.code, SEARCH_FILE in ran.err) == (20, True)


def test_a_folder_without_a_record_is_told(tmp_path: Path) -> None:
    ran = coldchain("plan", "--again", tmp_path, "--out", tmp_path / "again", "--lang", "en")
    assert (ran.code, SEARCH_FILE in ran.err) == (20, True)


def test_searches_of_another_week_are_refused() -> None:
    one = scattered(8, seed=2)
    legs = portfolio(one, limits=Limits(iterations=20)).legs
    with pytest.raises(EngineError, match="another week"):
        replay(one, [replace(leg, area=3) for leg in legs])
