"""Tasks in child processes of this machine, each with a hard limit of time and memory."""

from __future__ import annotations

import multiprocessing
import os
import resource
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from threading import Thread
from typing import ParamSpec, TypeVar

from pebble import ProcessExpired, ProcessPool

from distribution.executor_future import CrashError, OverrunError, TaskExecutor, TaskFuture

P = ParamSpec("P")
T = TypeVar("T")


class LocalExecutor(TaskExecutor):
    """Runs each task in one of ``workers`` children; what befalls a child costs its task alone.

    Parameters
    ----------
    workers
        Children at once.
    hard_s
        Seconds that a task may run; then its child is killed.
    memory_bytes
        Address space that a child may take.
    """

    def __init__(self, workers: int, hard_s: float | None, memory_bytes: int | None) -> None:
        super().__init__()
        self._hard_s = hard_s
        self._pool = ProcessPool(
            max_workers=workers,
            initializer=confine,
            initargs=(memory_bytes,),
            context=multiprocessing.get_context("spawn"),
        )

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> TaskFuture[T]:
        """Run a function, which must pickle, in a child."""
        source = self._pool.schedule(fn, args=args, kwargs=kwargs, timeout=self._hard_s)
        future: TaskFuture[T] = TaskFuture(source, _told)
        self._futures.add(future)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more tasks; with ``cancel_futures`` stop at once, running tasks too."""
        if cancel_futures:
            self._cancel()
            self._pool.stop()
        else:
            self._pool.close()
        if wait:
            self._pool.join()
        else:
            Thread(target=self._pool.join, daemon=True).start()


def confine(memory_bytes: int | None) -> None:
    """Bound the memory of this child, and end it with its parent, however that ends."""
    if memory_bytes is not None:
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _told(error: BaseException) -> BaseException:
    if isinstance(error, ProcessExpired):
        return CrashError(f"a child ended with exit code {error.exitcode}")
    if isinstance(error, BrokenProcessPool):
        return CrashError(f"no child could be started: {error}")
    if isinstance(error, MemoryError):
        return CrashError("a child ran out of the memory it may take")
    if isinstance(error, TimeoutError) and error.args[:1] == ("Task timeout",):
        return OverrunError(f"a task ran past its limit of {error.args[1]} s")
    return error
