"""Compile all kernels ahead of the first plan and year; set-up calls ``python -m operations.warm``."""

from __future__ import annotations

from distribution.progress import Progress
from operations.progress_lines import ProgressLines


def warm() -> None:
    """Compile every kernel by solving a tiny problem; they are cached on disk afterwards."""
    from distribution.policy.warm import compile_year
    from solvers.allocation.warm import compile_simplex
    from solvers.routing.warm import compile_kernels

    on_progress = ProgressLines("en")
    on_progress(Progress(phase="warm"))
    compile_kernels()
    compile_simplex()
    on_progress(Progress(phase="warm_year"))
    compile_year()


if __name__ == "__main__":
    warm()
