"""The referee of plain instances: figures worked by hand, every rule broken, and PyVRP's checker."""

from __future__ import annotations

import numpy as np
import pytest
import pyvrp
from plain_instances import line, random_instance, random_solution, route, van

from solvers.routing.instance import Client, Instance, InstanceRoute, InstanceSolution
from solvers.routing.plain.pyvrp_model import encode, model_of
from solvers.routing.plain.referee import judge
from solvers.routing.plain.schedule import minimal_duration, schedule

ONE = InstanceRoute(type=0, trips=((0, 1),))


def rules(instance: Instance, solution: InstanceSolution) -> list[str]:
    return [violation.split(":")[0] for violation in judge(instance, solution).violations]


def at(place: int, load: int = 1, **changes: int) -> Client:
    return Client(place=place, load=(load,), **changes)


def test_a_route_costs_its_vehicle_its_distance_and_its_hours() -> None:
    # 0 → 1 → 3 → 0: 10 + 20 + 30 = 60 of distance, and 60 + 2 × 5 of time
    kind = van(fixed=1_000, per_distance=2, per_duration=3)
    question = line(at(1, service=5), at(3, service=5), types=(kind,))
    judgement = judge(question, route((0, 1)))
    assert judgement.feasible
    assert judgement.cost == 1_000 + 2 * 60 + 3 * 70


def test_a_route_begins_late_rather_than_wait() -> None:
    # place 1 opens at 100: leaving at 90 there is no wait, and 40 units suffice for 0 → 1 → 2 → 0
    question = line(at(1, early=100), at(2), types=(van(),))
    assert schedule(question, ONE).starts == (90, 100, 110, 130)
    assert minimal_duration(question, ONE) == 40


def test_a_wait_is_kept_where_an_earlier_window_forces_it() -> None:
    # place 1 closes at 20, so the route leaves by 10; place 2 opens at 100, so it waits there
    question = line(at(1, late=20), at(2, early=100), types=(van(),))
    assert schedule(question, ONE).starts == (10, 20, 100, 120)
    assert minimal_duration(question, ONE) == 110


def test_a_trip_waits_for_the_release_of_all_that_it_carries() -> None:
    question = line(at(1), at(2, release=50), types=(van(reloads=1),))
    two_trips = InstanceRoute(type=0, trips=((0,), (1,)))
    assert schedule(question, two_trips).starts == (30, 40, 50, 70, 90)
    assert schedule(question, ONE).starts[0] == 50


def test_a_client_left_out_costs_its_prize_or_breaks_the_rule() -> None:
    question = line(at(1), at(2, prize=70), types=(van(),))
    judgement = judge(question, route((0,)))
    assert judgement.feasible
    assert judgement.cost == 20 + 70
    assert rules(question, route((1,))) == ["missing"]


@pytest.mark.parametrize(
    ("changes", "clients", "broken"),
    [
        ({}, (at(1, 6), at(2, 5)), "capacity"),
        ({}, (at(2), at(1, late=29)), "window"),
        ({"late": 39}, (at(1), at(2)), "window"),
        ({"longest": 39}, (at(1), at(2)), "longest"),
        ({"farthest": 39}, (at(1), at(2)), "farthest"),
        ({"available": 0}, (at(1), at(2)), "available"),
    ],
)
def test_one_broken_rule_is_one_violation(
    changes: dict[str, int], clients: tuple[Client, ...], broken: str
) -> None:
    question = line(*clients, types=(van(**changes),))
    assert rules(question, route((0, 1))) == [broken]


def test_the_bound_itself_is_allowed() -> None:
    tight = van(late=40, longest=40, farthest=40, available=1)
    question = line(at(1, 5, late=10), at(2, 5, late=20), types=(tight,))
    assert rules(question, route((0, 1))) == []


def test_each_trip_has_the_whole_capacity_and_reloads_are_counted() -> None:
    once, never = (line(at(1, 6), at(2, 5), types=(van(reloads=n),)) for n in (1, 0))
    assert rules(once, route((0,), (1,))) == []
    assert rules(never, route((0,), (1,))) == ["trips"]
    assert rules(once, route((0, 1), ())) == ["trips", "capacity"]


def test_visits_are_on_the_days_of_one_pattern() -> None:
    week = tuple(van(day=day) for day in range(3))
    choice = Client(place=1, load=(1,), patterns=((0, 2), (1,)))
    question = line(choice, types=week)

    def on(*days: int) -> InstanceSolution:
        return InstanceSolution(routes=tuple(InstanceRoute(type=day, trips=((0,),)) for day in days))

    assert rules(question, on(0, 2)) == rules(question, on(1)) == []
    assert rules(question, on(0)) == rules(question, on(0, 1)) == rules(question, on(1, 1)) == ["visits"]
    assert rules(question, on()) == ["missing"]


def test_an_index_that_is_not_there_is_an_error() -> None:
    question = line(at(1), types=(van(),))
    with pytest.raises(ValueError, match="client 1"):
        judge(question, route((0, 1)))
    with pytest.raises(ValueError, match="type 1"):
        judge(question, route((0,), kind=1))


def test_costs_beyond_64_bits_are_exact() -> None:
    question = line(at(1), types=(van(per_distance=1 << 62, fixed=1 << 62),))
    assert judge(question, route((0,))).cost == 21 << 62


@pytest.mark.parametrize("seed", range(4))
def test_pyvrps_checker_agrees_on_random_solutions(seed: int) -> None:
    rng = np.random.default_rng(seed)
    feasible = 0
    for _ in range(400):
        question = random_instance(rng)
        solution = random_solution(rng, question)
        peer = encode(model_of(question), question, solution)
        judgement = judge(question, solution)
        assert judgement.feasible == peer.is_feasible()
        if judgement.feasible:
            free = pyvrp.CostEvaluator([0] * len(question.clients[0].load), 0, 0)
            assert judgement.cost == free.cost(peer)
            feasible += 1
    assert feasible > 50
