"""The best week that can be made of routes already found, with all that links routes."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from distribution.errors import EngineError
from distribution.progress import Limits
from solvers.outcome import Incumbent, Status
from solvers.routing.manning import manned, unmanned
from solvers.routing.pool.fleets import Alike, busy, fleets, handed_out
from solvers.routing.pool.links import Offer, roster
from solvers.routing.pool.model import WORK, Choice
from solvers.routing.pool.question import (
    Parcel,
    driven_by,
    held,
    offers_of,
    parcels_of,
    question_of,
)
from solvers.routing.pool.routes import Recombination
from solvers.routing.pool.stepwise import STEPS, chosen
from solvers.routing.problem import Outing, RouteChoice, RoutingProblem, RoutingSolution
from solvers.routing.referee import cost_vnd, outings, violations


def recombine(
    problem: RoutingProblem,
    pool: Sequence[Outing],
    start: RoutingSolution,
    *,
    limits: Limits,
    work: float = WORK,
    works: Sequence[float] = (),
) -> Recombination[RoutingSolution]:
    """Return the cheapest week out of a pool of outings and those of ``start``, never worse than it.

    Each client gets all visits of one of its patterns, by routes or couriers, or is left out at its
    price.  Vehicles, bays, drivers by day and licence and their hours together are linked; a depot
    whose choice cannot be manned driver by driver is solved again with every driver in the model.
    Routes are timed and priced by the referee, which also judges the answer.

    Parameters
    ----------
    pool
        Outings; those that break a rule by themselves are passed over.
    limits
        Seed, and seconds when a user asks; iterations have no meaning here.
    work
        CP-SAT's deterministic time of each solve; a run that no clock cuts short repeats.
    works
        What each solve of an earlier run took, which the clock may have cut short: to find the same again.

    Raises
    ------
    EngineError
        When CP-SAT refuses the model, as with costs near the end of 64 bits, when the relaxation of a large
        pool is not solved, or when the choice breaks a rule of the referee.
    """
    begun = time.perf_counter()
    groups = fleets(problem)
    offers = offers_of(problem, groups, [*outings(problem, start), *pool])
    parcels = parcels_of(problem, start)
    question = question_of(problem, groups, offers, parcels, start)
    hint = held(problem, offers, parcels, groups, start)
    found, bound, crewed, spent = start, None, set[str](), list[float]()
    while True:
        most = (*works[len(spent) :], *[work] * len(STEPS))[: len(STEPS)]
        choice, took = chosen(question, hint, most, _left(limits, begun))
        spent += took
        if choice is None:
            break
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
        works=tuple(spent),
    )


def _solution(
    problem: RoutingProblem,
    groups: Sequence[Alike],
    offers: Sequence[Offer],
    parcels: Sequence[Parcel],
    choice: Choice,
    start: RoutingSolution,
) -> RoutingSolution:
    """Return the choice with a vehicle for each route, that of the start where it may stay."""
    body = problem.tables.body
    before = {(r.day, r.depart_s, r.visits): int(body[r.vehicle]) for r in start.routes}
    routes: list[RouteChoice] = []
    for number, group in enumerate(groups):
        own = [offers[i] for i in choice.columns if i < len(offers) and offers[i].group == number]
        spans = [busy(problem, o.outing, o.whens) for o in own]
        leading = [o.outing[0] for o in own]
        wished = [before.get((r.day, r.depart_s, r.visits), -1) for r in leading]
        given = handed_out(group, spans, wished)
        routes += [r for o, v in zip(own, given, strict=True) for r in driven_by(v, o.outing)]
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
