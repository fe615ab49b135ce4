"""The best week out of a pool of routes: everything that links routes is kept, and nothing gets worse."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from routing_instances import Client, H, problem, scattered

from distribution.errors import EngineError
from distribution.progress import Limits
from solvers.routing.engines import ENGINES
from solvers.routing.manning import unmanned
from solvers.routing.pool import stepwise
from solvers.routing.pool.routes import RoutePool, offer_week, week_key
from solvers.routing.pool.week import recombine
from solvers.routing.problem import Outing, RouteChoice, RoutingProblem, RoutingSolution
from solvers.routing.referee import cost_vnd, trip, violations

DAY = 24 * H

FEW_COLUMNS = ((1, 0.3), (2, 0.4), (4, 0.6), (2_500, 1.0))


def nothing(one: RoutingProblem) -> RoutingSolution:
    return RoutingSolution(routes=(), couriers=(), unserved=tuple(range(len(one.centre_ids))))


def every_route(one: RoutingProblem, most: int) -> tuple[RouteChoice, ...]:
    """Return every sequence of at most ``most`` visits of a day at each departure that breaks nothing."""
    t = one.tables
    visits = range(len(t.visit))
    found = []
    for size in range(1, most + 1):
        for order in permutations(visits, size):
            days = {int(t.visit["day"][v]) for v in order}
            if len(days) > 1:
                continue
            day = min(days)
            for slot in range(48):
                route = RouteChoice(vehicle=0, day=day, depart_s=day * DAY + slot * 1_800, visits=order)
                if not trip(one, route).broken:
                    found.append(route)
    return tuple(found)


def cheapest_routes(one: RoutingProblem, most: int) -> tuple[Outing, ...]:
    pool: RoutePool[Outing] = RoutePool()
    for route in every_route(one, most):
        pool.offer(week_key(one, (route,)), trip(one, route).cost_vnd, (route,))
    return pool.routes()


def each(*routes: RouteChoice) -> tuple[Outing, ...]:
    return tuple((route,) for route in routes)


def test_a_pool_keeps_the_cheapest_of_alike_routes_and_forgets_the_oldest() -> None:
    pool: RoutePool[str] = RoutePool(most=2)
    for key, cost, route in (
        ("a", 5, "dear"),
        ("b", 4, "b"),
        ("a", 3, "cheap"),
        ("a", 3, "later"),
        ("c", 1, "c"),
    ):
        pool.offer(key, cost, route)
    assert pool.routes() == ("cheap", "c")


def test_a_broken_route_is_not_offered() -> None:
    one = problem([Client(at=(30, 0), windows=((5 * H, 6 * H),))])
    late = RouteChoice(vehicle=0, day=0, depart_s=6 * H, visits=(0,))
    pool: RoutePool[Outing] = RoutePool()
    offer_week(pool, one, RoutingSolution(routes=(late,), couriers=(), unserved=()))
    assert len(pool) == 0


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_all_routes_in_the_pool_give_the_optimum(seed: int) -> None:
    rng = np.random.default_rng(seed)
    clients = [
        Client(
            at=(float(x), float(y)),
            windows=((6 * H, 9 * H),) if rng.integers(2) else ((14 * H, 16 * H),),
            days=(0, 1),
            boxes=int(rng.integers(2, 9)),
            courier_vnd=900_000 if i == 1 else -1,
        )
        for i, (x, y) in enumerate(rng.uniform(-90, 90, (4, 2)))
    ]
    one = problem(clients, vehicles=2, boxes=14)
    found = recombine(one, cheapest_routes(one, 3), nothing(one), limits=Limits())
    searched = ENGINES["ours"](one, limits=Limits(iterations=400))
    assert violations(one, found.value) == ()
    assert found.pool_bound == found.objective == cost_vnd(one, found.value)
    assert found.bound is None
    assert found.objective <= searched.objective


def test_an_empty_pool_leaves_the_start() -> None:
    one = scattered(8, seed=4)
    start = ENGINES["insertion"](one, limits=Limits()).value
    found = recombine(one, (), start, limits=Limits())
    assert found.objective <= cost_vnd(one, start)
    assert set(found.value.routes) <= set(start.routes)


@pytest.mark.parametrize("steps", [stepwise.STEPS, FEW_COLUMNS])
def test_several_searches_recombined_are_no_worse_than_the_best_and_repeat(
    monkeypatch: pytest.MonkeyPatch, steps: tuple[tuple[int, float], ...]
) -> None:
    monkeypatch.setattr(stepwise, "STEPS", steps)
    one = scattered(14, seed=3)
    pool: RoutePool[Outing] = RoutePool()
    found = [ENGINES["ours"](one, limits=Limits(iterations=40, seed=seed)).value for seed in (1, 2, 3)]
    for solution in found:
        offer_week(pool, one, solution)
    best = min(found, key=lambda s: cost_vnd(one, s))
    first, again = (recombine(one, pool.routes(), best, limits=Limits()) for _ in range(2))
    assert first.objective <= cost_vnd(one, best)
    assert first.value == again.value
    assert violations(one, first.value) == ()
    assert unmanned(one, first.value) == ()


@pytest.mark.parametrize("steps", [stepwise.STEPS, FEW_COLUMNS])
def test_a_start_by_courier_on_days_no_better_than_others_may_stay(
    monkeypatch: pytest.MonkeyPatch, steps: tuple[tuple[int, float], ...]
) -> None:
    monkeypatch.setattr(stepwise, "STEPS", steps)
    one = problem([Client(at=(60, 0), pairs=((0, 3), (1, 4)), courier_vnd=900_000)])
    days = one.tables.visit["day"].tolist()
    sent = tuple((visit, 0) for visit, day in enumerate(days) if day in (1, 4))
    start = RoutingSolution(routes=(), couriers=sent, unserved=())
    assert violations(one, start) == ()
    found = recombine(one, (), start, limits=Limits())
    assert len(found.value.couriers) == 2
    assert found.objective == cost_vnd(one, start)


def test_both_visits_of_a_pattern_or_none() -> None:
    # Monday and Thursday in the pool, of Tuesday and Friday only Tuesday
    one = problem([Client(at=(60, 0), pairs=((0, 3), (1, 4)))])
    days = one.tables.visit["day"].tolist()
    pool = [
        RouteChoice(vehicle=0, day=day, depart_s=day * DAY + 6 * H, visits=(visit,))
        for visit, day in enumerate(days)
        if day != 4
    ]
    found = recombine(one, each(*pool), nothing(one), limits=Limits()).value
    assert [r.day for r in found.routes] == [0, 3]
    assert violations(one, found) == ()


def test_one_bay_lets_one_route_leave_in_a_half_hour() -> None:
    one = problem([Client(at=(30, 0)), Client(at=(0, 40))], vehicles=2, bays=1)
    pool = [RouteChoice(vehicle=0, day=0, depart_s=6 * H, visits=(client,)) for client in (0, 1)]
    later = RouteChoice(vehicle=0, day=0, depart_s=6 * H + 1_800, visits=(1,))
    assert recombine(one, each(*pool), nothing(one), limits=Limits()).value.unserved != ()
    found = recombine(one, each(*pool, later), nothing(one), limits=Limits()).value
    assert found.unserved == ()
    assert violations(one, found) == ()


def test_a_vehicle_is_back_before_it_leaves_again() -> None:
    # out Monday 20:00, 7 h away each way: back on Tuesday at 10:34 at the earliest
    clients = [Client(at=(420, 0), days=(1,)), Client(at=(30, 0), days=(1,))]
    long = RouteChoice(vehicle=0, day=0, depart_s=20 * H, visits=(0,))
    short = RouteChoice(vehicle=0, day=1, depart_s=DAY + 6 * H, visits=(1,))
    alone = problem(clients, vehicles=1)
    assert trip(alone, long).broken == 0
    assert len(recombine(alone, each(long, short), nothing(alone), limits=Limits()).value.unserved) == 1
    two = problem(clients, vehicles=2)
    found = recombine(two, each(long, short), nothing(two), limits=Limits()).value
    assert found.unserved == ()
    assert violations(two, found) == ()


def test_a_locked_vehicle_and_absent_ones() -> None:
    one = problem([Client(at=(30, 0)), Client(at=(0, 40))], vehicles=3, bays=9)
    clients, days = one.tables.client.copy(), one.tables.vehicle_days.copy()
    clients["vehicle"][0] = 2
    days[0] = False
    one = replace(one, tables=one.tables._replace(client=clients, vehicle_days=days))
    pool = [RouteChoice(vehicle=1, day=0, depart_s=6 * H, visits=(client,)) for client in (0, 1)]
    found = recombine(one, each(*pool), nothing(one), limits=Limits()).value
    assert {r.visits: r.vehicle for r in found.routes}[0,] == 2
    assert violations(one, found) == ()
    assert found.unserved == ()


def test_drivers_one_by_one_where_counting_them_is_not_enough() -> None:
    # one driver: home late on Monday, he cannot leave early on Tuesday; on Wednesday he can, for more
    clients = [
        Client(at=(60, 0), windows=((21 * H, 23 * H),), days=(0,)),
        Client(at=(60, 9), windows=((6 * H, 7 * H),), days=(1, 2)),
    ]
    one = problem(clients, vehicles=2, drivers=1)
    visits = one.tables.visit.copy()
    visits["avoid_vnd"][2] = 150_000
    one = replace(one, tables=one.tables._replace(visit=visits))
    pool = [
        RouteChoice(vehicle=0, day=0, depart_s=20 * H, visits=(0,)),
        RouteChoice(vehicle=0, day=1, depart_s=DAY + 5 * H, visits=(1,)),
        RouteChoice(vehicle=0, day=2, depart_s=2 * DAY + 5 * H, visits=(2,)),
    ]
    found = recombine(one, each(*pool), nothing(one), limits=Limits())
    assert [r.visits for r in found.value.routes] == [(0,), (2,)]
    assert unmanned(one, found.value) == ()
    assert found.pool_bound == found.objective


def test_weekly_hours_of_the_drivers_of_a_depot() -> None:
    # nine hours at the wheel a day, 48 a week: five days for one driver, not six
    clients = [Client(at=(270, i), days=(i,)) for i in range(6)]
    one = problem(clients, drivers=1)
    pool = [RouteChoice(vehicle=0, day=d, depart_s=d * DAY + 5 * H, visits=(d,)) for d in range(6)]
    assert all(trip(one, r).broken == 0 for r in pool)
    found = recombine(one, each(*pool), nothing(one), limits=Limits()).value
    assert len(found.routes) == 5
    assert violations(one, found) == ()


def test_costs_at_the_end_of_64_bits_are_refused_in_words() -> None:
    one = problem([Client(at=(30, 0)), Client(at=(0, 40))])
    clients = one.tables.client.copy()
    clients["out_vnd"] = 1 << 62
    far = replace(one, tables=one.tables._replace(client=clients))
    with pytest.raises(EngineError):
        recombine(far, (), nothing(far), limits=Limits())
