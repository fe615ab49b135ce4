"""``coldchain simulate`` over processes and a cluster tells what it tells in one process, to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Ran, coldchain, contents
from local_cluster import local_cluster

from operations.exit_codes import ExitCode

TIMES = ("--replications", "300", "--seed", "4", "--json")  # two blocks
Told = tuple[dict[str, object], dict[str, bytes]]


def told(plan: Ran, tables: Path, *where: object) -> Told:
    """Return every figure but the time it took, and the tables of calls, legs, routes and stock."""
    ran = coldchain("simulate", plan.folder, *TIMES, "--to", tables, *where)
    assert ran.code == ExitCode.DONE, ran.err
    return {name: value for name, value in ran.facts.items() if name != "seconds"}, contents(tables)


@pytest.fixture(scope="module")
def alone(small_plan: Ran, tmp_path_factory: pytest.TempPathFactory) -> Told:
    return told(small_plan, tmp_path_factory.mktemp("alone"), "--workers", 1)


def test_two_processes(small_plan: Ran, alone: Told, tmp_path: Path) -> None:
    assert told(small_plan, tmp_path, "--workers", 2) == alone


def test_a_cluster(small_plan: Ran, alone: Told, tmp_path: Path) -> None:
    with local_cluster() as address:
        assert told(small_plan, tmp_path, "--cluster", address) == alone


def test_a_cluster_that_is_not_there_is_told(small_plan: Ran) -> None:
    ran = coldchain("simulate", small_plan.folder, *TIMES, "--cluster", "tcp://127.0.0.1:9", "--lang", "en")
    assert ran.code == ExitCode.INPUT_REJECTED
    assert "tcp://127.0.0.1:9" in ran.err
    assert "ClusterError" not in ran.err
