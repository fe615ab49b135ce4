"""Tasks on a Dask cluster, each in a process of its own on the worker."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from distribution.errors import DistributionError
from distribution.executor_apart import run_apart
from distribution.executor_future import CrashError, TaskExecutor, TaskFuture
from distribution.language.catalogue import say

P = ParamSpec("P")
T = TypeVar("T")
REACHED_S = 10.0  # to reach the scheduler, and again to see a worker


class ClusterError(DistributionError):
    """A cluster cannot be used: not reached, without workers, or its client is not installed.

    ``key`` and ``arguments`` make its sentence in any language of the catalogue.
    """

    def __init__(self, key: str, **arguments: str) -> None:
        self.key, self.arguments = key, arguments
        super().__init__(say(key, "en", **arguments))


class ClusterExecutor(TaskExecutor):
    """Runs tasks on the workers of a Dask scheduler, which must have this package installed.

    The scheduler shares tasks out; the limits of time and memory hold on the worker for each task.
    """

    def __init__(self, address: str, hard_s: float | None, memory_bytes: int | None) -> None:
        super().__init__()
        try:
            from distributed import Client
        except ImportError as error:
            raise ClusterError("executor.no_client", detail=str(error)) from error
        self._limits = (hard_s, memory_bytes)
        try:
            self._client = Client(address, timeout=REACHED_S, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            raise ClusterError("executor.not_reached", address=address, detail=str(error)) from error
        try:
            self._client.wait_for_workers(1, timeout=REACHED_S)
        except TimeoutError as error:
            self._client.close()
            raise ClusterError("executor.no_workers", address=address) from error
        self._tasks = self._client.get_executor(pure=False, retries=0)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> TaskFuture[T]:
        """Run a function, which must pickle, on some worker."""
        source = self._tasks.submit(run_apart, fn, args, kwargs, *self._limits)
        future: TaskFuture[T] = TaskFuture(source, _told)
        self._futures.add(future)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more tasks; their workers stop them, unless they are waited for."""
        if cancel_futures or not wait:
            self._cancel()
        self._tasks.shutdown(wait=wait)
        self._client.close()


def _told(error: BaseException) -> BaseException:
    from distributed import KilledWorker

    return CrashError(f"workers ended under the task: {error}") if isinstance(error, KilledWorker) else error
