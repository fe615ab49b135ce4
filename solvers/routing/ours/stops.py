"""The stops of the best solution's routes."""

from __future__ import annotations

from collections.abc import Iterator

from solvers.routing.ours.state import State


def stops(nodes: int, s: State, r: int) -> Iterator[int]:
    """Yield the nodes of a route of the best solution in order."""
    x = s.best_node[nodes + 2 * r, 0]
    while x < nodes:
        yield int(x)
        x = s.best_node[x, 0]
