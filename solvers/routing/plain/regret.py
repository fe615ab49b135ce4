"""Who is inserted next, and where: the cheapest place of every client in every route, kept up to date."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from solvers.routing.instance import Instance, InstanceSolution, Ints
from solvers.routing.plain.gaps import Draft, Gaps, crowd_of, gaps_of
from solvers.routing.plain.referee import route_violations
from solvers.routing.plain.schedule import schedule

Costs = NDArray[np.float64]
NEVER = float("inf")


class Building:
    """Routes in use, and of each type one vehicle not yet used while any is left.

    ``_cheapest`` has a row for each client and a column for each route; clients that are placed, or
    found to have no place, are infinite throughout.
    """

    def __init__(self, instance: Instance, start: InstanceSolution | None, urgent: NDArray[np.bool_]) -> None:
        self._instance = instance
        self._urgent = urgent
        self._crowd = crowd_of(instance) if instance.clients else None
        self._drafts: list[Draft] = []
        self._gaps: list[Gaps] = []
        self._left = [kind.available for kind in instance.types]
        self._open = np.ones(len(instance.clients), dtype=bool)
        self._cheapest: Costs = np.empty((len(instance.clients), 0))
        self._days, self._patterns = _patterns(instance)
        self._prizes = np.array([NEVER if c.prize is None else c.prize for c in instance.clients])
        for route in () if start is None else start.routes:
            self._left[route.type] -= 1
            self._open[[client for trip in route.trips for client in trip]] = False
            self._append(Draft(type=route.type, trips=[list(trip) for trip in route.trips]))
        for kind in range(len(instance.types)):
            self._open_vehicle(kind)

    def insert_next(self) -> bool:
        """Insert one client, the urgent before all, or find that a place is none; false when all is done."""
        first, regret, pattern = self._choices()
        waiting = np.flatnonzero(np.isfinite(first) & (first < self._prizes))
        if len(waiting) == 0:
            return False
        if self._urgent[waiting].any():
            waiting = waiting[self._urgent[waiting]]
        client = int(waiting[np.lexsort((first[waiting], -regret[waiting]))[0]])
        days = self._patterns[client, pattern[client]]
        routes = [self._route_on(client, int(day)) for day in days if day < len(self._days)]
        placed = [self._placed(client, number) for number in routes]
        if any(draft is None for draft in placed):
            return True  # a place was none: its cost is corrected, and others may come first
        self._open[client] = False
        self._cheapest[client] = NEVER
        for number, draft in zip(routes, placed, strict=True):
            assert draft is not None
            self._replace(number, draft)
        return True

    def missed(self) -> NDArray[np.bool_]:
        """Return who must be visited and is not."""
        missed: NDArray[np.bool_] = self._open & ~np.isfinite(self._prizes)
        return missed

    def solution(self) -> InstanceSolution:
        """Return the routes in use."""
        return InstanceSolution(routes=tuple(draft.route() for draft in self._drafts if any(draft.trips)))

    def _choices(self) -> tuple[Costs, Costs, Ints]:
        """Return by client the cost of its cheapest pattern, what the second best adds, the pattern."""
        one, two = self._by_day()
        rows = np.arange(len(one))[:, None, None]
        sums = one[rows, self._patterns].sum(axis=2)
        pattern = sums.argmin(axis=1)
        at = np.arange(len(sums))
        first = sums[at, pattern]
        sums[at, pattern] = NEVER
        days = self._patterns[at, pattern]
        with np.errstate(invalid="ignore"):  # infinite less infinite: a client without any place
            other_route = (two - one)[at[:, None], days].min(axis=1)
            regret = np.minimum(sums.min(axis=1) - first, other_route)
        return first, regret, pattern

    def _by_day(self) -> tuple[Costs, Costs]:
        """Return the cheapest and the second cheapest route of each client on each day.

        A last column stands for "no further visit": it costs nothing, and is never the one to regret.
        """
        clients = len(self._cheapest)
        one, two = (np.full((clients, len(self._days) + 1), NEVER) for _ in range(2))
        one[:, -1] = 0.0
        for number, columns in enumerate(self._columns()):
            costs = self._cheapest[:, columns]
            if costs.shape[1] > 1:
                one[:, number], two[:, number] = np.partition(costs, 1, axis=1)[:, :2].T
            elif costs.shape[1] == 1:
                one[:, number] = costs[:, 0]
        return one, two

    def _columns(self) -> list[list[int]]:
        """Return the routes of each day."""
        types = self._instance.types
        days = [types[draft.type].day for draft in self._drafts]
        return [
            [number for number, of_route in enumerate(days) if day is None or of_route == day]
            for day in self._days
        ]

    def _route_on(self, client: int, day: int) -> int:
        columns = self._columns()[day]
        return columns[int(self._cheapest[client, columns].argmin())]

    def _placed(self, client: int, number: int) -> Draft | None:
        """Return the route with the client in its cheapest gap; None, and that cost corrected, if it is not.

        Releases, longest routes and distances are looked at only here.
        """
        assert self._crowd is not None
        gaps = self._gaps[number]
        costs = gaps.costs(self._instance, self._crowd.one(client))[0]
        for row in np.argsort(costs, kind="stable"):
            if not np.isfinite(costs[row]):
                break
            trip, position = int(gaps.trip[row]), int(gaps.position[row])
            draft = self._drafts[number].with_client(client, trip, position)
            if not self._is_broken(draft):
                if costs[row] <= self._cheapest[client, number]:
                    return draft
                self._cheapest[client, number] = costs[row]
                return None
        self._cheapest[client, number] = NEVER
        return None

    def _is_broken(self, draft: Draft) -> bool:
        route = draft.route()
        return any(route_violations(self._instance, 0, route, schedule(self._instance, route)))

    def _replace(self, number: int, draft: Draft) -> None:
        was_new = not any(self._drafts[number].trips)
        self._drafts[number] = self._with_room(draft)
        self._gaps[number] = gaps_of(self._instance, self._drafts[number])
        self._cheapest[:, number] = self._column(number)
        if was_new:
            self._open_vehicle(draft.type)

    def _open_vehicle(self, kind: int) -> None:
        if self._left[kind] > 0:
            self._left[kind] -= 1
            self._append(Draft(type=kind))

    def _append(self, draft: Draft) -> None:
        self._drafts.append(self._with_room(draft))
        self._gaps.append(gaps_of(self._instance, self._drafts[-1]))
        self._cheapest = np.column_stack([self._cheapest, self._column(len(self._drafts) - 1)])

    def _column(self, number: int) -> Costs:
        """Return what each client yet to be placed adds to a route at the least."""
        if self._crowd is None:
            return np.empty(0)
        costs: Costs = self._gaps[number].costs(self._instance, self._crowd).min(axis=1)
        return np.where(self._open, costs, NEVER)

    def _with_room(self, draft: Draft) -> Draft:
        """Return the route with an empty trip at its end where one more is allowed."""
        if draft.trips[-1] and len(draft.trips) <= self._instance.types[draft.type].reloads:
            return Draft(type=draft.type, trips=[*draft.trips, []])
        return draft


def _patterns(instance: Instance) -> tuple[list[int | None], Ints]:
    """Return the days, and for each client and pattern the numbers of its days.

    A pattern with fewer visits than another is filled up with one number beyond the days; a client
    with fewer patterns repeats its last.
    """
    asked = [client.patterns for client in instance.clients]
    dated = {day for patterns in asked for pattern in patterns for day in pattern}
    days = sorted(dated | {kind.day for kind in instance.types if kind.day is not None}) if dated else []
    number = {day: index for index, day in enumerate(days)}
    any_day = tuple((day,) for day in range(max(1, len(days))))
    numbered = [
        tuple(tuple(number[day] for day in pattern) for pattern in patterns) or any_day for patterns in asked
    ]
    choices = max((len(patterns) for patterns in numbered), default=1)
    visits = max((len(pattern) for patterns in numbered for pattern in patterns), default=1)
    table = np.full((len(asked), choices, visits), max(1, len(days)), dtype=np.int64)
    for client, patterns in enumerate(numbered):
        for choice in range(choices):
            pattern = patterns[min(choice, len(patterns) - 1)]
            table[client, choice, : len(pattern)] = pattern
    return list(days) or [None], table
