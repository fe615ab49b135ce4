from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from local_cluster import local_cluster

from distribution.errors import EngineError
from distribution.executor import executor
from distribution.progress import Limits, OnProgress
from solvers.outcome import Outcome, Status
from solvers.routing.instance import Client, Instance, InstanceRoute, InstanceSolution, Ints, VehicleType
from solvers.routing.large.engine import solve_large
from solvers.routing.large.geography import bisected
from solvers.routing.large.instance import LargeInstance
from solvers.routing.large.parts import map_of, parts_of, split_whole
from solvers.routing.large.referee import judge_large
from solvers.routing.large.travel import PlaneTravel, in_blocks
from solvers.routing.plain.engines import instance_engine
from solvers.routing.plain.referee import judge

DEPOTS = ((250.0, 250.0), (750.0, 700.0))
PYVRP = instance_engine("pyvrp")
NOTHING = InstanceSolution(routes=())


def on_plane(clients: int, *, vehicles: int = 100, seed: int = 3) -> LargeInstance:
    draw = np.random.default_rng(seed)
    points = np.vstack([DEPOTS, draw.uniform(0, 1_000, (clients, 2))])
    kinds = [
        VehicleType(available=vehicles, capacity=(20,), start=d, end=d, fixed=100, late=4_000) for d in (0, 1)
    ]
    stops = tuple(
        Client(
            place=2 + i, load=(int(draw.integers(1, 4)),), service=10, late=int(draw.integers(2_000, 4_000))
        )
        for i in range(clients)
    )
    return LargeInstance(name="plane", travel=PlaneTravel(points=points), clients=stops, types=tuple(kinds))


def dense(large: LargeInstance) -> Instance:
    places = 1 + max(client.place for client in large.clients)
    distance, duration = large.travel.block(np.arange(places, dtype=np.int64))
    return Instance(
        name=large.name, distance=distance, duration=duration, clients=large.clients, types=large.types
    )


def one_by_one(
    instance: Instance,
    *,
    limits: Limits,  # noqa: ARG001
    start: InstanceSolution | None = None,
    on_progress: OnProgress | None = None,  # noqa: ARG001
) -> Outcome[InstanceSolution]:
    """A stand-in engine: clients in order, each on the first route that stays lawful, else on a new one."""
    routes = list(start.routes) if start else []
    seen = {c for route in routes for trip in route.trips for c in trip}
    for client in (c for c in range(len(instance.clients)) if c not in seen):
        longer = [replace(r, trips=((*r.trips[0], client),)) for r in routes[-2:]]
        used = Counter(r.type for r in routes)
        new = [
            InstanceRoute(type=t, trips=((client,),))
            for t, kind in enumerate(instance.types)
            if used[t] < kind.available
        ]
        for at, route in [*zip(range(-len(longer), 0), longer, strict=True), *((None, r) for r in new)]:
            alone = judge(instance, InstanceSolution(routes=(route,)))
            if not any(not v.startswith("missing") for v in alone.violations):
                if at is None:
                    routes.append(route)
                else:
                    routes[at] = route
                break
    value = InstanceSolution(routes=tuple(routes))
    return Outcome(value=value, objective=judge(instance, value).cost, status=Status.FEASIBLE, runtime_s=0.0)


def crashing(instance: Instance, *, limits: Limits, **rest: Any) -> Outcome[InstanceSolution]:
    if limits.seed == 2:
        os._exit(1)
    return one_by_one(instance, limits=limits, **rest)


def hopeless(*_: Any, **__: Any) -> Outcome[InstanceSolution]:
    os._exit(1)


def careless(instance: Instance, **_: Any) -> Outcome[InstanceSolution]:
    """Put everybody on one route, in any order."""
    everybody = InstanceRoute(type=0, trips=(tuple(range(len(instance.clients))),))
    value = InstanceSolution(routes=(everybody,))
    return Outcome(value=value, objective=0, status=Status.FEASIBLE, runtime_s=0.0)


def solved(large: LargeInstance, engine: Any = one_by_one, **options: Any) -> Outcome[InstanceSolution]:
    with ThreadPoolExecutor(2) as pool:
        return solve_large(large, limits=Limits(seed=1), executor=pool, engine=engine, stops=50, **options)


def visits(solution: InstanceSolution) -> Counter[int]:
    return Counter(c for route in solution.routes for trip in route.trips for c in trip)


def test_everybody_is_visited_once_and_the_cost_is_that_of_the_dense_instance() -> None:
    large = on_plane(300)
    outcome = solved(large)
    assert visits(outcome.value) == dict.fromkeys(range(300), 1)
    judgement = judge(dense(large), outcome.value)
    assert judgement.feasible
    assert outcome.objective == judgement.cost == judge_large(large, outcome.value).cost
    assert outcome.status is Status.FEASIBLE


def test_an_engine_makes_each_round_cheaper() -> None:
    with executor(workers=2) as pool:
        outcome = solve_large(
            on_plane(300), limits=Limits(iterations=60), executor=pool, engine=PYVRP, stops=75, rounds=3
        )
    costs = [found.objective for found in outcome.incumbents]
    assert costs == sorted(costs, reverse=True)
    assert costs[-1] < costs[0] < solved(on_plane(300)).objective
    assert outcome.objective == costs[-1]


def test_the_same_plan_from_any_executor() -> None:
    def run(pool: Executor) -> InstanceSolution:
        with pool:
            limits = Limits(iterations=30, seed=5)
            return solve_large(on_plane(160), limits=limits, executor=pool, engine=PYVRP, stops=60).value

    alone = run(executor(workers=1))
    assert run(executor(workers=2)) == alone
    with local_cluster() as address:
        assert run(executor(address)) == alone


def test_a_start_is_never_made_dearer() -> None:
    large = on_plane(160)
    with executor(workers=2) as pool:
        options: dict[str, Any] = {"executor": pool, "engine": PYVRP, "stops": 60}
        good = solve_large(large, limits=Limits(iterations=60), **options)
        again = solve_large(large, limits=Limits(iterations=1), start=good.value, rounds=1, **options)
    assert again.objective <= good.objective
    assert judge_large(large, again.value).feasible


def test_a_start_that_breaks_a_rule_is_refused() -> None:
    twice = InstanceSolution(
        routes=(InstanceRoute(type=0, trips=((0, 1),)), InstanceRoute(type=1, trips=((1,),)))
    )
    with pytest.raises(EngineError, match="client 1 2 times"):
        solved(on_plane(20), start=twice)


def test_parts_are_of_the_size_asked_for_and_share_no_client_and_no_vehicle() -> None:
    large = on_plane(500, vehicles=17)
    ground = map_of(large)
    plan = solved(large, rounds=1).value
    for before in (NOTHING, plan):
        parts = list(parts_of(large, ground, before, 60, 1))
        assert len(parts) == 9
        assert sorted(c for part in parts for c in part.clients) == list(range(500))
        assert all(30 <= len(part.clients) <= 90 for part in parts)
        for t, kind in enumerate(large.types):
            own = [dict(zip(p.types, p.instance.types, strict=True)) for p in parts]
            assert sum(types[t].available for types in own if t in types) == kind.available
        routes = [route for part in parts for route in part.whole(part.start)]
        assert sorted(routes, key=str) == sorted(before.routes, key=str)


def test_no_block_is_larger_than_a_few_hundred_places() -> None:
    asked: list[int] = []

    class Watched(PlaneTravel):
        def block(self, places: Ints) -> tuple[Ints, Ints]:
            asked.append(len(places))
            return super().block(places)

    plain = on_plane(1_200)
    assert isinstance(plain.travel, PlaneTravel)
    solved(replace(plain, travel=Watched(points=plain.travel.points)))
    assert max(asked) <= 330


def test_neighbours_are_told_from_travel_alone() -> None:
    corners = np.array([(0, 0), (0, 10_000), (10_000, 0), (10_000, 10_000)], dtype=float)
    draw = np.random.default_rng(1)
    points = np.vstack([[(5_000, 5_000)], np.repeat(corners, 50, axis=0) + draw.uniform(0, 500, (200, 2))])
    travel = PlaneTravel(points=points).block(np.arange(201))
    kind = VehicleType(available=200, capacity=(10,), start=0, end=0)
    clients = tuple(Client(place=1 + i, load=(1,)) for i in range(200))
    instance = Instance(
        name="corners", distance=travel[0], duration=travel[1], clients=clients, types=(kind,)
    )
    large = in_blocks(instance)
    found = sorted(part.clients for part in parts_of(large, map_of(large), NOTHING, 50, 0))
    assert found == [tuple(range(a, a + 50)) for a in (0, 50, 100, 150)]


def test_a_scarce_fleet_is_kept_to_and_who_is_left_out_is_told() -> None:
    large = on_plane(200, vehicles=3)
    outcome = solved(large)
    assert len(outcome.value.routes) <= 6
    assert outcome.status is Status.UNKNOWN
    broken = judge_large(large, outcome.value).violations
    assert broken
    assert all(v.startswith("missing") for v in broken)


def test_who_was_left_out_gets_spare_vehicles_of_other_parts() -> None:
    large = on_plane(120, vehicles=7)  # 280 boxes of room for some 240
    with executor(workers=2) as pool:
        outcome = solve_large(
            large, limits=Limits(iterations=80), executor=pool, engine=PYVRP, stops=40, rounds=4
        )
    assert judge_large(large, outcome.value).feasible


def test_a_part_whose_child_crashes_is_solved_in_the_next_round() -> None:
    large = on_plane(80)
    with executor(workers=2) as pool:
        options: dict[str, Any] = {
            "limits": Limits(seed=1),
            "executor": pool,
            "engine": crashing,
            "stops": 20,
        }
        once = solve_large(large, rounds=1, **options)
        assert once.status is Status.UNKNOWN
        assert len(visits(once.value)) == 60
        twice = solve_large(large, rounds=2, **options)
    assert visits(twice.value) == dict.fromkeys(range(80), 1)


def test_when_every_part_is_lost_it_is_an_error() -> None:
    with executor(workers=2) as pool, pytest.raises(EngineError, match="all 2 parts"):
        solve_large(on_plane(60), limits=Limits(), executor=pool, engine=hopeless, stops=30)


def test_unlawful_routes_of_an_engine_are_not_taken() -> None:
    outcome = solved(on_plane(60), engine=careless)
    assert outcome.value == NOTHING
    assert outcome.status is Status.UNKNOWN


class Interrupted(Executor):
    """Answers the first task; at the second someone presses Ctrl-C."""

    def __init__(self) -> None:
        self.asked = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.asked += 1
        future: Future[Any] = Future()
        if self.asked == 1:
            future.set_result(fn(*args, **kwargs))
        else:
            future.set_exception(KeyboardInterrupt())
        return future


def test_ctrl_c_keeps_what_is_there() -> None:
    large = on_plane(160)
    first = solved(large).value
    outcome = solve_large(
        large, limits=Limits(iterations=20), executor=Interrupted(), engine=PYVRP, start=first, stops=50
    )
    assert outcome.status is Status.INTERRUPTED
    assert visits(outcome.value) == dict.fromkeys(range(160), 1)
    assert outcome.objective < judge_large(large, first).cost


def test_the_referee_of_the_whole_finds_what_no_route_shows() -> None:
    large = on_plane(30, vehicles=1)
    routes = (
        InstanceRoute(type=0, trips=((0, 1),)),
        InstanceRoute(type=0, trips=((1, 2),)),
        InstanceRoute(type=1, trips=(tuple(range(3, 28)),)),
    )
    judgement = judge_large(large, InstanceSolution(routes=routes))
    kinds = Counter(v.split(":")[0].split()[0] for v in judgement.violations)
    assert kinds["visits"] >= 1
    assert kinds["available"] >= 1
    assert kinds["missing"] == 2
    assert kinds["capacity"] == 1


def test_prizes_of_who_is_left_out_are_in_the_cost() -> None:
    large = on_plane(10)
    optional = replace(large, clients=tuple(replace(c, prize=7 + i) for i, c in enumerate(large.clients)))
    assert judge_large(optional, NOTHING).cost == sum(range(7, 17))
    assert judge_large(optional, NOTHING).feasible
    assert solved(optional).objective == judge(dense(optional), solved(optional).value).cost


@pytest.mark.parametrize("clients", [0, 1, 2])
def test_few_clients(clients: int) -> None:
    outcome = solved(on_plane(clients))
    assert len(visits(outcome.value)) == clients
    assert outcome.status is Status.FEASIBLE


def test_no_vehicle_at_all_is_told_at_once() -> None:
    large = replace(on_plane(5), types=())
    outcome = solved(large)
    assert outcome.value == NOTHING
    assert outcome.status is Status.UNKNOWN


def test_clients_visited_on_several_days_are_refused() -> None:
    large = on_plane(5)
    weekly = replace(large.clients[0], patterns=((0, 3), (1, 4)))
    with pytest.raises(EngineError, match="several days"):
        solved(replace(large, clients=(weekly, *large.clients[1:])))


def test_seconds_bound_the_whole() -> None:
    budgets: list[float] = []

    def timed(instance: Instance, *, limits: Limits, **rest: Any) -> Outcome[InstanceSolution]:
        assert limits.seconds is not None
        budgets.append(limits.seconds / len(instance.clients))
        return one_by_one(instance, limits=limits, **rest)

    with ThreadPoolExecutor(2) as pool:
        limits = Limits(seconds=1_000.0)
        solve_large(on_plane(200), limits=limits, executor=pool, engine=timed, stops=50, rounds=1, at_once=2)
    assert len(budgets) == 4
    assert max(budgets) <= 2 * 1_000.0 / 200  # two at once for a thousand seconds, shared by 200 clients


@given(st.integers(0, 10**12), st.lists(st.integers(0, 10**6), min_size=1, max_size=40))
def test_a_whole_number_is_split_without_loss(count: int, need: list[int]) -> None:
    shares = split_whole(count, np.array(need, dtype=float))
    assert all(share >= 0 for share in shares)
    assert sum(shares) == (count if any(need) else 0)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=60), st.integers(1, 7))
def test_groups_are_of_like_weight_even_when_points_coincide(
    points: list[tuple[int, int]], groups: int
) -> None:
    labels = bisected(np.array(points, dtype=float), np.ones(len(points), dtype=np.int64), groups, 0.5)
    sizes = Counter(labels.tolist())
    assert set(sizes) <= set(range(groups))
    assert max(sizes.values()) <= len(points) / groups + groups
