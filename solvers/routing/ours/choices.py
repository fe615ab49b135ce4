"""What a visit may choose from: types of vehicle by their price, and days of which one is enough."""

from __future__ import annotations

import numpy as np

from solvers.routing.ours.ground import FIRST_NODE, LAST_NODE, PATTERN_PRICE, Array


def by_price(alone: Array) -> Array:
    """Return (nodes, types): the types in the order of what each asks for the node alone."""
    return np.ascontiguousarray(np.argsort(alone, axis=0, kind="stable").T.astype(np.int32))


def lone(nodes: int, pattern: Array, pattern_nodes: Array) -> Array:
    """Return by node the price of its pattern, -1 where one that it is part of asks for more visits."""
    made = np.full(nodes, -1, np.int64)
    visits = pattern[:, LAST_NODE] - pattern[:, FIRST_NODE]
    made[pattern_nodes[pattern[visits == 1, FIRST_NODE]]] = pattern[visits == 1, PATTERN_PRICE]
    for first, last in pattern[visits > 1][:, (FIRST_NODE, LAST_NODE)]:
        made[pattern_nodes[first:last]] = -1
    return made
