"""Which columns of a pool may be part of a better choice, by the prices of its relaxation."""

from __future__ import annotations

from collections.abc import Set

import numpy as np

from solvers.routing.pool.model import Question
from solvers.routing.pool.relaxation import Relaxation


def promising(question: Question, relaxation: Relaxation, hint: Set[int], most: int) -> tuple[int, ...]:
    """Return at most ``most`` columns worth choosing from, and with them all those of ``hint``.

    The reduced cost of a column is what any choice with it costs more than the relaxation at least.  Where
    that is more than what the hint lies above the relaxation, the column is in no better choice; of the
    others those of least reduced cost are returned.
    """
    room = cost_of(question, hint) - relaxation.cost
    order = np.argsort(relaxation.reduced, kind="stable")[:most]
    return tuple(sorted({*order[relaxation.reduced[order] <= room + 0.5].tolist(), *hint}))


def cost_of(question: Question, taken: Set[int]) -> int:
    """Return what a choice of columns costs; whose items are not all covered is left out."""
    covered = {item for i in taken for item in question.columns[i].items}
    served: dict[int, int] = {}
    for one in question.options:
        if covered.issuperset(one.items):
            served[one.client] = min(one.price, served.get(one.client, one.price))
    out = sum(price or 0 for client, price in enumerate(question.out) if client not in served)
    return sum(question.columns[i].cost for i in taken) + sum(served.values()) + out
