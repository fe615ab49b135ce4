from __future__ import annotations

import math
import operator
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError, Executor, as_completed

import psutil
import pytest
from local_cluster import local_cluster

from distribution.executor import ClusterError, CrashError, OverrunError, executor

PATIENCE_S = 240.0  # a test fails after it, so that none can hang; no test waits for it when all is well
HARD_S = 10.0  # the start of an interpreter counts, which takes seconds on a busy machine


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    with local_cluster() as address:
        yield address


@pytest.fixture(params=["children", "cluster"])
def address(request: pytest.FixtureRequest) -> str | None:
    if request.param == "children":
        return None
    value: str = request.getfixturevalue("cluster")
    return value


def test_tasks_come_back_in_order(address: str | None) -> None:
    with executor(address) as pool:
        assert list(pool.map(math.factorial, range(5))) == [1, 1, 2, 6, 24]
        assert pool.submit(int, "ff", base=16).result(PATIENCE_S) == 255
        futures = {pool.submit(operator.neg, n): n for n in (1, 2)}
        assert {futures[f]: f.result() for f in as_completed(futures, PATIENCE_S)} == {1: -1, 2: -2}


def test_an_error_of_the_task_is_the_futures_exception(address: str | None) -> None:
    with executor(address) as pool:
        failed = pool.submit(math.sqrt, -1)
        assert isinstance(failed.exception(PATIENCE_S), ValueError)
        with pytest.raises(ValueError, match="math domain"):
            failed.result()


def test_a_crash_costs_its_own_task_alone(address: str | None) -> None:
    with executor(address) as pool:
        good = [pool.submit(pow, 2, n) for n in range(3)]
        crashed = pool.submit(os._exit, 3)
        after = pool.submit(math.factorial, 4)
        with pytest.raises(CrashError, match="3"):
            crashed.result(PATIENCE_S)
        assert [f.result(PATIENCE_S) for f in good] == [1, 2, 4]
        assert after.result(PATIENCE_S) == 24


def test_a_task_that_hangs_is_stopped_at_its_limit(address: str | None) -> None:
    with executor(address, hard_s=HARD_S) as pool:
        hung = pool.submit(time.sleep, 600)
        assert isinstance(hung.exception(PATIENCE_S), OverrunError)
        assert pool.submit(operator.add, 1, 1).result(PATIENCE_S) == 2


def test_large_questions_and_answers(address: str | None) -> None:
    with executor(address) as pool:
        assert len(pool.submit(bytes.replace, bytes(20 << 20), b"0", b"1").result(PATIENCE_S)) == 20 << 20


def test_a_timeout_of_the_tasks_own_is_no_overrun() -> None:
    with executor(hard_s=PATIENCE_S) as pool:
        assert type(pool.submit(_late).exception(PATIENCE_S)) is TimeoutError


def test_a_task_that_wants_too_much_memory_fails_alone(address: str | None) -> None:
    with executor(address, memory_bytes=2 << 30) as pool:
        assert isinstance(pool.submit(bytearray, 8 << 30).exception(PATIENCE_S), CrashError)
        assert pool.submit(len, bytes(1 << 20)).result(PATIENCE_S) == 1 << 20


def test_cancelling_stops_a_running_task(address: str | None) -> None:
    before = _descendants()
    with executor(address, workers=1) as pool:
        running, waiting = pool.submit(time.sleep, 600), pool.submit(time.sleep, 600)
        waiting.cancel()
        time.sleep(1.5)
        assert running.cancel()
        with pytest.raises(CancelledError):
            running.result(PATIENCE_S)
        assert waiting.cancelled()
        assert pool.submit(operator.add, 1, 1).result(PATIENCE_S) == 2
    _gone(_descendants() - before)


def test_a_block_left_by_an_error_waits_for_nobody(address: str | None) -> None:
    before = _descendants()
    with pytest.raises(KeyboardInterrupt), executor(address) as pool:  # noqa: PT012
        tasks = [pool.submit(time.sleep, 600) for _ in range(4)]
        time.sleep(1.0)
        raise KeyboardInterrupt
    assert all(task.cancelled() for task in tasks)
    _gone(_descendants() - before)


def test_no_more_tasks_after_the_end(address: str | None) -> None:
    pool: Executor = executor(address)
    pool.shutdown()
    with pytest.raises(RuntimeError):
        pool.submit(math.factorial, 3)


SCRIPT = """
import time
from distribution.executor import executor
if __name__ == "__main__":
    with executor(workers=2) as pool:
        tasks = [pool.submit(time.sleep, 600) for _ in range(3)]
        print("running", flush=True)
        tasks[0].result()
"""


@pytest.mark.parametrize("blow", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_child_outlives_its_parent(blow: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"running\n"
        children = _children_of(parent.pid)
        os.killpg(parent.pid, blow) if blow == signal.SIGINT else parent.send_signal(blow)
        try:
            parent.communicate(timeout=PATIENCE_S)
        finally:
            parent.kill()  # leaving the block waits for it without end
        assert parent.returncode != 0
    _gone(children)


def test_a_cluster_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("distribution.executor_cluster.REACHED_S", 1.0)
    with pytest.raises(ClusterError, match=r"127\.0\.0\.1:9"):
        executor("tcp://127.0.0.1:9")
    with pytest.raises(ClusterError, match="nonsense"):
        executor("nonsense://x")


def test_a_cluster_without_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from distributed import LocalCluster

    monkeypatch.setattr("distribution.executor_cluster.REACHED_S", 5.0)
    with (
        LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address="127.0.0.1:0") as empty,
        pytest.raises(ClusterError, match="no workers"),
    ):
        executor(empty.scheduler_address)


def test_a_missing_client_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=r"coldchain\[cluster\]"):
        executor("tcp://127.0.0.1:8786")


def _late() -> None:
    raise TimeoutError("of my own")


def _children_of(pid: int) -> set[psutil.Process]:
    """Wait until a process has children that run tasks; return them."""
    patient_until = time.monotonic() + PATIENCE_S
    while not (children := _tasks(psutil.Process(pid).children(recursive=True))):
        assert time.monotonic() < patient_until
        time.sleep(0.05)
    return children


def _descendants() -> set[psutil.Process]:
    return set(psutil.Process().children(recursive=True))


def _gone(family: set[psutil.Process]) -> None:
    """Fail unless all have ended; the resource tracker of multiprocessing may stay, it serves all."""
    _, alive = psutil.wait_procs(_tasks(family), timeout=PATIENCE_S)
    assert not alive


def _tasks(family: Iterable[psutil.Process]) -> set[psutil.Process]:
    return {p for p in family if p.is_running() and "resource_tracker" not in " ".join(_words(p))}


def _words(member: psutil.Process) -> list[str]:
    try:
        words: list[str] = member.cmdline()
    except psutil.NoSuchProcess:
        return []
    return words
