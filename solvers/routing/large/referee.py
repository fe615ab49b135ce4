"""The referee of large instances: the plain referee on few routes at a time, and what the whole shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from solvers.routing.instance import InstanceRoute, InstanceSolution
from solvers.routing.large.instance import LargeInstance, part_of
from solvers.routing.plain.referee import Judgement, judge

CLIENTS = 300  # judged at once, so that a block of travel stays small


def judge_large(large: LargeInstance, solution: InstanceSolution) -> Judgement:
    """Return the cost and violations of a solution."""
    judged = [_judged(large, routes) for routes in _chunks(solution.routes)]
    visits = Counter(c for route in solution.routes for trip in route.trips for c in trip)
    out = [client for c, client in enumerate(large.clients) if not visits[c]]
    lost = sum(client.prize for client in out if client.prize is not None)
    return Judgement(
        cost=sum(j.cost for j in judged) + lost,
        violations=(*(v for j in judged for v in j.violations), *_whole(large, solution, visits)),
    )


def _chunks(routes: Sequence[InstanceRoute]) -> Iterator[list[InstanceRoute]]:
    chunk: list[InstanceRoute] = []
    size = 0
    for route in routes:
        stops = sum(map(len, route.trips))
        if chunk and size + stops > CLIENTS:
            yield chunk
            chunk, size = [], 0
        chunk, size = [*chunk, route], size + stops
    if chunk:
        yield chunk


def _judged(large: LargeInstance, routes: list[InstanceRoute]) -> Judgement:
    clients = sorted({c for route in routes for trip in route.trips for c in trip})
    available = {route.type: large.types[route.type].available for route in routes}
    part = part_of(large, clients, available, routes)
    return judge(part.instance, part.start)


def _whole(large: LargeInstance, solution: InstanceSolution, visits: Counter[int]) -> Iterator[str]:
    used = Counter(route.type for route in solution.routes)
    for t, kind in enumerate(large.types):
        if used[t] > kind.available:
            yield f"available: {used[t]} routes of type {t}, {kind.available} vehicles"
    for c, client in enumerate(large.clients):
        if visits[c] > 1:
            yield f"visits: client {c} {visits[c]} times"
        if not visits[c] and client.prize is None:
            yield f"missing: client {c}"
