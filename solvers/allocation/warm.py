"""Compile the network simplex ahead of the first night, by the smallest flow that there is."""

from __future__ import annotations

import numpy as np

from solvers.allocation.simplex import optimise, reprice, start_tree


def compile_simplex() -> None:
    """Compile it once; the compiler's cache on disk keeps it."""
    one = np.array([1], np.int64)
    tree = start_tree(0 * one, one, one, one, np.array([1, -1], np.int64))
    optimise(tree)
    reprice(tree, 2 * one)
    optimise(tree)
