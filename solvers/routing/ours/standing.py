"""A search of the week seen from outside: its best so far, and the outings under way at the moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from solvers.routing.ours import from_week
from solvers.routing.ours.from_instance import Asked
from solvers.routing.ours.state import FREE, NEXT, State
from solvers.routing.ours.week import Week
from solvers.routing.outings import outing_vnd
from solvers.routing.problem import Outing, RouteChoice, RoutingSolution
from solvers.routing.tables import DAYS


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a search stands; what it shows changes as the search goes on."""

    q: Asked
    s: State
    t: Week

    def best(self) -> RoutingSolution:
        """Return the best so far, not yet crewed."""
        return from_week.solution(self.q, self.s)

    def outings(self, seen: set[Hashable]) -> Iterator[tuple[Outing, int]]:
        """Yield each outing under way that was not ``seen`` before, now it is, and what it costs."""
        tables = self.t.tables
        for trips in self._trips().values():
            kind, day = int(tables.vehicle_kind[trips[0][1] // DAYS]), trips[0][1] % DAYS
            likeness = kind, day, tuple((depart, visits) for depart, _, visits in trips)
            if likeness not in seen:
                seen.add(likeness)
                yield self._outing(trips)

    def _trips(self) -> dict[tuple[int, int], list[tuple[int, int, tuple[int, ...]]]]:
        """Return departure, route and visits of each trip, by vehicle and day."""
        nodes, follows = self.q.ground.nodes, self.s.node[:, NEXT].tolist()
        body, route = self.t.tables.body, self.t.shared.route
        made = defaultdict(list)
        for r in self.s.free[self.s.tally[FREE] :].tolist():
            visits, x = [], follows[nodes + 2 * r]
            while x < nodes:
                visits.append(x)
                x = follows[x]
            made[int(body[r // DAYS]), r % DAYS].append((int(route["depart"][r]), r, tuple(visits)))
        for trips in made.values():
            trips.sort()
        return made

    def _outing(self, trips: list[tuple[int, int, tuple[int, ...]]]) -> tuple[Outing, int]:
        tables, shared = self.t.tables, self.t.shared
        price = sum(int(shared.route["cost"][r]) for _, r, _ in trips)
        if len(trips) > 1:
            price += sum(int(outing_vnd(tables, shared, r)) for _, r, _ in trips)
        made = [
            RouteChoice(vehicle=r // DAYS, day=r % DAYS, depart_s=depart, visits=visits)
            for depart, r, visits in trips
        ]
        return tuple(made), price
