"""Compile the search kernels ahead of the first plan; set-up calls ``python -m operations.warm``."""

from __future__ import annotations

from distribution.progress import Progress
from operations.progress_lines import ProgressLines


def warm() -> None:
    """Compile every kernel by solving a tiny problem; they are cached on disk afterwards."""
    from solvers.allocation.warm import compile_simplex
    from solvers.routing.warm import compile_kernels

    ProgressLines("en")(Progress(phase="warm"))
    compile_kernels()
    compile_simplex()


if __name__ == "__main__":
    warm()
