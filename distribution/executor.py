"""Where tasks run, in the shape of ``concurrent.futures``: children of this machine, or a cluster.

Whatever a native library does in a task (crash, hang, eat memory) costs that task alone.
"""

from __future__ import annotations

from concurrent.futures import Executor

from distribution.executor_cluster import ClusterError, ClusterExecutor
from distribution.executor_future import CrashError, OverrunError, TaskFuture
from distribution.executor_local import LocalExecutor

__all__ = ["ClusterError", "CrashError", "OverrunError", "TaskFuture", "executor"]


def executor(
    address: str | None = None,
    workers: int = 2,
    *,
    hard_s: float | None = None,
    memory_bytes: int | None = None,
) -> Executor:
    """Return an executor of child processes, or of the Dask cluster at ``address``.

    Its ``with`` block waits for the tasks; left by an error or Ctrl-C it stops them all.
    ``Future.cancel`` stops running tasks too.

    Parameters
    ----------
    address
        Of a Dask scheduler, such as ``tcp://host:8786``; None for children of this machine.
    workers
        Children at once (a cluster has its own workers).
    hard_s
        Seconds after which a task is stopped with `OverrunError`.
    memory_bytes
        Address space of a task; one that wants more fails with `CrashError`.

    Raises
    ------
    ClusterError
        When the cluster cannot be reached, has no workers, or ``distributed`` is not installed.
    """
    if address is None:
        return LocalExecutor(workers, hard_s, memory_bytes)
    return ClusterExecutor(address, hard_s, memory_bytes)
