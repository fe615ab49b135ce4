"""Runs in child processes: what comes back, what a fault in an engine leaves, what is printed."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from routing_files import library

from benchmarks.routing.child import ONE_THREAD, Task, run
from benchmarks.routing.engines import ENGINES
from benchmarks.routing.reading import cases, read
from benchmarks.routing.sweep import plan

ROOT = Path(__file__).parents[2]
CORE = min(os.sched_getaffinity(0))


@pytest.fixture(autouse=True)
def _threads_of_later_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run tells its children by the environment to have one thread: it is put back after each test."""
    for name in ONE_THREAD:
        monkeypatch.setenv(name, "1")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return library(tmp_path / "library")


def test_json_has_runs_means_and_a_row_each_in_the_ledger(folder: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.csv"
    command = [sys.executable, "-m", "benchmarks.routing", "--instances", str(folder), "--json"]
    command += ["--class", "CVRP", "--engine", "insertion", "pyvrp", "--seconds", "2"]
    done = subprocess.run(
        [*command, "--ledger", str(ledger)], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    figures = json.loads(done.stdout)
    assert [(one["engine"], one["cost"], one["feasible"]) for one in figures["runs"]] == [
        ("insertion", 40, True),
        ("pyvrp", 40, True),
    ]
    assert {one["gap_percent"] for one in figures["runs"]} == {0.0}
    assert all(one["peak_mib"] > 10 for one in figures["runs"])
    assert [one["engine"] for one in figures["means"]] == ["insertion", "pyvrp"]
    with ledger.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["engine"] for row in rows] == ["insertion", "pyvrp"]
    assert rows[1]["version"] == "0.14.1"


def test_an_engine_that_raises_is_a_run_without_a_cost(folder: Path) -> None:
    (periodic,) = cases(folder, names=["periodic"])
    answer = run(Task(case=periodic, engine="pyvrp", seconds=0.1, seed=1), core=CORE)
    assert answer.solution is None
    assert answer.error is not None
    assert answer.error.startswith("UnmodelledError: PyVRP cannot tie the visits of one client")


@pytest.mark.parametrize("engine", ["hgs", "insertion", "ortools", "pyvrp", "vroom"])
def test_every_peer_finds_the_best_of_a_tiny_instance(folder: Path, engine: str) -> None:
    (tiny,) = cases(folder, names=["tiny"])
    question = read(tiny)
    assert ENGINES[engine].reason_against(question) is None
    answer = run(Task(case=tiny, engine=engine, seconds=2.0, seed=1), core=CORE)
    assert answer.error is None
    assert answer.solution is not None
    assert {frozenset(route.trips[0]) for route in answer.solution.routes} == {
        frozenset({0, 1}),
        frozenset({2, 3}),
    }


def test_what_a_peer_cannot_hold_is_left_out_and_said(folder: Path) -> None:
    tasks, skipped = plan(cases(folder), ["hgs", "vroom", "insertion"], 1.0, 2)
    assert len(tasks) == 2 * (3 + 2 + 1)
    assert [(one.instance, one.engine, one.reason) for one in skipped] == [
        ("periodic", "hgs", "no coordinates"),
        ("periodic", "vroom", "days"),
        ("timed", "hgs", "windows"),
    ]
