"""Set partitioning over routes of plain instances, against every partition and by hand."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import combinations, permutations

import numpy as np
import pytest
from plain_instances import line, van

from distribution.errors import EngineError
from distribution.progress import Limits
from solvers.routing.instance import Client, Instance, InstanceRoute, InstanceSolution, VehicleType
from solvers.routing.plain.pool import offer_instance, recombine_instance
from solvers.routing.plain.referee import judge, route_cost
from solvers.routing.pool.routes import Priced, RoutePool

NOTHING = InstanceSolution(routes=())


def plane(seed: int, clients: int = 6) -> Instance:
    """Return clients of load 1 to 4 on a plane; vans of load 7 and, dearer a day, of load 10."""
    rng = np.random.default_rng(seed)
    at = rng.integers(0, 100, (clients + 1, 2))
    travel = np.rint(np.hypot(*(at[:, None] - at[None, :]).transpose(2, 0, 1))).astype(np.int64)[None]
    vans = tuple(
        VehicleType(available=9, capacity=(capacity,), start=0, end=0, fixed=fixed)
        for capacity, fixed in ((7, 30), (10, 60))
    )
    asked = tuple(Client(place=i + 1, load=(int(rng.integers(1, 5)),)) for i in range(clients))
    return Instance(name="plane", distance=travel, duration=travel, clients=asked, types=vans)


def every_route(question: Instance) -> tuple[Priced[InstanceRoute], ...]:
    """Return the cheapest route of each type over each set of clients that it can carry."""
    pool: RoutePool[InstanceRoute] = RoutePool()
    clients = range(len(question.clients))
    for number, kind in enumerate(question.types):
        for size in range(1, len(clients) + 1):
            for group in combinations(clients, size):
                if sum(question.clients[c].load[0] for c in group) <= kind.capacity[0]:
                    for order in permutations(group):
                        one = InstanceRoute(type=number, trips=(order,))
                        offer_instance(pool, question, InstanceSolution(routes=(one,)))
    return pool.priced()


def least(question: Instance, pool: tuple[Priced[InstanceRoute], ...]) -> int:
    """Return the least cost of sharing the clients out over routes of the pool, by trying all ways."""
    cheapest: dict[frozenset[int], int] = {}
    for one in pool:
        clients = frozenset(one.route.trips[0])
        cheapest[clients] = min(one.cost, cheapest.get(clients, one.cost))

    @cache
    def rest(left: frozenset[int]) -> int:
        if not left:
            return 0
        first = min(left)
        return min(cost + rest(left - group) for group, cost in cheapest.items() if first in group <= left)

    return rest(frozenset(range(len(question.clients))))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_all_routes_in_the_pool_give_the_optimum(seed: int) -> None:
    question = plane(seed)
    pool = every_route(question)
    alone = [InstanceRoute(type=1, trips=((c,),)) for c in range(len(question.clients))]
    found = recombine_instance(question, pool, InstanceSolution(routes=tuple(alone)), limits=Limits())
    assert found.objective == found.pool_bound == least(question, pool) == judge(question, found.value).cost
    assert judge(question, found.value).feasible
    assert found.bound is None


def priced(question: Instance, *routes: InstanceRoute) -> tuple[Priced[InstanceRoute], ...]:
    return tuple(Priced(route=one, cost=route_cost(question, one)) for one in routes)


def test_no_more_routes_of_a_type_than_vehicles() -> None:
    # two clients, alone 20 and 40 with the van; one van only, so the dear type takes one of them
    vans = (van(available=1), van(fixed=5))
    question = line(Client(place=1, load=(6,)), Client(place=2, load=(6,)), types=vans)
    pool = priced(question, *(InstanceRoute(type=k, trips=((c,),)) for k in (0, 1) for c in (0, 1)))
    found = recombine_instance(question, pool, NOTHING, limits=Limits())
    assert found.objective == 20 + 40 + 5
    assert judge(question, found.value).feasible


def test_a_client_whose_prize_is_less_than_its_detour_is_left_out() -> None:
    near, far = Client(place=1, load=(1,), prize=50), Client(place=4, load=(1,), prize=50)
    question = line(near, far, types=(van(),))
    pool = priced(question, *(InstanceRoute(type=0, trips=(order,)) for order in ((0,), (1,), (0, 1))))
    found = recombine_instance(question, pool, NOTHING, limits=Limits())
    assert found.objective == 20 + 50
    assert found.value.routes[0].trips == ((0,),)


def test_every_day_of_one_pattern() -> None:
    # days 0 and 2, or 1 alone; the pool has no route of day 2
    days = tuple(van(available=1) for _ in range(3))
    days = tuple(replace(kind, day=day) for day, kind in enumerate(days))
    question = line(Client(place=1, load=(1,), patterns=((0, 2), (1,))), types=days)
    pool = priced(question, *(InstanceRoute(type=day, trips=((0,),)) for day in (0, 1)))
    found = recombine_instance(question, pool, NOTHING, limits=Limits())
    assert found.value.routes == (InstanceRoute(type=1, trips=((0,),)),)
    assert judge(question, found.value).feasible


def test_a_pool_without_an_answer_leaves_the_start() -> None:
    question = line(Client(place=1, load=(1,)), Client(place=2, load=(1,)), types=(van(available=1),))
    start = InstanceSolution(routes=(InstanceRoute(type=0, trips=((0, 1),)),))
    pool = priced(question, InstanceRoute(type=0, trips=((0,),)))
    found = recombine_instance(question, pool, start, limits=Limits())
    assert found.value == start
    assert found.objective == 40
    assert recombine_instance(question, pool, NOTHING, limits=Limits()).value == NOTHING


def test_a_route_that_was_priced_wrongly_is_found_out() -> None:
    question = line(Client(place=1, load=(1,)), types=(van(),))
    wrong = (Priced(route=InstanceRoute(type=0, trips=((0,),)), cost=3),)
    with pytest.raises(EngineError, match="costs 20, not 3"):
        recombine_instance(question, wrong, NOTHING, limits=Limits())
