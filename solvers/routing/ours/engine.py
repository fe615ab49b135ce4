"""Our own engine: ruin and recreate, annealed, for plain instances and for the week alike.

The week's rules are priced exactly at insertion; plain instances need only the segments.  Repeatable
for a seed and a number of iterations.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from distribution.progress import Limits, OnProgress
from solvers.outcome import Incumbent, Outcome, Status
from solvers.routing.insertion import insertion
from solvers.routing.instance import Instance, InstanceRoute, InstanceSolution
from solvers.routing.ours import from_instance, from_week
from solvers.routing.ours.adopt import adopt_instance, adopt_week
from solvers.routing.ours.cooling import Found, cooled, plentiful, repeated
from solvers.routing.ours.from_instance import Asked
from solvers.routing.ours.lawful import lawful
from solvers.routing.ours.settings import WEEK, Settings, settings_for
from solvers.routing.ours.standing import Standing
from solvers.routing.ours.state import (
    BEST_EARLIER,
    BEST_KIND,
    BEST_LATER,
    CLIENT,
    State,
    new_state,
)
from solvers.routing.ours.stops import stops
from solvers.routing.ours.week import new_week
from solvers.routing.plain.ours_reasons import unmodelled
from solvers.routing.plain.reasons import UnmodelledError
from solvers.routing.plain.referee import judge
from solvers.routing.problem import RoutingProblem, RoutingSolution
from solvers.routing.referee import cost_vnd

OnFound = Callable[[Found, Standing], None]
"""Told after every stretch how far the search has come, and where it stands."""


def supports(problem: RoutingProblem) -> str | None:  # noqa: ARG001
    """Return None: every rule of the week is priced at insertion."""
    return None


def ours(
    problem: RoutingProblem,
    *,
    limits: Limits,
    start: RoutingSolution | None = None,
    on_progress: OnProgress | None = None,
    settings: Settings = WEEK,
    steps: Sequence[int] | None = None,
    on_found: OnFound | None = None,
    every: int | None = None,
) -> Outcome[RoutingSolution]:
    """Plan the routes of a week; never worse than ``start``.

    The insertion has the last word: it crews the routes and says what stands in the way of who is left out.

    Parameters
    ----------
    steps
        Iterations in each step of the cooling: runs a search again that the clock had cooled.
    every
        After how many iterations ``on_found`` is told at least, the same ones whatever the clock does.
    """
    begun = time.perf_counter()
    if not len(problem.tables.client):
        return insertion(problem, limits=limits)
    q, t = from_week.question(problem), new_week(problem.tables)
    s = new_state(q.ground, q.node, q.client, q.type, limits.seed)
    if start is not None:
        adopt_week(q, s, t, start)
    if steps is None:
        search = cooled(q, s, t, limits, settings, begun=begun, warm=start is not None, every=every)
    else:
        search = repeated(q, s, t, steps, settings, begun=begun, every=every)
    if on_found is not None:
        search = _told(search, on_found, Standing(q, s, t))
    curve, status = _searched(search, limits, on_progress)
    found = insertion(problem, limits=Limits(), start=from_week.solution(q, s)).value
    value = min([found, *([start] if start else [])], key=lambda answer: cost_vnd(problem, answer))
    return Outcome(
        value=value,
        objective=cost_vnd(problem, value),
        status=status,
        runtime_s=time.perf_counter() - begun,
        incumbents=curve,
    )


def solve_instance(
    instance: Instance,
    *,
    limits: Limits,
    start: InstanceSolution | None = None,
    on_progress: OnProgress | None = None,
    settings: Settings | None = None,
) -> Outcome[InstanceSolution]:
    """Solve a plain instance; a client that found no place is on no route of the answer.

    The status is unknown where one is left out who must be visited.

    Raises
    ------
    UnmodelledError
        When the search has no model of the instance, or its costs could leave 64 bits.
    ValueError
        When ``start`` names a client or a vehicle type that the instance does not have.
    """
    begun = time.perf_counter()
    if (reason := unmodelled(instance)) is not None:
        raise UnmodelledError(reason)
    if not instance.clients or not instance.types:
        return _judged(instance, InstanceSolution(routes=()), Status.FEASIBLE, (), begun)
    q = from_instance.question(instance)
    s = new_state(q.ground, q.node, q.client, q.type, limits.seed)
    if start is not None:
        adopt_instance(q, s, lawful(instance, start))
    chosen, warm = settings or settings_for(q), start is not None
    again = not warm and plentiful(limits, len(instance.clients))
    search = cooled(q, s, None, limits, chosen, begun=begun, warm=warm, again=again)
    curve, status = _searched(search, limits, on_progress)
    return _judged(instance, _solution(q, s), status, curve, begun)


def _judged(
    instance: Instance, value: InstanceSolution, status: Status, curve: tuple[Incumbent, ...], begun: float
) -> Outcome[InstanceSolution]:
    """Return an answer as the referee sees it; the curve counts a price for each client that waited."""
    judgement = judge(instance, value)
    if not judgement.feasible and status is Status.FEASIBLE:
        status = Status.UNKNOWN
    return Outcome(
        value=value,
        objective=judgement.cost,
        status=status,
        runtime_s=time.perf_counter() - begun,
        incumbents=curve,
    )


def _searched(
    search: Iterator[Found], limits: Limits, on_progress: OnProgress | None
) -> tuple[tuple[Incumbent, ...], Status]:
    """Run a search to its end or to an interrupt; return its incumbent curve."""
    curve: list[Incumbent] = []
    try:
        for found in search:
            if not curve or found.best < curve[-1].objective:
                curve.append(found.incumbent())
            if on_progress:
                on_progress(found.progress(limits))
    except KeyboardInterrupt:
        return tuple(curve), Status.INTERRUPTED
    return tuple(curve), Status.FEASIBLE


def _told(search: Iterator[Found], on_found: OnFound, standing: Standing) -> Iterator[Found]:
    for found in search:
        on_found(found, standing)
        yield found


def _solution(q: Asked, s: State) -> InstanceSolution:
    """Return the best solution found, in the terms of the instance."""
    routes = []
    for r in np.flatnonzero((s.best_route[:, BEST_KIND] >= 0) & (s.best_route[:, BEST_EARLIER] < 0)):
        trips, trip = [], int(r)
        while trip >= 0:
            trips.append(tuple(int(q.node[x, CLIENT]) for x in stops(q.ground.nodes, s, trip)))
            trip = int(s.best_route[trip, BEST_LATER])
        routes.append(InstanceRoute(type=int(s.best_route[r, BEST_KIND]), trips=tuple(trips)))
    return InstanceSolution(routes=tuple(routes))
