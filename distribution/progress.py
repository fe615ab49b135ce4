"""Seams that every floor needs: limits of a search, and word of how it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """When an engine must stop: after ``iterations`` (repeatable) or ``seconds`` (when a user asks)."""

    iterations: int | None = None
    seconds: float | None = None
    seed: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What is being done and how good the best so far is.

    ``phase`` is a key of the message catalogue (``phase.<phase>``).
    """

    phase: str
    done: int = 0
    total: int | None = None
    best_vnd: int | None = None
    unserved: int | None = None
    elapsed_s: float = 0.0


OnProgress = Callable[[Progress], None]
