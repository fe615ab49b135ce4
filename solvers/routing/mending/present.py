"""The plan that there is, in the integers of a question that may have changed since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from distribution.feasibility.windows import visit_day
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.trips import trip_keys
from solvers.routing.mending.by_hand import by_hand
from solvers.routing.problem import RouteChoice, RoutingProblem, RoutingSolution
from solvers.routing.referee import breaches
from solvers.routing.slots import slots
from solvers.routing.tables import DAYS

Calls = Mapping[tuple[str, int], int]  # centre and day of the week: the visit of today's question


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """A plan as a solution, without the calls for which the question has no day pattern any more.

    ``disturbed`` are the slots (``vehicle * DAYS + day``) whose routes cannot be driven as they now stand:
    these must be made anew, the others may stay, also where they lost a call.
    """

    solution: RoutingSolution
    disturbed: frozenset[int]


def present(problem: RoutingProblem, inputs: WeekInputs, plan: WeeklyPlan) -> Present:
    """Return a plan in the terms of a problem, each route at its own departure."""
    monday = inputs.calendar.week.monday
    calls = _calls(problem, inputs, plan)
    slot = slots(problem)
    routes = []
    for route, key in zip(plan.routes, trip_keys(plan.routes), strict=True):
        days = [(s.centre_id, (visit_day(inputs, s.centre_id, s.start_s) - monday).days) for s in route.stops]
        visits = tuple(calls[call] for call in days if call in calls)
        if (own := slot(key)) is not None and visits:
            choice = RouteChoice(vehicle=own // DAYS, day=own % DAYS, depart_s=route.depart_s, visits=visits)
            routes.append(choice)
    solution = _complete(problem, tuple(routes), _couriers(problem, inputs, plan, calls))
    return Present(solution=solution, disturbed=_broken(problem, solution))


def slot_of(route: RouteChoice) -> int:
    """Return the slot of a route."""
    return route.vehicle * DAYS + route.day


def _broken(problem: RoutingProblem, solution: RoutingSolution) -> frozenset[int]:
    """Return the slots whose routes break a rule, by themselves or beside the others."""
    found = breaches(problem, solution)
    return frozenset(b.vehicle * DAYS + b.day for b in found if b.vehicle is not None and b.day is not None)


def _calls(problem: RoutingProblem, inputs: WeekInputs, plan: WeeklyPlan) -> dict[tuple[str, int], int]:
    """Return the visit of every call of a plan whose centre still has the pattern of all its days."""
    t, monday = problem.tables, inputs.calendar.week.monday
    days: dict[str, set[int]] = defaultdict(set)
    for route in plan.routes:
        for s in route.stops:
            days[s.centre_id].add((visit_day(inputs, s.centre_id, s.start_s) - monday).days)
    for parcel in plan.consignments:
        day = visit_day(inputs, parcel.centre_id, parcel.arrive_s)
        days[parcel.centre_id].add((day - monday).days)
    found: dict[tuple[str, int], int] = {}
    for client, centre_id in enumerate(problem.centre_ids):
        for pattern in range(int(t.client["first"][client]), int(t.client["last"][client])):
            visits = range(int(t.pattern["first"][pattern]), int(t.pattern["last"][pattern]))
            made = {int(t.visit["day"][v]): v for v in visits}
            if made.keys() == days[centre_id]:
                found |= {(centre_id, day): v for day, v in made.items()}
                break
    return found


def _couriers(
    problem: RoutingProblem, inputs: WeekInputs, plan: WeeklyPlan, calls: Calls
) -> tuple[tuple[int, int], ...]:
    t, monday = problem.tables, inputs.calendar.week.monday
    depots = {depot_id: row for row, depot_id in enumerate(problem.depot_ids)}
    sent = set()
    for parcel in plan.consignments:
        day = (visit_day(inputs, parcel.centre_id, parcel.arrive_s) - monday).days
        visit, depot = calls.get((parcel.centre_id, day)), depots[parcel.depot_id]
        if visit is not None and t.courier_vnd[visit, depot] >= 0:
            sent.add((visit, depot))
    return tuple(sorted(sent))


def _complete(
    problem: RoutingProblem, routes: tuple[RouteChoice, ...], couriers: tuple[tuple[int, int], ...]
) -> RoutingSolution:
    """Return a solution of these routes and consignments; a client of whom a visit is not made is out."""
    t = problem.tables
    made = {v for r in routes for v in r.visits} | {v for v, _ in couriers}
    served = {int(t.visit["client"][v]) for v in made}
    return RoutingSolution(
        routes=routes,
        couriers=couriers,
        unserved=tuple(c for c in range(len(problem.centre_ids)) if c not in served),
    )


def with_sequences(
    problem: RoutingProblem, now: Present, laid: Mapping[int, Sequence[tuple[str, int]]], earliest_s: int
) -> Present:
    """Return a present in which routes run as laid down by hand: by slot the centres and days in order.

    A call for which the question has no pattern is left off; it will be missed by the lock that asked for it.
    Another route that cannot be driven beside them, as a later trip of the same vehicle, is disturbed.
    """
    owner = problem.tables.visit["client"]
    single = _single_days(problem)
    sequences = {slot: [single[c] for c in calls if c in single] for slot, calls in laid.items()}
    clients = {int(owner[v]) for visits in sequences.values() for v in visits}
    rest = {
        slot_of(r): [v for v in r.visits if int(owner[v]) not in clients]
        for r in now.solution.routes
        if slot_of(r) not in laid
    }
    solution = by_hand(
        problem,
        {slot: visits for slot, visits in (*rest.items(), *sequences.items()) if visits},
        {slot_of(r): r.depart_s for r in now.solution.routes},
        [(v, depot) for v, depot in now.solution.couriers if int(owner[v]) not in clients],
        frozenset(laid),
        earliest_s,
    )
    whole = _complete(problem, solution.routes, solution.couriers)
    return Present(solution=whole, disturbed=(now.disturbed | _broken(problem, whole)) - laid.keys())


def _single_days(problem: RoutingProblem) -> dict[tuple[str, int], int]:
    """Return the visit of every pattern of one day, by centre and day."""
    t = problem.tables
    alone = [p for p in t.pattern if p["last"] - p["first"] == 1]
    visits = [int(p["first"]) for p in alone]
    return {(problem.centre_ids[t.visit["client"][v]], int(t.visit["day"][v])): v for v in visits}
