"""A choice among the most promising columns, then among more of them.

Among a few hundred the best is proved in a moment, and each step's choice leaves less room for the columns
of the next.
"""

from __future__ import annotations

import time
from collections.abc import Sequence, Set
from dataclasses import replace

from distribution.progress import Limits
from solvers.routing.pool.model import Choice, Question, Roster, Row, choose
from solvers.routing.pool.promising import promising
from solvers.routing.pool.relaxation import relaxed

STEPS = ((500, 0.3), (1_000, 0.4), (1_500, 0.6), (2_500, 1.0))  # columns, share of the seconds left


def chosen(
    question: Question, hint: Set[int], works: Sequence[float], limits: Limits
) -> tuple[Choice | None, tuple[float, ...]]:
    """Return the cheapest choice found, and what each step took of the solver's own clock.

    What is proved of it holds for the columns of the last step.

    Parameters
    ----------
    works
        The most that each step may take.
    """
    begun, relaxation = time.perf_counter(), relaxed(question)
    best, took, proved = None, list[float](), frozenset[int]()
    for (most, share), work in zip(STEPS, works, strict=True):
        better = promising(question, relaxation, hint, len(question.columns))
        if best is not None and proved.issuperset(better):
            took.append(0.0)
            continue
        kept = promising(question, relaxation, hint, most)
        left = limits
        if limits.seconds is not None:
            spent = time.perf_counter() - begun
            left = replace(limits, seconds=max(0.01, share * (limits.seconds - spent)))
        place = {i: number for number, i in enumerate(kept)}
        own = frozenset(place[i] for i in hint)
        one = choose(narrowed(question, kept), own, limits=left, work=work)
        took.append(one.work if one else 0.0)
        if one is not None:
            best = replace(one, columns=tuple(kept[i] for i in one.columns))
            hint = frozenset(best.columns)
            proved = frozenset(kept if one.cost <= one.bound else ())
    return best, tuple(took)


def narrowed(question: Question, kept: Sequence[int]) -> Question:
    """Return the question with some of its columns alone."""
    place = {i: number for number, i in enumerate(kept)}
    return replace(
        question,
        columns=tuple(question.columns[i] for i in kept),
        rows=tuple(_row(row, place) for row in question.rows),
        rosters=tuple(_roster(roster, place) for roster in question.rosters),
    )


def _row(row: Row, place: dict[int, int]) -> Row:
    left = [(place[i], w) for i, w in zip(row.columns, row.weights, strict=True) if i in place]
    return replace(row, columns=tuple(i for i, _ in left), weights=tuple(w for _, w in left))


def _roster(roster: Roster, place: dict[int, int]) -> Roster:
    seats = tuple(
        tuple(replace(s, column=place[s.column]) for s in own if s.column in place) for own in roster.seats
    )
    return replace(roster, seats=seats, crew={place[i]: n for i, n in roster.crew.items() if i in place})
