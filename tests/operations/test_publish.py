"""A plan folder appears whole or not at all, whatever happens on the way."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command_line import BY_INSERTION, Ran, coldchain, contents

from distribution.errors import StorageError
from distribution.files.archive import PLAN_FILE
from operations.publish import (
    RELEASE_FILE,
    LockedError,
    move_into_place,
    plans_lock,
    refuse_existing,
    workshop,
    write_whole,
)

PATIENCE_S = 240.0


def _folder(path: Path, text: str) -> Path:
    path.mkdir(parents=True)
    (path / PLAN_FILE).write_text(text)
    return path


def _fill_the_disk(plans: Path) -> None:
    with workshop(plans) as made:
        (made / PLAN_FILE).write_text("half")
        raise OSError(28, "No space left on device")


def test_a_draft_of_the_same_name_is_replaced_whole(tmp_path: Path) -> None:
    target = _folder(tmp_path / "P", "old")
    (target / "left-over").write_text("of the old one")
    move_into_place(_folder(tmp_path / ".making-1", "new"), target)
    assert contents(tmp_path) == {f"P/{PLAN_FILE}": b"new"}


def test_a_released_plan_is_never_replaced(tmp_path: Path) -> None:
    target = _folder(tmp_path / "P", "old")
    (target / RELEASE_FILE).write_text('{"by": "Lan"}')
    with pytest.raises(StorageError):
        move_into_place(_folder(tmp_path / ".making-1", "new"), target)
    assert (target / PLAN_FILE).read_text() == "old"


def test_a_draft_comes_back_when_its_successor_cannot_be_moved(tmp_path: Path) -> None:
    target = _folder(tmp_path / "P", "old")
    with pytest.raises(OSError, match="not-there"):
        move_into_place(tmp_path / "not-there", target)
    assert (target / PLAN_FILE).read_text() == "old"


def test_the_workshop_is_gone_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        _fill_the_disk(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_is_cleared_and_its_draft_put_back(tmp_path: Path) -> None:
    _folder(tmp_path / ".making-1", "half")
    _folder(tmp_path / ".replaced-1" / "P", "good")
    _folder(tmp_path / ".replaced-2" / "Q", "older")
    _folder(tmp_path / "Q", "newer")
    with plans_lock(tmp_path):
        found = contents(tmp_path)
    assert {k: v for k, v in found.items() if k != ".lock"} == {
        f"P/{PLAN_FILE}": b"good",
        f"Q/{PLAN_FILE}": b"newer",
    }


def test_the_lock_is_free_again_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError), plans_lock(tmp_path):
        raise KeyError
    with plans_lock(tmp_path):
        pass


def test_a_second_process_is_told_that_the_folder_is_locked(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from operations.publish import LockedError, plans_lock\n"
        f"try:\n    with plans_lock(Path({str(tmp_path)!r})): print('free')\n"
        "except LockedError: print('locked')"
    )
    with plans_lock(tmp_path):
        told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "locked"
    assert issubclass(LockedError, Exception)


def test_a_file_is_written_whole_or_stays(tmp_path: Path) -> None:
    path = tmp_path / "current"
    write_whole(path, "first\n")
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "\ud800")
    assert contents(tmp_path) == {"current": b"first\n"}


def test_an_input_is_never_written_over(tmp_path: Path) -> None:
    refuse_existing(tmp_path, "vi")
    refuse_existing(tmp_path / "new.xlsx", "vi")
    (tmp_path / "filled.xlsx").write_text("a week's work")
    for taken in (tmp_path / "filled.xlsx", tmp_path):
        with pytest.raises(StorageError):
            refuse_existing(taken, "vi")


def test_a_run_killed_while_it_writes_leaves_the_last_good_plan(
    small_week: Path, small_copy: Path, small_plan: Ran
) -> None:
    plans, before = small_copy.parent, contents(small_copy)
    _plan_and_kill(small_week, plans)
    assert contents(small_copy) == before
    assert any(plans.glob(".making-*"))
    again = coldchain("plan", "--input", small_week, "--out", plans, *BY_INSERTION)
    assert again.code == small_plan.code
    assert again.folder == small_copy
    assert {p.name for p in plans.iterdir()} == {".lock", small_copy.name}


def _plan_and_kill(source: Path, plans: Path) -> None:
    """Start a run in a process of its own and kill it as soon as its plan.json is being written."""
    command = [sys.executable, "-m", "operations.cli", "plan", "--input", str(source), "--out", str(plans)]
    with subprocess.Popen([*command, *BY_INSERTION], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        patient_until = time.monotonic() + PATIENCE_S
        while not any(plans.glob(f".making-*/{PLAN_FILE}")):
            assert run.poll() is None, "the run ended before it could be killed"
            assert time.monotonic() < patient_until
            time.sleep(0.005)
        run.kill()
        run.communicate()
    assert run.returncode == -signal.SIGKILL
