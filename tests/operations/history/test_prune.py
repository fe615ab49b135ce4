"""Old nights' folders go by the rule; what is in force, planned from or rolled back to never does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import coldchain
from small_nights import allocate, change

from operations.history import tables
from operations.history.bound import Bound
from operations.history.store import writing
from operations.night.folder import RunCard, write_card
from operations.night.naming import free_name
from operations.night.removal import GOING, finish_removals
from operations.night.retention import Retention, Stays, sort_nights
from operations.publish import CURRENT_FILE, make_read_only


def _night(out: Path, name: str, day: str) -> str:
    folder = out / name
    folder.mkdir(parents=True)
    card = RunCard(
        run_id=name,
        as_of=day,
        started_at=f"{day}T02:00:00+07:00",
        published_at=f"{day}T02:03:00+07:00",
        synthetic=True,
        cut=False,
        inputs_digest="",
        digests={},
        versions={},
        totals={},
        figures={},
        seconds={},
    )
    write_card(card, folder)
    return name


@pytest.fixture
def week_of_nights(tmp_path: Path) -> Path:
    """Nights ``n-01`` to ``n-09`` of 1 to 9 November, the last in force."""
    for day in range(1, 10):
        _night(tmp_path, f"n-{day:02}", f"2026-11-{day:02}")
    (tmp_path / CURRENT_FILE).write_text("n-09\n")
    return tmp_path


def _all(out: Path) -> frozenset[str]:
    return frozenset(p.name for p in out.iterdir() if p.is_dir())


def _sorted(
    out: Path, days: int, nights: int, planned: frozenset[str] = frozenset(), **bound: frozenset[str]
) -> tuple[tuple[str, ...], dict[str, Stays]]:
    known = {"recorded": _all(out)} | bound
    found = sort_nights(out, Retention(keep_days=days, keep_nights=nights), Bound(**known), planned)
    return found.old, dict(found.kept)


def test_days_count_back_from_the_night_in_force(week_of_nights: Path) -> None:
    # three days: 9, 8 and 7 November
    old, kept = _sorted(week_of_nights, 3, 1)
    assert old == tuple(f"n-{day:02}" for day in range(1, 7))
    assert kept == {"n-09": Stays.CURRENT, "n-08": Stays.YOUNG, "n-07": Stays.YOUNG}


def test_the_youngest_nights_stay_whatever_their_age(week_of_nights: Path) -> None:
    old, _ = _sorted(week_of_nights, 1, 5)
    assert old == ("n-01", "n-02", "n-03", "n-04")


def test_what_somebody_rests_on_stays(week_of_nights: Path) -> None:
    old, kept = _sorted(week_of_nights, 1, 1, frozenset({"n-03"}), rolled_back=frozenset({"n-04"}))
    assert old == ("n-01", "n-02", "n-05", "n-06", "n-07", "n-08")
    assert (kept["n-03"], kept["n-04"]) == (Stays.PLANNED, Stays.ROLLED_BACK)


def test_what_the_history_does_not_know_stays(week_of_nights: Path) -> None:
    known = _all(week_of_nights) - {"n-02"}
    old, kept = _sorted(week_of_nights, 1, 1, recorded=known)
    assert "n-02" not in old
    assert kept["n-02"] is Stays.UNRECORDED


def test_what_cannot_be_read_is_not_touched(week_of_nights: Path) -> None:
    (week_of_nights / "n-01" / "run.json").write_text("{")
    (week_of_nights / "notes").mkdir()
    old, kept = _sorted(week_of_nights, 1, 1)
    assert {"n-01", "notes"}.isdisjoint(old)
    assert (kept["n-01"], kept["notes"]) == (Stays.UNREADABLE, Stays.UNREADABLE)


def test_after_a_rollback_nothing_newer_is_old(week_of_nights: Path) -> None:
    (week_of_nights / CURRENT_FILE).write_text("n-05\n")
    old, _ = _sorted(week_of_nights, 2, 1)
    assert old == ("n-01", "n-02", "n-03")


@pytest.mark.parametrize("current", [None, "lost"])
def test_without_a_night_in_force_nothing_is_old(week_of_nights: Path, current: str | None) -> None:
    (week_of_nights / CURRENT_FILE).unlink()
    if current:
        (week_of_nights / CURRENT_FILE).write_text(f"{current}\n")
    assert _sorted(week_of_nights, 1, 1)[0] == ()


def test_what_a_killed_removal_left_is_deleted_although_it_is_read_only(tmp_path: Path) -> None:
    folder = tmp_path / _night(tmp_path, "n-01", "2026-11-01")
    make_read_only(folder)
    folder.rename(tmp_path / f"{GOING}n-01")
    assert finish_removals(tmp_path) == ("n-01",)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def three(nights: tuple[Path, str, str]) -> tuple[Path, str, str, str]:
    """Three real nights: two of Monday, the last of Thursday."""
    home, first, second = nights
    change(home, "stock", "doses", "1100")
    third = allocate(home, "2026-11-26").facts["run_id"]
    return home, first, second, third


def _prune(home: Path, *more: object) -> dict[str, object]:
    ran = coldchain(
        "prune", "--keep-days", 2, "--keep-nights", 1, "--out", home / "allocations", "--json", *more
    )
    assert ran.code == 0, ran.err
    return ran.facts


def test_old_folders_go_and_the_history_still_answers(three: tuple[Path, str, str, str]) -> None:
    home, first, second, third = three
    lot = json.loads((home / "allocations" / first / "allocation.json").read_text())["allocation"]["issues"][
        "lot_id"
    ][0]
    ask = ("--plans", home / "plans", "--allocations", home / "allocations", "--json")
    before = coldchain("recall", lot, *ask).facts
    assert _prune(home, "--only-look")["removed"] == sorted((first, second))
    assert (home / "allocations" / first).is_dir()
    assert _prune(home)["removed"] == sorted((first, second))
    assert _all(home / "allocations") == {third}
    assert coldchain("recall", lot, *ask).facts == before
    told = coldchain("history", first, "--history", home / "history.sqlite", "--lang", "en")
    assert "removed by the rule of keeping" in told.out
    assert coldchain("diff", first, third, *ask[:-1]).code in (0, 10)


def test_a_removed_night_is_not_rolled_back_to_and_the_sentence_says_why(
    three: tuple[Path, str, str, str],
) -> None:
    home, first, _, third = three
    _prune(home)
    ran = coldchain("rollback", first, "--out", home / "allocations", "--by", "Lan", "--lang", "en")
    assert ran.code == 20
    assert "removed by the rule of keeping" in ran.err
    assert (home / "allocations" / CURRENT_FILE).read_text().strip() == third


def test_a_night_rolled_back_to_once_stays(three: tuple[Path, str, str, str]) -> None:
    home, first, second, third = three
    for run in (first, third):
        assert coldchain("rollback", run, "--out", home / "allocations", "--by", "Lan").code == 0
    assert _prune(home)["removed"] == [second]


def test_a_night_whose_folder_is_gone_is_published_under_another_name(
    three: tuple[Path, str, str, str],
) -> None:
    home, _, second, third = three
    _prune(home)
    out, history = home / "allocations", str(home / "history.sqlite")
    assert free_name(third, out, history) == third
    assert free_name(second, out, history) == f"{second}-2"
    change(home, "stock", "doses", "1000")  # what the second night was asked
    again = allocate(home).facts
    assert (again["run_id"], again["repeated"]) == (f"{second}-2", False)
    assert allocate(home).facts["repeated"] is True


def test_a_night_that_a_recorded_plan_started_from_stays(three: tuple[Path, str, str, str]) -> None:
    home, first, second, _ = three
    with writing(home / "history.sqlite") as connection:
        row = {"run": 1, "name": f"allocations/{first}", "sha256": "0" * 64}
        connection.execute(tables.digests.insert(), row)
    assert _prune(home)["removed"] == [second]


def test_the_night_itself_removes_what_is_old(three: tuple[Path, str, str, str]) -> None:
    home, first, second, third = three
    change(home, "stock", "doses", "1200")
    last = allocate(home, "2026-11-27", "--keep-days", "1").facts
    # of four nights the seven youngest stay
    assert last["removed"] == []
    assert _all(home / "allocations") == {first, second, third, last["run_id"]}


def test_an_unreadable_plan_keeps_every_night(three: tuple[Path, str, str, str]) -> None:
    home, first, second, third = three
    (home / "plans" / "2026-W48-X").mkdir(parents=True)
    (home / "plans" / "2026-W48-X" / "plan.json").write_text("{")
    ran = coldchain("prune", "--keep-days", 1, "--keep-nights", 1, "--out", home / "allocations")
    assert ran.code == 20
    assert "plan.json" in ran.err
    assert _all(home / "allocations") == {first, second, third}


def test_a_history_that_is_gone_keeps_every_night(three: tuple[Path, str, str, str]) -> None:
    home, first, second, third = three
    (home / "history.sqlite").rename(home / "away")
    ran = coldchain("prune", "--keep-days", 1, "--keep-nights", 1, "--out", home / "allocations")
    assert ran.code == 10
    assert "history --complete" in ran.out
    assert _all(home / "allocations") == {first, second, third}


def test_a_folder_that_is_not_there_is_told_and_not_made(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    ran = coldchain("prune", "--keep-days", 5, "--out", nowhere)
    assert ran.code == 20
    assert str(nowhere) in ran.err
    assert not nowhere.exists()
