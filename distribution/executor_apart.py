"""One task in a fresh interpreter: how a cluster's worker keeps a crash or a hang to the task alone.

Workers are daemons, which may have no multiprocessing children, so the interpreter is started plainly;
question and answer are pickles on its standard input and output.  The question is a file: through a pipe
``communicate`` loses the rest of it when it is asked again after a timeout (CPython 3.11).
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from threading import Thread
from typing import Any

from distribution.executor_future import CrashError, OverrunError

LOOK_S = 0.5  # how often a running task is asked whether it is still wanted


def run_apart(
    function: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: Mapping[str, Any],
    hard_s: float | None,
    memory_bytes: int | None,
) -> Any:
    """Return ``function(*args, **kwargs)`` as a child computes it, or raise what it raised there.

    Raises
    ------
    CrashError
        When the child ends abruptly, runs out of memory, or nobody wants its answer any longer.
    OverrunError
        When the child runs for more than ``hard_s`` seconds.
    """
    import cloudpickle

    with tempfile.TemporaryFile() as question:
        cloudpickle.dump((os.getpid(), memory_bytes, function, args, kwargs), question)
        question.seek(0)
        with subprocess.Popen(
            [sys.executable, "-m", "distribution.executor_apart"],
            stdin=question,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
        ) as child:
            try:
                answer = _answer(child, hard_s)
            finally:
                child.kill()
    if child.returncode:
        raise CrashError(f"a child ended with exit code {child.returncode}")
    error, value = cloudpickle.loads(answer)
    if isinstance(error, MemoryError):
        raise CrashError("a child ran out of the memory it may take") from error
    if error is not None:
        raise error
    return value


def _answer(child: subprocess.Popen[bytes], hard_s: float | None) -> bytes:
    begun = time.monotonic()
    wanted = _wanted()
    while True:
        with suppress(subprocess.TimeoutExpired):
            return child.communicate(timeout=LOOK_S)[0]
        if hard_s is not None and time.monotonic() - begun > hard_s:
            raise OverrunError(f"a task ran past its limit of {hard_s} s")
        if not wanted():
            raise CrashError("the task was cancelled")


def _wanted() -> Callable[[], bool]:
    """Return a question to the worker: is the task of this thread still wanted by the scheduler?"""
    from distributed import get_worker

    worker = get_worker()
    key = worker.get_current_task()

    def wanted() -> bool:
        task = worker.state.tasks.get(key)
        return task is not None and task.state != "cancelled"

    return wanted


def _main() -> None:
    """Answer the question on standard input; what the task prints goes to standard error."""
    import cloudpickle

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)
        parent, memory_bytes, function, args, kwargs = cloudpickle.load(sys.stdin.buffer)
        Thread(target=_end_with, args=(parent,), daemon=True).start()
        if memory_bytes is not None:
            resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
        try:
            answer = cloudpickle.dumps((None, function(*args, **kwargs)))
        except Exception as error:
            answer = cloudpickle.dumps((error, None))
        out.write(answer)


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_S)
    os._exit(1)


if __name__ == "__main__":
    _main()
