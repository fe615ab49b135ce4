"""All runs asked for, one after the other or two side by side, each on a core of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Lock

from benchmarks.routing.checking import Verdict, verdict
from benchmarks.routing.child import Answer, Task, run
from benchmarks.routing.engines import ENGINES
from benchmarks.routing.figures import Run
from benchmarks.routing.reading import Case, Question, UnreadableError, read


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """An instance that an engine cannot hold, and why."""

    class_name: str
    instance: str
    engine: str
    reason: str


def plan(
    cases: Sequence[Case], engines: Sequence[str], seconds: float, seeds: int
) -> tuple[list[Task], list[Skipped]]:
    """Return the tasks in order, and what is left out: unreadable, or beyond what an engine can hold."""
    tasks: list[Task] = []
    skipped: list[Skipped] = []
    for case in cases:
        reasons = _reasons(case, engines)
        for engine, reason in zip(engines, reasons, strict=True):
            if reason is not None:
                skipped.append(
                    Skipped(class_name=case.class_name, instance=case.name, engine=engine, reason=reason)
                )
                continue
            tasks += [
                Task(case=case, engine=engine, seconds=seconds, seed=seed) for seed in range(1, seeds + 1)
            ]
    return tasks, skipped


def _reasons(case: Case, engines: Sequence[str]) -> list[str | None]:
    """Return why each engine cannot take a case."""
    try:
        question = read(case)
    except UnreadableError as error:
        return [str(error)] * len(engines)
    return [ENGINES[engine].reason_against(question) for engine in engines]


def sweep(tasks: Sequence[Task], jobs: int, tell: Callable[[Run], None]) -> list[Run]:
    """Do all tasks, ``jobs`` at a time; tell of each as it is done, return them in the order of tasks."""
    cores: SimpleQueue[int] = SimpleQueue()
    for core in sorted(os.sched_getaffinity(0))[:jobs]:
        cores.put(core)
    telling = Lock()

    def measured(task: Task) -> Run:
        core = cores.get()
        try:
            answer = run(task, core)
        finally:
            cores.put(core)
        of_task = _run(task, answer, read(task.case))
        with telling:
            tell(of_task)
        return of_task

    with ThreadPoolExecutor(max_workers=cores.qsize()) as pool:
        try:
            return list(pool.map(measured, tasks))
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _judged(question: Question, answer: Answer) -> Verdict:
    if answer.solution is None:
        return Verdict(cost=None, error=answer.error or "no solution found")
    return verdict(question, answer.solution)


def _run(task: Task, answer: Answer, question: Question) -> Run:
    case, judged = task.case, _judged(question, answer)
    return Run(
        class_name=case.class_name,
        instance=case.name,
        engine=task.engine,
        seed=task.seed,
        seconds=task.seconds,
        cost=None if judged.cost is None else question.published(judged.cost),
        best_known=case.best_known,
        gap_percent=None if judged.cost is None else question.gap_percent(judged.cost),
        feasible=judged.cost is not None,
        peak_mib=round(answer.peak_mib, 1),
        wall_s=None if answer.wall_s is None else round(answer.wall_s, 2),
        error=judged.error,
    )
