"""Routes that engines have found, kept for recombination: the cheapest of each kind, day and visits."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from solvers.outcome import Outcome
from solvers.routing.problem import Outing, RoutingProblem, RoutingSolution
from solvers.routing.referee import outing_cost_vnd, outings, trip

MOST = 20_000  # routes that a pool keeps

R = TypeVar("R")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced(Generic[R]):
    """A route and its cost by the referee, in the unit of its problem."""

    route: R
    cost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recombination(Outcome[T], Generic[T]):
    """The best choice out of a pool.

    ``bound`` stays None: what is proved holds for the pool alone, and is ``pool_bound`` (None when
    nothing was proved, and none of those left out of the model as less promising).  ``columns`` is how many
    routes there were, ``works`` what each solve took of CP-SAT's deterministic clock.
    """

    pool_bound: int | None
    columns: int
    works: tuple[float, ...] = ()


class RoutePool(Generic[R]):
    """Routes by key, each the cheapest offered; the one offered least recently goes when it is full."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._kept: dict[Hashable, Priced[R]] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def offer(self, key: Hashable, cost: int, route: R) -> None:
        """Take a route in; of two with the same key the cheaper is kept, the first of equals."""
        known = self._kept.pop(key, None)
        self._kept[key] = known if known and known.cost <= cost else Priced(route=route, cost=cost)
        if len(self._kept) > self.most:
            del self._kept[next(iter(self._kept))]

    def priced(self) -> tuple[Priced[R], ...]:
        """Return the routes with their costs, offered least recently first."""
        return tuple(self._kept.values())

    def routes(self) -> tuple[R, ...]:
        """Return the routes, offered least recently first."""
        return tuple(one.route for one in self._kept.values())


def offer_week(pool: RoutePool[Outing], problem: RoutingProblem, solution: RoutingSolution) -> None:
    """Offer the outings of a week's solution that break no rule by themselves, and each of their trips."""
    for outing in outings(problem, solution):
        if any(trip(problem, route).broken for route in outing):
            continue
        for one in dict.fromkeys((outing, *((route,) for route in outing))):
            pool.offer(week_key(problem, one), outing_cost_vnd(problem, one), one)


def week_key(problem: RoutingProblem, outing: Outing) -> Hashable:
    """Return what makes two outings of a week alike: kind of vehicle, departure day and visits by trip."""
    visits = tuple(sorted(tuple(sorted(route.visits)) for route in outing))
    return (int(problem.tables.vehicle_kind[outing[0].vehicle]), outing[0].day, visits)
