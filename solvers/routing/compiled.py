"""The compiler's decorator with a type, so that strict checking sees through it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from numba import njit

F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """Compile a function of integers and arrays to machine code, cached on disk."""
    machine: F = njit(cache=True)(function)
    return machine
