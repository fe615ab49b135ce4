"""A pool of routes as a question: columns of routes and consignments, options of clients, shared rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from solvers.routing.cheapest import courier
from solvers.routing.pool.fleets import Alike, may_take
from solvers.routing.pool.links import Offer, shared
from solvers.routing.pool.model import Column, Option, Question
from solvers.routing.problem import Outing, RoutingProblem, RoutingSolution
from solvers.routing.referee import outing_cost_vnd, outings, trip

Parcel = tuple[int, int]  # a visit and the depot from which a courier takes it
Trips = tuple[tuple[int, tuple[int, ...]], ...]  # departures with their visits
Likeness = tuple[int, int, Trips]  # kind of vehicle (or group), day, trips


def offers_of(problem: RoutingProblem, groups: Sequence[Alike], pool: Iterable[Outing]) -> tuple[Offer, ...]:
    """Return each outing once for every group of vehicles that may take it."""
    t, made = problem.tables, []
    alike = {_likeness(problem, outing): outing for outing in pool if all(r.visits for r in outing)}
    for (kind, day, _), outing in alike.items():
        whens, depot = tuple(trip(problem, r) for r in outing), int(t.kind["depot"][kind])
        visits = [v for r in outing for v in r.visits]
        ready = all(t.ready_day[t.visit["client"][v], depot] <= day for v in visits)
        if any(when.broken for when in whens) or not ready or len(set(visits)) < len(visits):
            continue
        cost = outing_cost_vnd(problem, outing)
        for number, group in enumerate(groups):
            if group.kind == kind and may_take(problem, group, outing, whens):
                one = driven_by(group.vehicles[0], outing)
                made.append(Offer(outing=one, whens=whens, cost_vnd=cost, group=number, depot=depot))
    return tuple(made)


def driven_by(vehicle: int, outing: Outing) -> Outing:
    """Return an outing in the rows of a vehicle, from its first."""
    return tuple(replace(route, vehicle=vehicle + number) for number, route in enumerate(outing))


def _likeness(problem: RoutingProblem, outing: Outing) -> Likeness:
    trips = tuple((route.depart_s, route.visits) for route in outing)
    return int(problem.tables.vehicle_kind[outing[0].vehicle]), outing[0].day, trips


def parcels_of(problem: RoutingProblem, start: RoutingSolution) -> tuple[Parcel, ...]:
    """Return the cheapest courier of each visit, none where a vehicle is locked, and those of the start."""
    t = problem.tables
    free = [v for v in range(len(t.visit)) if t.client["vehicle"][t.visit["client"][v]] < 0]
    offered = [(v, int(courier(t, v)[1])) for v in free]
    return tuple(sorted({*(one for one in offered if one[1] >= 0), *start.couriers}))


def question_of(
    problem: RoutingProblem,
    groups: Sequence[Alike],
    offers: Sequence[Offer],
    parcels: Sequence[Parcel],
    start: RoutingSolution,
) -> Question:
    """Return the choice to be made: column ``i`` is offer ``i``, the parcels follow; the start is one."""
    t = problem.tables
    columns = [Column(cost=o.cost_vnd, items=o.visits) for o in offers]
    columns += [Column(cost=int(t.courier_vnd[v, q]), items=(v,)) for v, q in parcels]
    return Question(
        columns=tuple(columns),
        options=_options(problem, offers, parcels, {visit for visit, _ in start.couriers}),
        out=tuple(int(vnd) for vnd in t.client["out_vnd"]),
        rows=shared(problem, groups, offers),
    )


def _options(
    problem: RoutingProblem, offers: Sequence[Offer], parcels: Sequence[Parcel], held: Set[int]
) -> tuple[Option, ...]:
    """Return the patterns that can be served whole.

    Of those by courier alone, each client's cheapest, and that of the start, whose visits are ``held``.
    """
    t = problem.tables
    driven = {v for o in offers for v in o.visits}
    sent: dict[int, int] = {}
    for visit, depot in parcels:
        price = int(t.courier_vnd[visit, depot])
        sent[visit] = min(price, sent.get(visit, price))
    options: list[Option] = []
    by_courier: dict[int, tuple[int, Option]] = {}
    for one in t.pattern:
        visits = tuple(range(int(one["first"]), int(one["last"])))
        client = int(t.visit["client"][visits[0]])
        option = Option(client=client, items=visits, price=int(one["vnd"]))
        if not driven.isdisjoint(visits):
            if driven.union(sent).issuperset(visits):
                options.append(option)
        elif held >= set(visits):
            options.append(option)
        elif sent.keys() >= set(visits):
            price = option.price + sum(sent[v] for v in visits)
            if client not in by_courier or price < by_courier[client][0]:
                by_courier[client] = price, option
    return (*options, *(option for _, option in by_courier.values()))


def held(
    problem: RoutingProblem,
    offers: Sequence[Offer],
    parcels: Sequence[Parcel],
    groups: Sequence[Alike],
    start: RoutingSolution,
) -> frozenset[int]:
    """Return the columns of the start."""
    group_of = {v: number for number, g in enumerate(groups) for v in g.vehicles}
    body = problem.tables.body
    driven = {(group_of[int(body[o[0].vehicle])], _likeness(problem, o)) for o in outings(problem, start)}
    rows = [i for i, o in enumerate(offers) if (o.group, _likeness(problem, o.outing)) in driven]
    return frozenset(rows) | {len(offers) + i for i, one in enumerate(parcels) if one in start.couriers}
