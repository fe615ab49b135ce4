"""What an engine gives back, whichever it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from distribution.language.sentence import Sentence

T = TypeVar("T")


class Status(StrEnum):
    """How a search ended."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incumbent:
    """A best found: when, by whom, how good."""

    seconds: float
    iteration: int
    engine: str
    objective: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One of the searches that made an outcome: what it takes to run it again.

    ``steps`` are its iterations in each step of its cooling when the clock cooled it, empty when iterations
    did; of a refining its course (``solvers/routing/portfolio/course.py``).  ``area`` is the part of the
    question that it searched, None when that was the whole.  ``lost`` says why it did not end by itself;
    empty when it did.
    """

    engine: str
    seed: int
    iterations: int
    steps: tuple[int, ...] = ()
    area: int | None = None
    lost: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Generic[T]):
    """The value found, its objective, a bound only if proven, the curve of incumbents, and any legs.

    ``passed_over`` names the engines that a portfolio would rather have asked, and why it could not.
    """

    value: T
    objective: int
    status: Status
    runtime_s: float
    bound: int | None = None
    incumbents: tuple[Incumbent, ...] = ()
    legs: tuple[Leg, ...] = ()
    passed_over: tuple[tuple[str, Sentence], ...] = ()
