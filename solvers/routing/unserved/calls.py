"""A load in two halves on two days, where the whole may come on either."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from solvers.routing.tables import Tables


def in_two_calls(t: Tables, client: int) -> Iterator[Tables]:
    """Yield the tables in which a client receives half of the load on each of two days, one after the other.

    A refrigerator that takes the whole on both days takes the halves too.  Two patterns of one visit that
    stand side by side become one of two, the client's only one; the figures of a half are rounded up, its
    unloading takes as long as that of the whole.
    """
    patterns = range(int(t.client["first"][client]), int(t.client["last"][client]) - 1)
    for first in patterns:
        ends = t.pattern["last"][first : first + 2] - t.pattern["first"][first : first + 2]
        if (ends == 1).all():
            yield _joined(t, client, first)


def _joined(t: Tables, client: int, first: int) -> Tables:
    clients, patterns, visits = t.client.copy(), t.pattern.copy(), t.visit.copy()
    clients["first"][client], clients["last"][client] = first, first + 1
    patterns["last"][first] = patterns["last"][first + 1]
    both = np.arange(patterns["first"][first], patterns["last"][first])
    visits["pattern"][both] = first
    for name in ("boxes", "ml", "g", "vnd"):
        visits[name][both] = -(-visits[name][both] // 2)
    return t._replace(client=clients, pattern=patterns, visit=visits)
