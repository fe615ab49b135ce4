"""Work shared out among legs that go side by side, and when each piece of it is at work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A piece of work, by its number, and the shares of a leg's time at which it begins and ends."""

    number: int
    begins: float
    ends: float


def shared_out(weights: Mapping[int, float], legs: int) -> tuple[tuple[int, ...], ...]:
    """Share work out, by number, so that all legs take about as long: the longest first, to the freest.

    A leg begins with its shortest: soon something is known of all, and what they leave of their time is for
    the longest.
    """
    made: list[list[int]] = [[] for _ in range(legs)]
    for number in sorted(weights, key=lambda number: -weights[number]):
        min(made, key=lambda leg: sum(weights[other] for other in leg)).append(number)
    return tuple(tuple(sorted(leg, key=lambda number: (weights[number], number))) for leg in made if leg)


def turns(legs: Sequence[Sequence[int]], weights: Mapping[int, float]) -> tuple[Turn, ...]:
    """Return when each piece of work is at work, as they begin."""
    made: list[Turn] = []
    for leg in legs:
        whole, done = sum(weights[number] for number in leg), 0.0
        for number in leg:
            begins, done = done, done + weights[number]
            made.append(Turn(number=number, begins=begins / whole, ends=done / whole))
    return tuple(sorted(made, key=lambda turn: turn.begins))
