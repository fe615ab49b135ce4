"""What a drill may touch: routes that are hit and those that run nearest; all others stay as they are.

So a drill has a bound of its own: so many centres are placed anew at the most, each on a route near it or
with a vehicle that stands idle.  What is beyond the bound is told, never silently dropped.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from solvers.routing.mending.crews import without
from solvers.routing.mending.present import Present, slot_of
from solvers.routing.mending.repair import Holding
from solvers.routing.part_of_week import part_of_week
from solvers.routing.problem import RouteChoice, RoutingProblem
from solvers.routing.tables import DAYS, NEVER

NEAREST = 8  # routes that may take in a centre that lost its call


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reach:
    """A hit week as far as it is mended: its problem, the routes in it, and what of these must stay.

    ``beyond`` are the centres that lost their call and are not placed anew, because they are too many.
    """

    problem: RoutingProblem
    now: Present
    holding: Holding
    beyond: frozenset[str]


def reach(
    problem: RoutingProblem,
    now: Present,
    crews: Mapping[int, tuple[str, ...]],
    waiting: Collection[str],
    centres: int,
) -> Reach:
    """Return what of a week hit by a drill is to be mended.

    Parameters
    ----------
    problem, now
        The week as it is after the loss, and the plan's routes in it.
    crews
        The drivers of the plan's routes, by slot.
    waiting
        Centres that the plan itself leaves out: no drill asks for them.
    centres
        How many centres are placed anew at the most: first those whose doses are worth most.
    """
    never = {c for c, centre_id in enumerate(problem.centre_ids) if centre_id in waiting}
    worth = problem.tables.client["out_vnd"]
    loose = sorted(_loose(problem, now) - never, key=lambda c: (-int(worth[c]), c))
    beyond = frozenset(loose[centres:])
    shut = frozenset(never | beyond)
    part = part_of_week(problem, sorted(set(range(len(problem.centre_ids))) - shut), (), {})
    own = Present(solution=part.own(without(problem, now.solution, shut)), disturbed=now.disturbed)
    slots = _staying(part.problem, own)
    return Reach(
        problem=part.problem,
        now=own,
        holding=Holding(slots=slots, crews=crews),
        beyond=frozenset(problem.centre_ids[c] for c in beyond),
    )


def _loose(problem: RoutingProblem, now: Present) -> set[int]:
    """Return the clients on no route, or on a disturbed one."""
    owner = problem.tables.visit["client"]
    on_route = {int(owner[v]) for r in now.solution.routes if slot_of(r) in now.disturbed for v in r.visits}
    return on_route | set(now.solution.unserved)


def _staying(problem: RoutingProblem, now: Present) -> frozenset[int]:
    """Return the slots of the routes that no loose client is on and that run near none.

    A trip of a vehicle that loses another one on that day may shift with it.
    """
    owner, loose = problem.tables.visit["client"], _loose(problem, now)
    routes = now.solution.routes
    hit = {slot_of(r) for r in routes if loose & {int(owner[v]) for v in r.visits}} | now.disturbed
    days = {_outing(problem, slot) for slot in hit}
    standing = [r for r in routes if _outing(problem, slot_of(r)) not in days]
    near = _near(problem, standing, loose)
    return frozenset(slot_of(r) for row, r in enumerate(standing) if row not in near)


def _outing(problem: RoutingProblem, slot: int) -> tuple[int, int]:
    """Return the vehicle, by its first row, and the day of a slot."""
    return int(problem.tables.body[slot // DAYS]), slot % DAYS


def _near(problem: RoutingProblem, routes: Sequence[RouteChoice], clients: Collection[int]) -> set[int]:
    """Return which routes pass nearest to some client, of those whose depot may serve it."""
    t = problem.tables
    away_s = t.travel["free_s"][0]
    stops = [t.client["place"][t.visit["client"][list(r.visits)]] for r in routes]
    depots = [int(t.kind["depot"][t.vehicle_kind[r.vehicle]]) for r in routes]
    found: set[int] = set()
    for client in clients:
        place = t.client["place"][client]
        able = [row for row, depot in enumerate(depots) if t.ready_day[client, depot] != NEVER]
        found.update(heapq.nsmallest(NEAREST, able, key=lambda row: int(away_s[place, stops[row]].min())))
    return found
