"""Set-up compiles for the same sorts of arrays as real questions bring, so that no plan has to wait."""

from __future__ import annotations

import numba
import numpy as np
import pytest
from plain_instances import random_instance
from routing_instances import scattered

from benchmarks.coldchain_runs import instance_path
from solvers.routing.instance import Client, Instance, VehicleType
from solvers.routing.open_format.files import read_problem
from solvers.routing.ours import from_instance, from_week
from solvers.routing.ours.from_instance import Asked
from solvers.routing.ours.state import new_state
from solvers.routing.problem import RoutingProblem
from solvers.routing.warm import plain, smallest


def sorts(q: Asked) -> tuple[object, object]:
    """Return what the compiler tells questions apart by."""
    state = new_state(q.ground, q.node, q.client, q.type, 1)
    return numba.typeof(q.ground), numba.typeof(state)


def assert_like_the_smallest(problem: RoutingProblem) -> None:
    """Tables and search arrays are of the sorts that are compiled ahead."""
    assert numba.typeof(problem.tables) == numba.typeof(smallest().tables)
    assert sorts(from_week.question(problem)) == sorts(from_week.question(smallest()))


def test_a_week_of_many_clients() -> None:
    assert_like_the_smallest(scattered(12, seed=3))


def test_a_week_from_a_file() -> None:
    assert_like_the_smallest(read_problem(instance_path("hanoi-30-bans")).problem)


@pytest.mark.parametrize("seed", range(4))
def test_plain_instances(seed: int) -> None:
    one = random_instance(np.random.default_rng(seed))
    assert sorts(from_instance.question(one)) == sorts(from_instance.question(plain()))


def test_an_instance_of_capacity_alone_and_days() -> None:
    travel = np.ones((1, 2, 2), np.int64)
    one = Instance(
        name="days",
        distance=travel,
        duration=travel,
        clients=(Client(place=1, load=(1,), patterns=((0, 2), (1, 3))),),
        types=tuple(VehicleType(available=1, capacity=(1,), start=0, end=0, day=day) for day in range(4)),
    )
    assert sorts(from_instance.question(one)) == sorts(from_instance.question(plain()))


def test_only_figures_beyond_2_to_the_30_ask_for_more() -> None:
    wide = plain()
    far = Instance(
        name="far",
        distance=wide.distance << 30,
        duration=wide.duration,
        clients=wide.clients,
        types=wide.types,
    )
    assert sorts(from_instance.question(far)) != sorts(from_instance.question(plain()))
