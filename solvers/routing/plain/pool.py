"""The best solution of a plain instance that can be made of routes already found: set partitioning."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence

from distribution.errors import EngineError
from distribution.progress import Limits
from solvers.outcome import Incumbent, Status
from solvers.routing.instance import Client, Instance, InstanceRoute, InstanceSolution
from solvers.routing.plain.referee import judge, route_cost
from solvers.routing.pool.model import WORK, Column, Option, Question, Row, choose
from solvers.routing.pool.routes import Priced, Recombination, RoutePool

Call = tuple[int, int | None]  # a client, and the day where it has day patterns


def instance_key(route: InstanceRoute) -> tuple[int, tuple[int, ...]]:
    """Return what makes two routes of a plain instance alike: type (and so day) and clients."""
    return route.type, tuple(sorted(_clients(route)))


def offer_instance(pool: RoutePool[InstanceRoute], instance: Instance, solution: InstanceSolution) -> None:
    """Offer the routes of a solution, priced by the referee."""
    for route in solution.routes:
        pool.offer(instance_key(route), route_cost(instance, route), route)


def recombine_instance(
    instance: Instance,
    pool: Sequence[Priced[InstanceRoute]],
    start: InstanceSolution,
    *,
    limits: Limits,
    work: float = WORK,
) -> Recombination[InstanceSolution]:
    """Return the cheapest solution out of a pool and the routes of ``start``, never worse than it.

    Each client is visited once, or on the days of one of its patterns, or left out at its prize; no
    type is used more often than it is available.  The routes of the pool must keep their own rules.

    Parameters
    ----------
    pool
        Routes with their costs by the referee.
    limits
        Seed, and seconds when a user asks; iterations have no meaning here.
    work
        CP-SAT's deterministic time; a run that no clock cuts short repeats.

    Raises
    ------
    EngineError
        When CP-SAT refuses the model, or when its choice breaks a rule of the referee or has another
        cost there.
    """
    begun = time.perf_counter()
    held = [Priced(route=route, cost=route_cost(instance, route)) for route in start.routes]
    offers = _different([*held, *pool])
    before = judge(instance, start)
    hint = frozenset(i for i, one in enumerate(offers) if one.route in start.routes)
    choice = choose(_question(instance, offers), hint, limits=limits, work=work)
    best, objective = start, before.cost
    if choice is not None:
        found = InstanceSolution(routes=tuple(offers[i].route for i in choice.columns))
        judged = judge(instance, found)
        if judged.violations or judged.cost != choice.cost:
            told = judged.violations or (f"costs {judged.cost}, not {choice.cost}",)
            raise EngineError(f"recombination: {told[0]}")
        if judged.cost < before.cost or before.violations:
            best, objective = found, judged.cost
    seconds = time.perf_counter() - begun
    return Recombination(
        value=best,
        objective=objective,
        status=Status.FEASIBLE,
        runtime_s=seconds,
        incumbents=(Incumbent(seconds=seconds, iteration=1, engine="pool", objective=objective),),
        pool_bound=choice.bound if choice else None,
        columns=len(offers),
    )


def _different(offered: Iterable[Priced[InstanceRoute]]) -> tuple[Priced[InstanceRoute], ...]:
    """Return each route once, without those that call at somebody twice."""
    kept = dict.fromkeys(offered)
    return tuple(one for one in kept if len(set(_clients(one.route))) == len(_clients(one.route)))


def _question(instance: Instance, offers: Sequence[Priced[InstanceRoute]]) -> Question:
    items: dict[Call, int] = {}
    for number, client in enumerate(instance.clients):
        for day in sorted({day for pattern in _days(client) for day in pattern}, key=str):
            items[number, day] = len(items)
    columns = tuple(_column(instance, one, items) for one in offers)
    reached = {item for column in columns for item in column.items}
    options = []
    for number, client in enumerate(instance.clients):
        for pattern in _days(client):
            wanted = tuple(items[number, day] for day in pattern)
            if reached.issuperset(wanted):
                options.append(Option(client=number, items=wanted))
    return Question(
        columns=columns,
        options=tuple(options),
        out=tuple(client.prize for client in instance.clients),
        rows=_available(instance, offers),
    )


def _column(instance: Instance, one: Priced[InstanceRoute], items: dict[Call, int]) -> Column:
    """Return a route as a column; a call on a day of no pattern is an item that nobody wants."""
    day = instance.types[one.route.type].day
    calls = [(c, day if instance.clients[c].patterns else None) for c in _clients(one.route)]
    return Column(cost=one.cost, items=tuple(items.get(call, len(items)) for call in calls))


def _available(instance: Instance, offers: Sequence[Priced[InstanceRoute]]) -> tuple[Row, ...]:
    used: dict[int, list[int]] = defaultdict(list)
    for i, one in enumerate(offers):
        used[one.route.type].append(i)
    return tuple(
        Row(columns=tuple(rows), weights=(1,) * len(rows), most=instance.types[number].available)
        for number, rows in sorted(used.items())
        if instance.types[number].available < len(rows)
    )


def _days(client: Client) -> tuple[tuple[int | None, ...], ...]:
    return client.patterns or ((None,),)


def _clients(route: InstanceRoute) -> tuple[int, ...]:
    return tuple(client for trip in route.trips for client in trip)
