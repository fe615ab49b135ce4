"""What a search of the week says of its routes against the referee's schedule, and of what they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
from ours_books import opened, stops

from solvers.routing.ours import state as at
from solvers.routing.ours.from_instance import Asked
from solvers.routing.ours.ground import PATTERN_PRICE
from solvers.routing.ours.state import State
from solvers.routing.ours.week import Week
from solvers.routing.problem import RouteChoice, RoutingProblem, RoutingSolution
from solvers.routing.referee import outing_cost_vnd, outings, trip
from solvers.routing.tables import DAYS

DAY_S = 86_400
GRID_S = 1_800


def week_faults(problem: RoutingProblem, q: Asked, s: State, t: Week) -> list[str]:
    """Return every time, price and count that is not what the referee gives for the present routes."""
    return [
        *(fault for r in opened(s) for fault in _timed(problem, q, s, t, r)),
        *_idle(s, t),
        *_shared(problem, s, t),
        *_objective(problem, q, s, t),
    ]


def _timed(problem: RoutingProblem, q: Asked, s: State, t: Week, r: int) -> Iterator[str]:
    row, visits = t.shared.route[r], tuple(stops(q, s, r))
    choice = RouteChoice(vehicle=r // DAYS, day=r % DAYS, depart_s=int(row["depart"]), visits=visits)
    told = trip(problem, choice)
    if told.broken:
        yield f"route {r} breaks {told.broken}"
    if (row["size"], row["cost"], row["ret"]) != (len(visits), told.cost_vnd, told.return_s):
        yield f"route {r}: {row}, the referee {told.cost_vnd} đồng, back at {told.return_s}"
    if row["driving"] != sum(told.driving_s):
        yield f"route {r} drives {row['driving']} s, the referee says {sum(told.driving_s)}"


def _idle(s: State, t: Week) -> Iterator[str]:
    for r in np.flatnonzero(t.shared.route["size"] > 0):
        if s.route[r, at.KIND] < 0:
            yield f"route {r} is closed and has stops"


def _shared(problem: RoutingProblem, s: State, t: Week) -> Iterator[str]:
    bays: Counter[tuple[int, int]] = Counter()
    crews: Counter[tuple[int, int, int]] = Counter()
    driving: Counter[tuple[int, int]] = Counter()
    outings: Counter[tuple[int, int]] = Counter()
    for r in opened(s):
        row, kind = t.shared.route[r], problem.tables.kind[problem.tables.vehicle_kind[r // DAYS]]
        depot, level = int(kind["depot"]), int(kind["level"])
        bays[depot, int(row["depart"]) // GRID_S] += 1
        driving[depot, level] += int(row["driving"])
        outing = int(problem.tables.body[r // DAYS]), r % DAYS
        outings[outing] += 1
        for day in range(r % DAYS, int(row["ret"]) // DAY_S + 1):
            if day > r % DAYS or outings[outing] == 1:
                crews[depot, day, level] += int(kind["crew"])
    kept = (
        ("bays", t.shared.bays, bays),
        ("crews", t.shared.crews, crews),
        ("outings", t.shared.outings, outings),
    )
    for name, told, counted in (*kept, ("driving", t.shared.depot_driving, driving)):
        if {tuple(map(int, at_)): int(told[tuple(at_)]) for at_ in np.argwhere(told)} != dict(counted):
            yield f"{name} are not what the routes use"


def _objective(problem: RoutingProblem, q: Asked, s: State, t: Week) -> Iterator[str]:
    couriers = [(x, at.COURIER - int(s.node[x, at.OWNER])) for x in range(q.ground.nodes)]
    sent = sum(int(t.tables.courier_vnd[x, depot]) for x, depot in couriers if depot >= 0)
    chosen = s.client[:, at.CHOSEN]
    aside = sent + int(q.ground.pattern[chosen[chosen >= 0], PATTERN_PRICE].sum())
    choices = (
        RouteChoice(
            vehicle=r // DAYS,
            day=r % DAYS,
            depart_s=int(t.shared.route[r]["depart"]),
            visits=tuple(stops(q, s, r)),
        )
        for r in opened(s)
    )
    found = RoutingSolution(routes=tuple(choices), couriers=(), unserved=())
    routes = sum(outing_cost_vnd(problem, outing) for outing in outings(problem, found))
    if aside != s.tally[at.ASIDE]:
        yield f"patterns and couriers cost {aside}, the tally says {s.tally[at.ASIDE]}"
    if aside + routes + int(s.client[chosen < 0, at.PENALTY].sum()) != s.tally[at.NOW]:
        yield "the objective is not the sum of what it is made of"
