"""The night as the command line runs it: what is published, refused, repeated, told and measured."""

from __future__ import annotations

import json
import os
import platform
import shutil
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from command_line import Ran, coldchain, contents, small_input, small_rows

from distribution.feasibility.verdict import Violation
from distribution.files.quarter_codec import ALLOCATION_FILE, quarter_code, read_quarter
from operations.night import deadline, decision
from operations.night.attempts import ATTEMPTS_FILE
from operations.night.folder import CERTIFICATE_FILE, CHECKS_FILE, RUN_FILE, read_card
from operations.night.owner import OWNER_FILE, this_process
from operations.night.publication import NOTE_FILE, UNRECORDED_FILE, finish_interrupted, unrecorded
from operations.publish import CURRENT_FILE

DAY = "2026-11-25"
LASTING = ("--max-age", "1000000")  # the tests' input may be written on any day
Change = Callable[[Path], None]


def _allocate(source: Path, out: Path, *more: object) -> Ran:
    return coldchain(
        *("allocate", "--input", source, "--as-of", DAY, "--out", out, "--iterations", "5", "--json"),
        *LASTING,
        *more,
    )


@pytest.fixture(scope="module")
def night(small_week: Path, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """A published night of the small input; copy its folder before changing it."""
    base = tmp_path_factory.mktemp("nights")
    return _allocate(small_week, base / "allocations", "--metrics", base / "coldchain.prom")


@pytest.fixture
def nights(night: Ran, tmp_path: Path) -> Path:
    """A copy of the folder with the published night, and of its history, to be changed."""
    shutil.copytree(night.folder.parents[1], tmp_path, dirs_exist_ok=True)
    return tmp_path / "allocations"


def _more_stock(path: Path, factor: int) -> Path:
    stock = small_rows()["stock"][0]
    return small_input(path, stock=[{**stock, "doses": int(stock["doses"]) * factor}])


def _status(out: Path, *more: object) -> Ran:
    return coldchain("status", "--out", out, "--json", *more)


def test_a_night_is_published_whole_and_current_points_to_it(night: Ran) -> None:
    assert night.code in (0, 10), night.err
    folder = night.folder
    assert {p.name for p in folder.iterdir()} == {
        ALLOCATION_FILE,
        CERTIFICATE_FILE,
        CHECKS_FILE,
        RUN_FILE,
        "input.xlsx",
    }
    assert (folder.parent / CURRENT_FILE).read_text().strip() == folder.name == night.facts["run_id"]
    assert json.loads((folder / CHECKS_FILE).read_text())["passed"] is True
    assert {p.name for p in folder.parent.glob(".*")} == {".lock"}
    assert not any(p.stat().st_mode & 0o222 for p in folder.iterdir())


def test_a_night_is_named_after_its_day_and_its_input(night: Ran) -> None:
    allocation, card = read_quarter(night.folder / ALLOCATION_FILE), read_card(night.folder)
    assert night.folder.name.startswith(DAY)
    assert (allocation.as_of.isoformat(), card.as_of) == (DAY, DAY)
    assert allocation.inputs_digest == card.inputs_digest
    assert allocation.synthetic
    assert card.synthetic


def test_the_same_question_gives_the_same_answer(night: Ran, small_week: Path, tmp_path: Path) -> None:
    again = _allocate(small_week, tmp_path / "allocations")
    assert again.facts["run_id"] == night.facts["run_id"]
    ours, theirs = (read_quarter(ran.folder / ALLOCATION_FILE) for ran in (again, night))
    assert quarter_code(ours) == quarter_code(theirs)


def test_a_repetition_changes_nothing_and_says_so(nights: Path, small_week: Path) -> None:
    before = contents(nights)
    again = _allocate(small_week, nights)
    assert again.facts["repeated"] is True
    after = contents(nights)
    assert {k for k in after if after[k] != before.get(k)} <= {ATTEMPTS_FILE}
    told = coldchain(
        "allocate", "--input", small_week, "--as-of", DAY, "--out", nights, "--iterations", 5, *LASTING
    )
    assert again.facts["run_id"] in told.out
    assert "không có gì thay đổi" in told.out


def test_a_repetition_of_a_damaged_night_is_refused(nights: Path, night: Ran, small_week: Path) -> None:
    path = nights / night.folder.name / ALLOCATION_FILE
    path.chmod(0o644)
    path.write_text(path.read_text() + " ")
    ran = _allocate(small_week, nights)
    assert ran.code == 45
    assert ALLOCATION_FILE in ran.err


def test_yesterdays_file_is_refused_and_the_last_good_night_stays(nights: Path, tmp_path: Path) -> None:
    source = _more_stock(tmp_path / "cu.xlsx", 1)
    old = (datetime.fromisoformat(DAY) - timedelta(days=2)).timestamp()
    os.utime(source, (old, old))
    before = (nights / CURRENT_FILE).read_text()
    ran = _allocate(source, nights, "--max-age", "24", "--lang", "en")
    assert ran.code == 20
    assert "cu.xlsx" in ran.err
    assert "--max-age" in ran.err
    assert (nights / CURRENT_FILE).read_text() == before


def test_totals_that_jump_are_refused_until_a_person_accepts_them(nights: Path, tmp_path: Path) -> None:
    source = _more_stock(tmp_path / "nhay.xlsx", 30)
    ran = _allocate(source, nights, "--lang", "en")
    assert ran.code == 20
    assert "--accept-jump" in ran.err
    accepted = _allocate(source, nights, "--accept-jump")
    assert accepted.code in (0, 10)
    keys = [key for key, _ in read_card(accepted.folder).warnings]
    assert "warning.product_jump_stock" in keys


def test_small_changes_of_totals_are_fine(nights: Path, tmp_path: Path) -> None:
    stock = small_rows()["stock"][0]
    source = small_input(tmp_path / "gan.xlsx", stock=[{**stock, "doses": int(stock["doses"]) * 11 // 10}])
    assert _allocate(source, nights).code in (0, 10)


def test_wrong_cells_are_20_and_nothing_is_published(tmp_path: Path) -> None:
    stock = small_rows()["stock"][0]
    source = small_input(tmp_path / "sai.xlsx", stock=[{**stock, "doses": -5}])
    ran = _allocate(source, tmp_path / "allocations", "--lang", "en")
    assert ran.code == 20
    assert "sai.xlsx, sheet stock, row 2" in ran.err
    assert not (tmp_path / "allocations" / CURRENT_FILE).exists()


def test_the_deadline_publishes_the_best_checked_result_with_60(
    small_week: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # as if it came when a whole result was there already
    monkeypatch.setattr(deadline.Deadline, "require", lambda *_: None)
    ran = _allocate(small_week, tmp_path / "allocations", "--deadline", "0.001")
    assert ran.code == 60
    assert ran.facts["cut"] is True
    assert json.loads((ran.folder / CHECKS_FILE).read_text())["passed"] is True


def test_a_deadline_before_the_first_result_fails_and_the_last_good_night_stays(
    nights: Path, tmp_path: Path
) -> None:
    before = (nights / CURRENT_FILE).read_text()
    source = _more_stock(tmp_path / "moi.xlsx", 2)
    ran = _allocate(source, nights, "--deadline", "0.001", "--accept-jump", "--lang", "en")
    assert ran.code == 30
    assert "0.001 seconds" in ran.err
    assert "--deadline" in ran.err
    assert (nights / CURRENT_FILE).read_text() == before
    assert [p.name for p in nights.glob(".making-*")] == []
    assert _allocate(source, nights, "--accept-jump").code in (0, 10)


def test_what_breaks_a_check_is_never_published(
    nights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    breach = Violation(rule="F", subject_id="vnvc-o-mon", key="fair_not_held", amount=2)
    monkeypatch.setattr(decision, "check_quarter", lambda *_: (breach,))
    before = contents(nights)
    ran = _allocate(_more_stock(tmp_path / "moi.xlsx", 2), nights, "--accept-jump", "--lang", "en")
    assert ran.code == 30
    assert breach.sentence("en") in ran.err
    assert {k: v for k, v in contents(nights).items() if k != ATTEMPTS_FILE} == {
        k: v for k, v in before.items() if k != ATTEMPTS_FILE
    }
    told = _status(nights)
    assert told.code == 10
    assert told.facts["last_failure"]["code"] == 30
    assert "vnvc-o-mon" in told.facts["last_failure"]["reason"]["vi"]


def test_a_last_night_that_cannot_be_read_does_not_stop_tonights(
    nights: Path, night: Ran, tmp_path: Path
) -> None:
    path = nights / night.folder.name / ALLOCATION_FILE
    path.chmod(0o644)
    path.write_text("{")
    ran = _allocate(_more_stock(tmp_path / "moi.xlsx", 2), nights, "--accept-jump")
    assert ran.code in (0, 10)
    assert "night.last_unreadable" in ran.err


def test_a_damaged_night_that_was_never_recorded_does_not_stop_tonights(
    nights: Path, night: Ran, tmp_path: Path
) -> None:
    (nights / UNRECORDED_FILE).write_text(night.folder.name + "\n")
    (nights / night.folder.name).chmod(0o755)
    (nights / night.folder.name / RUN_FILE).unlink()
    ran = _allocate(_more_stock(tmp_path / "moi.xlsx", 2), nights, "--accept-jump")
    assert ran.code in (0, 10)
    assert "night.unrecordable" in ran.err
    assert not (nights / UNRECORDED_FILE).exists()


def test_every_log_line_is_json_and_tells_day_and_level(night: Ran) -> None:
    lines = [json.loads(line) for line in night.err.splitlines()]
    assert [line["event"] for line in lines][:1] == ["night.started"]
    assert lines[-1]["event"] == "night.ended"
    assert all({"as_of", "event", "level", "timestamp"} <= line.keys() for line in lines)


def test_the_log_goes_to_a_file_when_asked(small_week: Path, tmp_path: Path) -> None:
    ran = _allocate(small_week, tmp_path / "allocations", "--log", tmp_path / "night.jsonl")
    assert ran.err == ""
    assert "night.ended" in (tmp_path / "night.jsonl").read_text(encoding="utf-8")


def test_metrics_are_a_textfile_that_prometheus_reads(night: Ran) -> None:
    from prometheus_client.parser import text_string_to_metric_families

    text = (night.folder.parents[1] / "coldchain.prom").read_text()
    values = {s.name: s.value for family in text_string_to_metric_families(text) for s in family.samples}
    assert values["coldchain_allocation_last_run_exit_code"] == night.code
    assert values["coldchain_allocation_issued_packs"] == night.facts["issued_packs"]
    published = datetime.fromisoformat(read_card(night.folder).published_at).timestamp()
    assert values["coldchain_allocation_last_success_timestamp_seconds"] == published


def test_status_of_an_empty_folder_is_30(tmp_path: Path) -> None:
    assert _status(tmp_path).code == 30
    assert _status(tmp_path / "none").code == 30


def test_status_of_a_fresh_night_is_0_and_names_it(night: Ran) -> None:
    told = _status(night.folder.parent)
    assert told.code == 0
    assert told.facts["last_good"]["run_id"] == night.folder.name
    said = coldchain("status", "--out", night.folder.parent).out
    assert night.folder.name in said
    assert "DỮ LIỆU GIẢ LẬP" in said
    assert "đã chứng minh" in said


def _time_passes(out: Path) -> None:
    del out


def _damage(out: Path) -> None:
    path = out / (out / CURRENT_FILE).read_text().strip() / ALLOCATION_FILE
    path.chmod(0o644)
    path.write_text("{}")


def _lose(out: Path) -> None:
    (out / CURRENT_FILE).write_text("not-there\n")


def _leave_a_card(out: Path, **changes: Any) -> None:
    card = asdict(replace(this_process(), **changes))
    (out / OWNER_FILE).write_text(json.dumps(card))


def _die(out: Path) -> None:
    _leave_a_card(out, process_start_s=1.0)


def _hang(out: Path) -> None:
    since = (datetime.now().astimezone() - timedelta(hours=7)).isoformat(timespec="seconds")
    _leave_a_card(out, started_at=since)


def _run_elsewhere(out: Path) -> None:
    _leave_a_card(out, host=f"not-{platform.node()}", process_start_s=1.0)


@pytest.mark.parametrize(
    ("happens", "more", "code", "sentence"),
    [
        (_time_passes, ("--max-age", "0"), 30, "TOO OLD"),
        (_damage, (), 30, "DAMAGED"),
        (_lose, (), 30, "cannot be read"),
        (_die, (), 10, "was killed"),
        (_hang, (), 10, "HUNG"),
        (_leave_a_card, (), 0, "Running now"),
        (_run_elsewhere, (), 0, "Running now"),
    ],
)
def test_status_tells_a_monitor_what_is_wrong(
    nights: Path, happens: Change, more: tuple[str, ...], code: int, sentence: str
) -> None:
    happens(nights)
    told = coldchain("status", "--out", nights, "--lang", "en", *more)
    assert (told.code, sentence in told.out) == (code, True)


def test_a_publication_whose_rename_never_came_is_forgotten(tmp_path: Path) -> None:
    (tmp_path / NOTE_FILE).write_text("2026-11-25-x\n")
    assert finish_interrupted(tmp_path) is None
    assert list(tmp_path.iterdir()) == []
    assert unrecorded(tmp_path) is None


def test_a_publication_that_was_renamed_is_finished(tmp_path: Path) -> None:
    (tmp_path / "2026-11-25-x").mkdir()
    (tmp_path / NOTE_FILE).write_text("2026-11-25-x\n")
    assert finish_interrupted(tmp_path) == "2026-11-25-x"
    assert (tmp_path / CURRENT_FILE).read_text() == "2026-11-25-x\n"
    assert not (tmp_path / NOTE_FILE).exists()


@pytest.mark.parametrize("factor", [1, 2])
def test_a_lock_of_packs_holds_night_after_night(tmp_path: Path, factor: int) -> None:
    stock, wanted = small_rows()["stock"][0], small_rows()["forecast"][0]
    lock = {
        "centre_id": wanted["centre_id"],
        "product_id": wanted["product_id"],
        "first": "2026-11-25",
        "last": "2026-11-29",
        "packs": 7,
        "who": "Lan",
        "why": "chiến dịch ở trường",
    }
    source = small_input(
        tmp_path / "khoa.xlsx",
        stock=[{**stock, "doses": int(stock["doses"]) * factor}],
        pack_locks=[lock],
    )
    allocation = read_quarter(_allocate(source, tmp_path / "allocations").folder / ALLOCATION_FILE)
    assert [(k.packs, k.who) for k in allocation.locks] == [(7, "Lan")]
    days = range(5)
    given = sum(i.packs for i in allocation.issues if i.centre_id == lock["centre_id"] and i.period in days)
    assert given == 7
