"""Tasks that run elsewhere: cancelling reaches them, a lost one is a named error."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from types import TracebackType
from typing import Any, TypeVar
from weakref import WeakSet

from distribution.errors import EngineError

T = TypeVar("T")


class CrashError(EngineError):
    """The child that ran a task ended abruptly, or took more memory than it may: the task is lost."""


class OverrunError(EngineError):
    """A task ran past its hard limit and was stopped."""


class TaskFuture(Future[T]):
    """The future of a task; unlike the standard one, ``cancel`` also stops a task that runs.

    Parameters
    ----------
    source
        The library's own future.
    told
        Turns the library's errors into ours; the task's own errors pass as they are.
    """

    def __init__(self, source: Future[Any], told: Callable[[BaseException], BaseException]) -> None:
        super().__init__()
        self._source = source
        self._told = told
        source.add_done_callback(self._settle)

    def cancel(self) -> bool:
        """Cancel the task, running or not; False when it is done."""
        cancelled = super().cancel()
        if cancelled:
            self._source.cancel()
        return cancelled

    def running(self) -> bool:
        """Return whether the task runs now, as far as is known here."""
        return not self.done() and self._source.running()

    def _settle(self, source: Future[Any]) -> None:
        if not self.set_running_or_notify_cancel():
            return
        if source.cancelled():  # by nobody here: who asks for it cancels this future first
            self.set_exception(CrashError("the task was lost on its way"))
            return
        error = source.exception()
        if error is None:
            self.set_result(source.result())
        else:
            self.set_exception(self._told(error))


class TaskExecutor(Executor):
    """An executor whose ``with`` block, left by an error or Ctrl-C, stops all its tasks at once."""

    def __init__(self) -> None:
        self._futures: WeakSet[TaskFuture[Any]] = WeakSet()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait for the tasks, or stop them."""
        self.shutdown(cancel_futures=kind is not None)

    def _cancel(self) -> None:
        for future in tuple(self._futures):
            future.cancel()
