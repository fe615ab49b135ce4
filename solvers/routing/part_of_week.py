"""Some clients of a week as a problem of their own, beside routes that stay as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from distribution.units import DAY_S
from solvers.routing import tables as to
from solvers.routing.problem import RouteChoice, RoutingProblem, RoutingSolution
from solvers.routing.referee import Trip
from solvers.routing.tables import Ints, Tables


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """The problem of some clients, and the rows that its clients and visits have in the whole one."""

    problem: RoutingProblem
    clients: Ints
    visits: Ints

    def own(self, solution: RoutingSolution) -> RoutingSolution:
        """Return what a solution of the whole holds of this part."""
        row = {int(v): i for i, v in enumerate(self.visits)}
        client = {int(c): i for i, c in enumerate(self.clients)}
        return RoutingSolution(
            routes=tuple(
                replace(r, visits=tuple(row[v] for v in r.visits))
                for r in solution.routes
                if set(r.visits) <= row.keys()
            ),
            couriers=tuple((row[v], depot) for v, depot in solution.couriers if v in row),
            unserved=tuple(client[c] for c in solution.unserved if c in client),
        )

    def whole(self, solution: RoutingSolution) -> RoutingSolution:
        """Return a solution of the part in the numbers of the whole; of other clients it says nothing."""
        return RoutingSolution(
            routes=self.of_whole(solution.routes),
            couriers=tuple((int(self.visits[v]), depot) for v, depot in solution.couriers),
            unserved=tuple(int(self.clients[c]) for c in solution.unserved),
            blocked={int(self.clients[c]): bits for c, bits in solution.blocked.items()},
        )

    def of_whole(self, routes: tuple[RouteChoice, ...]) -> tuple[RouteChoice, ...]:
        """Return routes of the part in the numbers of the whole."""
        return tuple(replace(r, visits=tuple(int(self.visits[v]) for v in r.visits)) for r in routes)

    def sequences(self, solution: RoutingSolution) -> list[tuple[int, tuple[int, ...]]]:
        """Return the routes of a solution of the part as (slot, visits of the whole)."""
        return [
            (r.vehicle * to.DAYS + r.day, tuple(int(self.visits[v]) for v in r.visits))
            for r in solution.routes
        ]


def part_of_week(
    problem: RoutingProblem,
    clients: Sequence[int],
    fixed: Sequence[tuple[RouteChoice, Trip]],
    busy: Mapping[str, frozenset[int]],
) -> Part:
    """Return the problem of ``clients`` with the vehicles and drivers that ``fixed`` routes leave.

    ``busy`` are, by driver, the days on which he is out on one of them.  Loading bays taken by fixed
    routes are not taken off: the answer must be timed again beside them.
    """
    rows = np.array(sorted(clients), np.int64)
    tables, visits = _demand(problem.tables, rows)
    tables = _own_places(tables)
    drivers, vehicle_days = _left(problem.tables, fixed)
    hands = tuple(replace(h, days=h.days - busy.get(h.driver_id, frozenset())) for h in problem.hands)
    part = replace(
        problem,
        tables=tables._replace(drivers=drivers, vehicle_days=vehicle_days),
        centre_ids=tuple(problem.centre_ids[c] for c in rows),
        visit_days=tuple(problem.visit_days[v] for v in visits),
        hands=hands,
        not_asked=(),
    )
    return Part(problem=part, clients=rows, visits=visits)


def _demand(t: Tables, rows: Ints) -> tuple[Tables, Ints]:
    """Return the tables with the demand side of some clients alone, and the rows of their visits."""
    patterns = _ranges(t.client[rows])
    visits = _ranges(t.pattern[patterns])
    client, pattern, visit = t.client[rows], t.pattern[patterns], t.visit[visits]
    _renumber(client)
    _renumber(pattern)
    visit["client"] = np.searchsorted(rows, visit["client"])
    visit["pattern"] = np.searchsorted(patterns, visit["pattern"])
    tables = t._replace(
        client=client,
        ready_day=t.ready_day[rows],
        pattern=pattern,
        visit=visit,
        windows=t.windows[visits],
        courier_vnd=t.courier_vnd[visits],
    )
    return tables, visits


def _own_places(t: Tables) -> Tables:
    """Return the tables with the places of their own alone: a core's own memory may hold what is small."""
    kept = np.union1d(t.client["place"], t.depot["place"])
    client, depot = t.client.copy(), t.depot.copy()
    for records in (client, depot):
        records["place"] = np.searchsorted(kept, records["place"])
    among = np.ix_(kept, kept)
    return t._replace(
        travel=np.stack([legs[among] for legs in t.travel]),
        leg_vnd=np.stack([legs[among] for legs in t.leg_vnd]),
        refuge_s=t.refuge_s[among],
        place_zone=t.place_zone[kept],
        hold_s=np.ascontiguousarray(t.hold_s[:, kept]),
        client=client,
        depot=depot,
    )


def _ranges(records: Ints) -> Ints:
    """Return the rows between ``first`` and ``last`` of every record, in order."""
    spans = [np.arange(first, last) for first, last in zip(records["first"], records["last"], strict=True)]
    return np.concatenate(spans) if spans else np.zeros(0, np.int64)


def _renumber(records: Ints) -> None:
    """Let the ranges of records follow each other from nought."""
    ends = np.cumsum(records["last"] - records["first"])
    records["first"] = ends - (records["last"] - records["first"])
    records["last"] = ends


def _left(t: Tables, fixed: Sequence[tuple[RouteChoice, Trip]]) -> tuple[Ints, Ints]:
    """Return drivers and vehicle days without what the fixed routes take."""
    drivers, days = t.drivers.copy(), t.vehicle_days.copy()
    wheel_s = np.zeros_like(t.drivers[:, to.HEADCOUNT])
    for route, when in fixed:
        kind = t.kind[t.vehicle_kind[route.vehicle]]
        level, depot = int(kind["level"]) + 1, int(kind["depot"])
        last = min(when.return_s // DAY_S, to.CLOCK_DAYS - 1)
        days[t.body == t.body[route.vehicle], route.day : last + 1] = False
        drivers[depot, route.day : last + 1, :level] -= kind["crew"]
        wheel_s[depot, :level] += sum(when.driving_s)
    drivers[:, to.HEADCOUNT] -= -(-wheel_s // int(t.rules[to.WEEKLY_DRIVING_S]))
    return np.maximum(drivers, 0), days
