"""An earlier night holds again only when its files, the rules and its lots are still good."""

from __future__ import annotations

import json
import shutil
import stat
from pathlib import Path

import pytest
from command_line import CENTRES, Ran, coldchain
from small_nights import allocate, change

from distribution.files.quarter_codec import ALLOCATION_FILE
from operations.publish import CURRENT_FILE


def back(home: Path, run_id: str) -> Ran:
    return coldchain(
        "rollback", run_id, "--out", home / "allocations", "--by", "Lan", "--why", "thử", "--json"
    )


def current(home: Path) -> str:
    return (home / "allocations" / CURRENT_FILE).read_text(encoding="utf-8").strip()


def test_an_earlier_night_holds_again_and_the_history_says_by_whom(nights: tuple[Path, str, str]) -> None:
    home, first, second = nights
    assert current(home) == second
    ran = back(home, first)
    assert ran.code == 0, ran.err
    assert ran.facts == {"run_id": first, "moved": True, "before": second, "by": "Lan"}
    assert current(home) == first
    told = coldchain("history", first, "--history", home / "history.sqlite", "--json").facts["run"]
    assert told["in_force"]
    assert [(act["kind"], act["who"], act["note"]) for act in told["acts"]] == [("rolled_back", "Lan", "thử")]


def test_asking_the_night_that_was_left_again_says_that_another_is_in_force(
    nights: tuple[Path, str, str],
) -> None:
    home, first, second = nights
    assert back(home, first).code == 0
    again = allocate(home)
    assert (again.facts["run_id"], again.facts["repeated"]) == (second, True)
    assert (again.code, again.facts["in_force"]) == (10, first)
    assert current(home) == first


def test_rolling_back_to_what_holds_changes_nothing(nights: tuple[Path, str, str]) -> None:
    home, _, second = nights
    assert back(home, second).facts["moved"] is False
    told = coldchain("history", second, "--history", home / "history.sqlite", "--json").facts["run"]
    assert told["acts"] == []


def test_a_damaged_night_never_holds_again(nights: tuple[Path, str, str]) -> None:
    home, first, second = nights
    path = home / "allocations" / first / ALLOCATION_FILE
    path.chmod(path.stat().st_mode | stat.S_IWUSR)
    path.write_text(
        path.read_text(encoding="utf-8").replace('"packs": [', '"packs": [ ', 1), encoding="utf-8"
    )
    ran = back(home, first)
    assert ran.code == 30
    assert ALLOCATION_FILE in ran.err
    assert current(home) == second


def test_a_night_that_gives_out_a_lot_recalled_since_never_holds_again(nights: tuple[Path, str, str]) -> None:
    home, first, _ = nights
    change(home, "lots", "status", "recalled")
    third = allocate(home).facts["run_id"]
    ran = back(home, first)
    assert ran.code == 30, ran.out
    allocated = json.loads((home / "allocations" / first / ALLOCATION_FILE).read_text(encoding="utf-8"))
    assert any(lot in ran.err for lot in allocated["allocation"]["issues"]["lot_id"])
    assert current(home) == third


@pytest.mark.parametrize("name", ["2026-11-23-000000000000", "../home", ""])
def test_what_is_no_night_is_refused(nights: tuple[Path, str, str], name: str) -> None:
    home, _, second = nights
    assert back(home, name).code == 20
    assert current(home) == second


def test_without_a_history_nothing_moves(nights: tuple[Path, str, str]) -> None:
    home, first, second = nights
    shutil.move(home / "history.sqlite", home / "gone")
    (home / "history.sqlite").mkdir()
    ran = back(home, first)
    assert ran.code == 45
    assert current(home) == second


def test_a_lost_history_is_made_again_from_the_folders(nights: tuple[Path, str, str]) -> None:
    home, first, second = nights
    before = coldchain("history", "--history", home / "history.sqlite", "--json").facts["runs"]
    (home / "history.sqlite").unlink()
    ask = ("--plans", home / "plans", "--allocations", home / "allocations", "--json")
    assert coldchain("recall", "X", *ask).code == 45
    assert sorted(coldchain("history", "--complete", *ask).facts["recorded"]) == sorted((first, second))
    again = coldchain("history", *ask).facts["runs"]
    for run in (*before, *again):
        del run["recorded_at"]
    assert again == before


def test_a_recall_tells_of_folders_that_the_history_lacks(nights: tuple[Path, str, str]) -> None:
    home, _, second = nights
    lot = json.loads((home / "allocations" / second / ALLOCATION_FILE).read_text(encoding="utf-8"))[
        "allocation"
    ]["issues"]["lot_id"][0]
    ask = ("--plans", home / "plans", "--allocations", home / "allocations", "--json")
    told = coldchain("recall", lot, *ask)
    assert (told.code, told.facts["unrecorded"]) == (0, [])
    assert {row["place_id"] for row in told.facts["allocations"] if row["lane_id"] is None} <= set(CENTRES)
    shutil.copytree(home / "allocations" / second, home / "allocations" / "2026-11-24-other")
    told = coldchain("recall", lot, *ask)
    assert (told.code, told.facts["unrecorded"]) == (10, ["2026-11-24-other"])


def test_the_figures_of_a_night_are_told_in_words(two_nights: tuple[Path, str, str]) -> None:
    home, first, _ = two_nights
    details = ("history", first, "--history", home / "history.sqlite")
    told = coldchain(*details, "--lang", "en").out
    assert "Packs issued: " in told
    assert "Objective (₫): " in told
    assert "e+" not in told
    assert "Hộp được cấp: " in coldchain(*details).out
