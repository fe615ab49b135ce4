"""One run in a process of its own, on one core: read, compile, and only then start the clock."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

import psutil

from benchmarks.memory import PeakMemory
from benchmarks.routing.engines import ENGINES
from benchmarks.routing.reading import Case, read
from solvers.routing.instance import InstanceSolution

GRACE_S = 120.0  # beyond the seconds asked for: start of the process, reading, compiling, memory freed
MIB = 2**20
ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL", "NUMBA")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """An engine to be run on a case for so many seconds."""

    case: Case
    engine: str
    seconds: float
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of a task: routes or None, the engine's seconds, the memory, and what went wrong."""

    solution: InstanceSolution | None = None
    wall_s: float | None = None
    peak_mib: float = 0.0
    error: str | None = None


def run(task: Task, core: int) -> Answer:
    """Run a task on a core; a child that crashes, hangs or raises is an answer with an error."""
    os.environ.update(ONE_THREAD)
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_work, args=(task, core, there))
    with _alive(child), PeakMemory(child.pid or 0) as memory:
        there.close()
        solution, wall_s, error = _received(here, task.seconds + GRACE_S)
    return Answer(solution=solution, wall_s=wall_s, error=error, peak_mib=memory.peak_bytes / MIB)


Told = tuple[InstanceSolution | None, float | None, str | None]


def _received(here: Connection, patience_s: float) -> Told:
    if not here.poll(patience_s):
        return None, None, f"no answer {GRACE_S:.0f} s after its time"
    try:
        told: Told = here.recv()
    except EOFError:
        return None, None, "the process ended without an answer"
    return told


@contextmanager
def _alive(child: BaseProcess) -> Iterator[None]:
    """Have the child run inside the block, and no process of its own left behind after it."""
    child.start()
    tree = psutil.Process(child.pid)
    try:
        yield
    finally:
        try:
            for member in [*tree.children(recursive=True), tree]:
                member.kill()
        except psutil.NoSuchProcess:
            pass  # it has ended by itself, which is how a run should end
        child.join()


def _work(task: Task, core: int, answer: Connection) -> None:
    """Do a task in the child: whatever a library prints goes to stderr, stdout belongs to the figures."""
    os.sched_setaffinity(0, {core})
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        question = read(task.case)
        engine = ENGINES[task.engine]
        engine.warm(question)
        begun = time.perf_counter()
        solution = engine.solve(question, task.seconds, task.seed)
        answer.send((solution, time.perf_counter() - begun, None))
    except Exception as error:  # the parent tells it, and no run of another engine is lost by it
        answer.send((None, None, f"{type(error).__name__}: {error}"))
