"""Nights killed by ``kill -9``, two at once, a full disk, a read-only folder, a database that is gone.

Real processes: a nursery forks a child for every night (see ``nursery.py``), kills it, and looks at what
lies there: nothing half published, the last good night not lost, and the next run succeeds.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
KILLS_AT_RANDOM = 100
KILLS_AT_FILES = 60
GOOD = {0, 10}


def _scenario(name: str, count: int = 0) -> dict[str, Any]:
    paths = [str(HERE), str(HERE.parent), str(HERE.parents[1]), os.environ.get("PYTHONPATH", "")]
    ran = subprocess.run(
        [sys.executable, str(HERE / "nursery.py"), name, str(count)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    seen: dict[str, Any] = json.loads(ran.stdout)
    return seen


@pytest.mark.slow
def test_a_hundred_kills_at_random_moments_lose_nothing() -> None:
    seen = _scenario("killed_at_random", KILLS_AT_RANDOM)
    assert seen["faults"] == []
    assert set(seen["codes"]) <= GOOD
    assert seen["killed"] >= KILLS_AT_RANDOM // 2
    assert seen["unrecorded"] == []


@pytest.mark.slow
def test_kills_before_any_operation_on_files_lose_nothing() -> None:
    seen = _scenario("killed_at_file_operations", KILLS_AT_FILES)
    assert seen["operations"] > KILLS_AT_FILES
    assert seen["killed"] == seen["moments"]
    assert seen["faults"] == []
    assert set(seen["codes"]) <= GOOD


@pytest.mark.slow
def test_kills_in_the_middle_of_removing_old_nights_leave_every_night_whole_or_gone() -> None:
    seen = _scenario("killed_while_removing", KILLS_AT_FILES)
    assert seen["operations"] > KILLS_AT_FILES // 2
    assert seen["killed"] == seen["moments"]
    assert seen["faults"] == []
    assert (seen["codes"], seen["left"]) == ([0], [1])
    assert seen["recorded"]
    assert seen["leftovers"] == []
    assert seen["after"] in GOOD


def test_of_two_at_once_one_leaves_with_40_or_waits() -> None:
    seen = _scenario("two_at_once")
    assert seen["refused"] == 40
    assert set(seen["codes"]) <= GOOD
    assert len(seen["told"]) == 1
    assert "nursery.py" in seen["told"][0]
    assert (seen["faults"], seen["leftovers"]) == ([], [])


def test_a_full_disk_is_45_with_a_sentence_and_nothing_lost() -> None:
    seen = _scenario("disk_full")
    assert set(seen["codes"]) == {45}
    assert len(seen["told"]) == len(seen["codes"])
    assert seen["stayed"]
    assert seen["after"] in GOOD
    assert (seen["faults"], seen["leftovers"]) == ([], [])


def test_a_read_only_folder_is_45_with_a_sentence_and_nothing_lost() -> None:
    seen = _scenario("read_only")
    assert seen["code"] == 45
    assert "allocations" in seen["told"][0]
    assert seen["after"] in GOOD
    assert seen["faults"] == []


def test_a_database_that_is_gone_is_45_and_the_next_run_records_what_it_missed() -> None:
    seen = _scenario("database_gone")
    assert (seen["before"], seen["stayed"]) == (45, True)
    assert (seen["during"], seen["published"], seen["known_before"]) == (45, True, False)
    assert "history.sqlite" in seen["told"][0]
    assert seen["after"] in GOOD
    assert seen["known_after"]
    assert (seen["faults"], seen["leftovers"]) == ([], [])
