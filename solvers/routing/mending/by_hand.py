"""Routes laid down by hand, timed as they are: a departure that keeps every rule, else the one they had."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from distribution.units import DAY_S
from solvers.routing.beside import departure_beside, may_not_leave
from solvers.routing.departures import GRID
from solvers.routing.kernel import schedule
from solvers.routing.problem import RouteChoice, RoutingProblem, RoutingSolution
from solvers.routing.referee import load
from solvers.routing.tables import DAYS, LOADING_S, State, new_work

NO_BAY = 1_000  # departures counted in a half hour so that no other can leave in it


def by_hand(
    problem: RoutingProblem,
    sequences: Mapping[int, Sequence[int]],
    departures: Mapping[int, int],
    couriers: Sequence[tuple[int, int]],
    changed: frozenset[int],
    earliest_s: int = 0,
) -> RoutingSolution:
    """Return the solution of sequences by slot (``vehicle * DAYS + day``).

    A ``changed`` route leaves at its cheapest lawful departure beside the others; where there is none it
    leaves when it did, or in time for the first window, and whatever it breaks the referee will say.  No
    lawful departure is before ``earliest_s``.
    """
    stay = [
        _route(slot, visits, departures[slot]) for slot, visits in sequences.items() if slot not in changed
    ]
    made = RoutingSolution(routes=tuple(stay), couriers=tuple(couriers), unserved=())
    body = problem.tables.body
    # each leaves as late as is cheapest, so of the trips of a vehicle's day the last is timed first
    for slot in sorted(
        changed & sequences.keys(), key=lambda s: (body[s // DAYS], s % DAYS, -departures.get(s, 0), s)
    ):
        state = load(problem, made)
        shut_bays(state, earliest_s)
        depart_s = _departure(problem, state, slot, sequences[slot], departures.get(slot))
        route = _route(slot, sequences[slot], depart_s)
        made = RoutingSolution(routes=(*made.routes, route), couriers=made.couriers, unserved=())
    return made


def shut_bays(state: State, earliest_s: int) -> None:
    """Let no route leave before a time: every bay counts as taken until then."""
    if earliest_s > 0:
        state.bays[:, : -(-earliest_s // GRID)] += NO_BAY


def _route(slot: int, visits: Sequence[int], depart_s: int) -> RouteChoice:
    return RouteChoice(vehicle=slot // DAYS, day=slot % DAYS, depart_s=depart_s, visits=tuple(visits))


def _departure(
    problem: RoutingProblem, state: State, slot: int, visits: Sequence[int], had: int | None
) -> int:
    t, kind = problem.tables, int(problem.tables.vehicle_kind[slot // DAYS])
    work, sequence, n = new_work(), np.array(visits, np.int64), len(visits)
    found, _, _ = departure_beside(t, state, work, slot, sequence, n)
    if found >= 0:
        # it was sought with the length of another departure; from this one a van may wait for a window
        schedule(t, kind, sequence, n, found, work, True)
        length_s = int(work.call[n]["arrive"]) - found
        if not may_not_leave(t, state, slot, found, length_s, int(t.kind[kind]["shift_s"])):
            return int(found)
    return had if had is not None else _in_time(problem, kind, slot % DAYS, visits[0])


def _in_time(problem: RoutingProblem, kind: int, day: int, visit: int) -> int:
    """Return the half hour that brings a vehicle to a first window as it opens, the depot open already."""
    t = problem.tables
    depot = t.depot[t.kind[kind]["depot"]]
    way = t.travel[t.kind[kind]["profile"], depot["place"], t.client[t.visit[visit]["client"]]["place"]]
    opens = int(t.windows[visit, 0, 0]) - int(way["free_s"]) - int(way["ferry_s"])
    first = day * DAY_S + int(depot["opens_s"]) + int(t.rules[LOADING_S])
    return -(-max(opens, first) // GRID) * GRID
