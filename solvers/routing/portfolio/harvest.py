"""The outings that a search has under way now and then, kept for the choice among those of all searches."""

from __future__ import annotations

from collections.abc import Hashable

from solvers.routing.ours.standing import Standing
from solvers.routing.part_of_week import Part
from solvers.routing.pool.routes import RoutePool, offer_week, week_key
from solvers.routing.problem import Outing, RoutingProblem, RoutingSolution

EVERY = 10  # iterations after which the outings under way are kept


class Harvest:
    """Outings of a search, those alike once at their cheapest, in the numbers of ``problem``.

    Parameters
    ----------
    part
        What the search was asked, where that was a part of the problem.
    """

    def __init__(self, problem: RoutingProblem, part: Part | None = None) -> None:
        self._problem, self._part = problem, part
        self._pool: RoutePool[Outing] = RoutePool()
        self._seen: set[Hashable] = set()

    def gather(self, standing: Standing) -> None:
        """Keep the outings under way."""
        for outing, price in standing.outings(self._seen):
            one = outing if self._part is None else self._part.of_whole(outing)
            self._pool.offer(week_key(self._problem, one), price, one)

    def with_last(self, found: RoutingSolution) -> tuple[Outing, ...]:
        """Return what was kept, with the outings of what the search has found at last."""
        offer_week(self._pool, self._problem, found)
        return self._pool.routes()
