"""Areas of a week: what belongs together stays together, and what was found apart is one lawful week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from routing_instances import Client, problem

from distribution.errors import EngineError
from distribution.progress import Limits
from solvers.routing import tables as to
from solvers.routing.insertion import insertion
from solvers.routing.portfolio import mixing
from solvers.routing.portfolio.areas import Area, areas, joined, part_of
from solvers.routing.portfolio.course import course_of
from solvers.routing.portfolio.engine import portfolio, replay
from solvers.routing.portfolio.leg import run_leg
from solvers.routing.portfolio.tasks import LEGS, Task, asked
from solvers.routing.portfolio.telling import POOL, curve
from solvers.routing.problem import RoutingProblem
from solvers.routing.referee import cost_vnd, violations

HERE = [Client(at=(float(x), 9.0), days=(0, 1)) for x in range(20, 60, 10)]
THERE = [Client(at=(500.0 + x, 9.0), days=(0, 1)) for x in range(20, 60, 10)]
BETWEEN = [Client(at=(250.0, float(y))) for y in range(3)]


def refuses(*_: object, **__: object) -> None:
    raise EngineError("refused")


def two_depots(clients: Sequence[Client]) -> RoutingProblem:
    """Return a problem with a depot at the origin and an equal one at the last client's place."""
    one = problem(clients, vehicles=4)
    t = one.tables
    kind, depot = np.concatenate([t.kind] * 2), np.concatenate([t.depot] * 2)
    kind["depot"] = [0, 1]
    depot["first"], depot["last"], depot["place"] = [0, 2], [2, 4], [0, len(clients)]
    tables = t._replace(
        kind=kind,
        depot=depot,
        vehicle_kind=np.array([0, 0, 1, 1]),
        hold_s=np.repeat(t.hold_s, 2, axis=0),
        ban_first=np.repeat(t.ban_first, 2, axis=0),
        ban_last=np.repeat(t.ban_last, 2, axis=0),
        drivers=np.repeat(t.drivers, 2, axis=0),
        ready_day=np.repeat(t.ready_day, 2, axis=1),
        courier_vnd=np.repeat(t.courier_vnd, 2, axis=1),
    )
    hands = (
        replace(h, driver_id=f"{h.driver_id}-{at}", depot_id=at) for at in ("depot", "far") for h in one.hands
    )
    return replace(
        one,
        tables=tables,
        depot_ids=("depot", "far"),
        vehicle_ids=("van-0", "van-1", "far-0", "far-1"),
        kind_type_ids=("van", "van"),
        kind_box_ids=("box", "box"),
        hands=tuple(hands),
    )


def test_depots_far_apart_are_areas_of_their_own() -> None:
    here, there = areas(two_depots(HERE + THERE))
    assert (here, there) == (
        Area(depots=(0,), clients=(0, 1, 2, 3)),
        Area(depots=(1,), clients=(4, 5, 6, 7)),
    )


def test_depots_that_share_clients_are_one_area() -> None:
    (both,) = areas(two_depots([*HERE, *BETWEEN, *THERE]))
    assert (both.depots, len(both.clients)) == ((0, 1), 11)


def test_a_client_locked_to_a_vehicle_belongs_to_its_depot() -> None:
    one = two_depots(HERE + THERE)
    one.tables.client["vehicle"][7] = 0
    here, there = areas(one)
    assert here.clients == (0, 1, 2, 3, 7)
    assert there.clients == (4, 5, 6)


def test_in_an_area_the_other_depots_are_shut() -> None:
    one = two_depots(HERE + THERE)
    here, _ = areas(one)
    part = part_of(one, here)
    assert not part.problem.tables.vehicle_days[2:].any()
    assert (part.problem.tables.ready_day[:, 1] == to.NEVER).all()
    assert one.tables.vehicle_days.all()


def test_what_was_found_apart_is_one_lawful_week() -> None:
    one = two_depots(HERE + THERE)
    parts = [part_of(one, area) for area in areas(one)]
    found = [part.whole(insertion(part.problem, limits=Limits()).value) for part in parts]
    week = joined(found)
    assert violations(one, week) == ()
    assert week.unserved == ()
    assert cost_vnd(one, week) == sum(cost_vnd(one, each) for each in found)
    assert [part.whole(part.own(week)) for part in parts] == found


LANDS = [Area(depots=(n,), clients=tuple(range(count))) for n, count in enumerate((90, 75, 25, 12, 8))]


@pytest.mark.parametrize(
    ("iterations", "often"),
    [(3_000, [1, 1, 1, 1, 1]), (20_000, [3, 3, 4, 5, 7]), (9_000_000, [12, 12, 12, 12, 12])],
)
def test_with_iterations_to_spare_an_area_is_searched_several_times(
    iterations: int, often: list[int]
) -> None:
    legs = asked(LANDS, Limits(iterations=iterations, seed=3))
    tasks = sorted((task for leg in legs for task in leg), key=lambda task: task.number)
    assert [sum(task.area == n for task in tasks) for n in range(5)] == often
    assert [task.seed for task in tasks] == [3 + n for n in range(len(tasks))]


@pytest.mark.parametrize("iterations", [20_000, 60_000])
def test_legs_take_equally_long_and_begin_with_their_shortest(iterations: int) -> None:
    legs = asked(LANDS, Limits(iterations=iterations))
    assert len(legs) == LEGS
    assert all(earlier.share <= later.share for leg in legs for earlier, later in pairwise(leg))
    first, second = (sum(task.iterations or 0 for task in leg) for leg in legs)
    assert abs(first - second) < 0.15 * first


def test_a_large_area_among_small_ones_is_searched_by_both_legs() -> None:
    lands = [Area(depots=(0,), clients=tuple(range(200))), Area(depots=(1,), clients=(200, 201))]
    legs = asked(lands, Limits(iterations=100))
    assert [0 in {task.area for task in leg} for leg in legs] == [True, True]


def test_a_week_in_areas_is_found_again_by_its_legs() -> None:
    one = two_depots(HERE + THERE)
    first = portfolio(one, limits=Limits(iterations=400, seed=2))
    assert {leg.area for leg in first.legs if leg.engine != POOL} == {0, 1}
    assert (violations(one, first.value), first.value.unserved) == ((), ())
    repeated = replay(one, first.legs)
    assert repeated.value == first.value
    turns = [
        [course_of(leg.steps).turns for leg in run.legs if leg.engine == POOL] for run in (first, repeated)
    ]
    assert turns[0] == turns[1]
    objectives = [point.objective for point in first.incumbents]
    assert objectives[-1] == first.objective
    assert all(later < earlier for earlier, later in pairwise(objectives))


def test_a_recombination_that_fails_costs_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    one = two_depots(HERE + THERE)
    monkeypatch.setattr(mixing, "refine_until", refuses)
    outcome = portfolio(one, limits=Limits(iterations=200, seed=2))
    assert {leg.lost for leg in outcome.legs if leg.engine == POOL} == {"refused"}
    assert (violations(one, outcome.value), outcome.value.unserved) == ((), ())
    monkeypatch.undo()
    assert replay(one, outcome.legs).value == outcome.value


def test_the_curve_of_a_week_begins_when_each_area_has_something(tmp_path: Path) -> None:
    one = two_depots(HERE + THERE)
    lands = areas(one)
    tasks = [Task(number=n, seed=1, area=n, iterations=60) for n in (0, 1)]
    answers = run_leg(one, lands, tasks, None, tmp_path)
    found = [(answer.leg.area, point) for answer in answers for point in answer.incumbents]
    assert curve([entry for entry in found if entry[0] == 0], 0.0, 2) == ()
    assert curve(found, 0.0, 2)[-1].objective == sum(answer.incumbents[-1].objective for answer in answers)
