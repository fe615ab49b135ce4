"""A pool of routes as a question: columns of routes and consignments, options of clients, shared rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from solvers.routing.cheapest import courier
from solvers.routing.pool_fleets import Alike, may_take
from solvers.routing.pool_links import Offer, shared
from solvers.routing.pool_model import Column, Option, Question
from solvers.routing.problem import RouteChoice, RoutingProblem, RoutingSolution
from solvers.routing.referee import trip

Parcel = tuple[int, int]  # a visit and the depot from which a courier takes it


def offers_of(
    problem: RoutingProblem, groups: Sequence[Alike], routes: Iterable[RouteChoice]
) -> tuple[Offer, ...]:
    """Return each route once for every group of vehicles that may take it."""
    t, made = problem.tables, []
    kinds = t.vehicle_kind.tolist()
    alike = dict.fromkeys((kinds[r.vehicle], r.day, r.depart_s, r.visits) for r in routes if r.visits)
    for kind, day, depart_s, visits in alike:
        own = [(number, g) for number, g in enumerate(groups) if g.kind == kind]
        route = RouteChoice(vehicle=own[0][1].vehicles[0], day=day, depart_s=depart_s, visits=visits)
        when, depot = trip(problem, route), int(t.kind["depot"][kind])
        ready = all(t.ready_day[t.visit["client"][v], depot] <= day for v in visits)
        if when.broken or not ready or len(set(visits)) < len(visits):
            continue
        for number, group in own:
            if may_take(problem, group, route, when):
                one = replace(route, vehicle=group.vehicles[0])
                made.append(Offer(route=one, when=when, group=number, depot=depot))
    return tuple(made)


def parcels_of(problem: RoutingProblem, start: RoutingSolution) -> tuple[Parcel, ...]:
    """Return the cheapest courier of each visit, none where a vehicle is locked, and those of the start."""
    t = problem.tables
    free = [v for v in range(len(t.visit)) if t.client["vehicle"][t.visit["client"][v]] < 0]
    offered = [(v, int(courier(t, v)[1])) for v in free]
    return tuple(sorted({*(one for one in offered if one[1] >= 0), *start.couriers}))


def question_of(
    problem: RoutingProblem, groups: Sequence[Alike], offers: Sequence[Offer], parcels: Sequence[Parcel]
) -> Question:
    """Return the choice to be made: column ``i`` is offer ``i``, the parcels follow."""
    t = problem.tables
    columns = [Column(cost=o.when.cost_vnd, items=o.route.visits) for o in offers]
    columns += [Column(cost=int(t.courier_vnd[v, q]), items=(v,)) for v, q in parcels]
    return Question(
        columns=tuple(columns),
        options=_options(problem, offers, parcels),
        out=tuple(int(vnd) for vnd in t.client["out_vnd"]),
        rows=shared(problem, groups, offers),
    )


def _options(
    problem: RoutingProblem, offers: Sequence[Offer], parcels: Sequence[Parcel]
) -> tuple[Option, ...]:
    """Return the patterns that can be served whole; of those by courier alone, each client's cheapest."""
    t = problem.tables
    driven = {v for o in offers for v in o.route.visits}
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
        elif sent.keys() >= set(visits):
            price = option.price + sum(sent[v] for v in visits)
            if client not in by_courier or price < by_courier[client][0]:
                by_courier[client] = price, option
    return (*options, *(option for _, option in by_courier.values()))


def held(
    offers: Sequence[Offer], parcels: Sequence[Parcel], groups: Sequence[Alike], start: RoutingSolution
) -> frozenset[int]:
    """Return the columns of the start."""
    group_of = {v: number for number, g in enumerate(groups) for v in g.vehicles}
    routes = {(group_of[r.vehicle], r.day, r.depart_s, r.visits) for r in start.routes}
    rows = [
        i for i, o in enumerate(offers) if (o.group, o.route.day, o.route.depart_s, o.route.visits) in routes
    ]
    return frozenset(rows) | {len(offers) + i for i, one in enumerate(parcels) if one in start.couriers}
