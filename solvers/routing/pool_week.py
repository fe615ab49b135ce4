"""The best week that can be made of routes already found, with all that links routes."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import replace

from distribution.errors import EngineError
from distribution.progress import Limits
from solvers.outcome import Incumbent, Status
from solvers.routing.cheapest import courier
from solvers.routing.manning import manned, unmanned
from solvers.routing.pool import Recombination
from solvers.routing.pool_fleets import Alike, busy, fleets, handed_out, may_take
from solvers.routing.pool_links import Offer, roster, shared
from solvers.routing.pool_model import WORK, Choice, Column, Option, Question, choose
from solvers.routing.problem import RouteChoice, RoutingProblem, RoutingSolution
from solvers.routing.referee import cost_vnd, trip, violations

Parcel = tuple[int, int]  # a visit and the depot from which a courier takes it


def recombine(
    problem: RoutingProblem,
    pool: Sequence[RouteChoice],
    start: RoutingSolution,
    *,
    limits: Limits,
    work: float = WORK,
) -> Recombination[RoutingSolution]:
    """Return the cheapest week out of a pool of routes and the routes of ``start``, never worse than it.

    Each client gets all visits of one of its patterns, by routes or couriers, or is left out at its
    price.  Vehicles, bays, drivers by day and licence and their hours together are linked; a depot
    whose choice cannot be manned driver by driver is solved again with every driver in the model.
    Routes are timed and priced by the referee, which also judges the answer.

    Parameters
    ----------
    pool
        Routes; those that break a rule by themselves are passed over.
    limits
        Seed, and seconds when a user asks; iterations have no meaning here.
    work
        CP-SAT's deterministic time of each solve; a run that no clock cuts short repeats.

    Raises
    ------
    EngineError
        When CP-SAT refuses the model, as with costs near the end of 64 bits, or when its choice
        breaks a rule of the referee.
    """
    begun = time.perf_counter()
    groups = fleets(problem)
    offers = _offers(problem, groups, [*start.routes, *pool])
    parcels = _parcels(problem, start)
    question = _question(problem, groups, offers, parcels)
    hint = _held(offers, parcels, groups, start)
    found, bound, crewed = start, None, set[str]()
    while choice := choose(question, hint, limits=_left(limits, begun), work=work):
        found, bound = _solution(problem, groups, offers, parcels, choice, start), choice.bound
        idle = {int(problem.tables.vehicle_kind[r.vehicle]) for r in unmanned(problem, found)}
        clash = {problem.depot_ids[problem.tables.kind["depot"][kind]] for kind in idle} - crewed
        if not clash:
            break
        crewed |= clash
        more = tuple(roster(problem, offers, depot_id) for depot_id in sorted(clash))
        question = replace(question, rosters=(*question.rosters, *more))
    best = _better(problem, start, manned(problem, found))
    objective, seconds = cost_vnd(problem, best), time.perf_counter() - begun
    return Recombination(
        value=best,
        objective=objective,
        status=Status.FEASIBLE,
        runtime_s=seconds,
        incumbents=(Incumbent(seconds=seconds, iteration=1, engine="pool", objective=objective),),
        pool_bound=bound,
        columns=len(offers),
    )


def _offers(
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


def _parcels(problem: RoutingProblem, start: RoutingSolution) -> tuple[Parcel, ...]:
    """Return the cheapest courier of each visit, none where a vehicle is locked, and those of the start."""
    t = problem.tables
    free = [v for v in range(len(t.visit)) if t.client["vehicle"][t.visit["client"][v]] < 0]
    offered = [(v, int(courier(t, v)[1])) for v in free]
    return tuple(sorted({*(one for one in offered if one[1] >= 0), *start.couriers}))


def _question(
    problem: RoutingProblem, groups: Sequence[Alike], offers: Sequence[Offer], parcels: Sequence[Parcel]
) -> Question:
    t = problem.tables
    columns = [Column(cost=o.when.cost_vnd, items=o.route.visits) for o in offers]
    columns += [Column(cost=int(t.courier_vnd[v, q]), items=(v,)) for v, q in parcels]
    reached = {v for column in columns for v in column.items}
    options = []
    for one in t.pattern:
        visits = tuple(range(int(one["first"]), int(one["last"])))
        if reached.issuperset(visits):
            client = int(t.visit["client"][visits[0]])
            options.append(Option(client=client, items=visits, price=int(one["vnd"])))
    return Question(
        columns=tuple(columns),
        options=tuple(options),
        out=tuple(int(vnd) for vnd in t.client["out_vnd"]),
        rows=shared(problem, groups, offers),
    )


def _held(
    offers: Sequence[Offer], parcels: Sequence[Parcel], groups: Sequence[Alike], start: RoutingSolution
) -> frozenset[int]:
    """Return the columns of the start."""
    group_of = {v: number for number, g in enumerate(groups) for v in g.vehicles}
    routes = {(group_of[r.vehicle], r.day, r.depart_s, r.visits) for r in start.routes}
    rows = [
        i for i, o in enumerate(offers) if (o.group, o.route.day, o.route.depart_s, o.route.visits) in routes
    ]
    return frozenset(rows) | {len(offers) + i for i, one in enumerate(parcels) if one in start.couriers}


def _solution(
    problem: RoutingProblem,
    groups: Sequence[Alike],
    offers: Sequence[Offer],
    parcels: Sequence[Parcel],
    choice: Choice,
    start: RoutingSolution,
) -> RoutingSolution:
    """Return the choice with a vehicle for each route, that of the start where it may stay."""
    before = {(r.day, r.depart_s, r.visits): r.vehicle for r in start.routes}
    routes: list[RouteChoice] = []
    for number, group in enumerate(groups):
        own = [offers[i] for i in choice.columns if i < len(offers) and offers[i].group == number]
        spans = [busy(problem, o.route, o.when) for o in own]
        wished = [before.get((o.route.day, o.route.depart_s, o.route.visits), -1) for o in own]
        given = handed_out(group, spans, wished)
        routes += [replace(o.route, vehicle=v) for o, v in zip(own, given, strict=True)]
    return RoutingSolution(
        routes=tuple(sorted(routes, key=lambda r: (r.vehicle, r.day))),
        couriers=tuple(parcels[i - len(offers)] for i in choice.columns if i >= len(offers)),
        unserved=choice.left_out,
        blocked={c: start.blocked.get(c, 0) for c in choice.left_out},
    )


def _better(problem: RoutingProblem, start: RoutingSolution, found: RoutingSolution) -> RoutingSolution:
    """Return what was found where it costs less, or where the start breaks a rule."""
    if broken := violations(problem, found):
        if found is start:
            return start
        raise EngineError(f"recombination: {broken[0]}")
    dearer = cost_vnd(problem, found) >= cost_vnd(problem, start)
    return start if dearer and not violations(problem, start) else found


def _left(limits: Limits, begun: float) -> Limits:
    if limits.seconds is None:
        return limits
    return replace(limits, seconds=max(0.01, limits.seconds - (time.perf_counter() - begun)))
