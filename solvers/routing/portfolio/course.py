"""How the refining of an area goes: what it takes to run it again, and how a leg of an outcome holds it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from solvers.outcome import Leg
from solvers.routing.portfolio.telling import POOL

MILLIONTH = 1_000_000  # in which a leg keeps the work of a solve


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """By turns rounds of widening and searches after them; what each solve took of CP-SAT's clock."""

    turns: tuple[tuple[int, int], ...]
    works: tuple[float, ...] = ()

    def steps(self) -> tuple[int, ...]:
        """Return it as the steps of a leg: how many turns, what each was, and the works in millionths."""
        turns = [number for turn in self.turns for number in turn]
        return (len(self.turns), *turns, *(_enough(work) for work in self.works))


def _enough(work: float) -> int:
    """Return, in millionths, the work in which a solve comes as far again, even to its proof."""
    return math.ceil(MILLIONTH * work) + 1 if work else 0


def course_of(steps: Sequence[int]) -> Course:
    """Return the course of which these are a leg's steps."""
    ends = 1 + 2 * steps[0]
    turns = tuple(zip(steps[1:ends:2], steps[2:ends:2], strict=True))
    return Course(turns=turns, works=tuple(step / MILLIONTH for step in steps[ends:]))


def as_before(legs: Sequence[Leg], areas: int) -> tuple[list[Course | None], list[int]]:
    """Return each area's course, None where it was lost, and the iterations of each of its searches."""
    told = {leg.area: leg for leg in legs if leg.engine == POOL and not leg.lost}
    courses = [course_of(told[number].steps) if number in told else None for number in range(areas)]
    return courses, [told[number].iterations if number in told else 0 for number in range(areas)]
