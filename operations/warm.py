"""Compile all kernels ahead of the first plan and year; set-up calls ``python -m operations.warm``."""

from __future__ import annotations

from distribution.progress import Progress
from operations.progress_lines import ProgressLines


def warm() -> None:
    """Compile every kernel by solving tiny questions, two at a time; they are cached on disk afterwards.

    A week and a plain instance share no compiled function, so neither waits for the other.
    """
    from distribution.executor import executor

    on_progress = ProgressLines("en")
    on_progress(Progress(phase="warm"))
    with executor(workers=2) as children:
        for compiled in [children.submit(one) for one in (week, rest)]:
            compiled.result()


def week() -> None:
    """Compile what plans a week."""
    from solvers.routing.warm import compile_week

    compile_week()


def rest() -> None:
    """Compile what solves plain instances, mends the night's allocation and lives through a year."""
    from distribution.policy.warm import compile_year
    from solvers.allocation.warm import compile_simplex
    from solvers.routing.warm import compile_plain

    compile_plain()
    compile_simplex()
    compile_year()


if __name__ == "__main__":
    warm()
