"""What every routing engine must keep, and the optimum of small problems by brute force."""

from __future__ import annotations

from itertools import combinations, permutations

import numpy as np
import pytest
from routing_instances import OUT_VND, Client, H, problem, scattered

from distribution.progress import Limits, Progress
from solvers.outcome import Status
from solvers.routing.departures import best_departure
from solvers.routing.engines import ENGINES, RoutingEngine
from solvers.routing.ours import cooling
from solvers.routing.problem import RoutingProblem
from solvers.routing.referee import cost_vnd, violations
from solvers.routing.tables import new_state, new_work

FEW = Limits(iterations=60, seed=7)
engines = pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES.keys())


@engines
def test_rules_are_kept_and_the_cost_reported_is_the_cost(engine: RoutingEngine) -> None:
    one = scattered(14, seed=3)
    outcome = engine(one, limits=FEW)
    assert violations(one, outcome.value) == ()
    assert outcome.objective == cost_vnd(one, outcome.value)


@engines
def test_the_same_question_gives_the_same_answer(engine: RoutingEngine) -> None:
    one = scattered(12, seed=5)
    assert engine(one, limits=FEW).value == engine(one, limits=FEW).value


@engines
def test_never_worse_than_the_start(engine: RoutingEngine) -> None:
    one = scattered(12, seed=8)
    start = ENGINES["ours"](one, limits=Limits(iterations=150)).value
    assert engine(one, limits=FEW, start=start).objective <= cost_vnd(one, start)


@engines
def test_a_client_that_no_route_and_no_courier_reaches_is_left_out(engine: RoutingEngine) -> None:
    one = problem([Client(at=(30, 0)), Client(at=(30, 9), windows=((0, 60),))])
    outcome = engine(one, limits=FEW)
    assert outcome.value.unserved == (1,)
    assert outcome.objective == OUT_VND + 700_000 + 600_000


@engines
def test_a_courier_carries_what_it_carries_cheaper(engine: RoutingEngine) -> None:
    one = problem([Client(at=(100, 0), courier_vnd=1_000_000)])
    assert engine(one, limits=FEW).value.couriers == ((0, 0),)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_search_finds_the_optimum_of_four_clients(seed: int) -> None:
    rng = np.random.default_rng(seed)
    one = problem([Client(at=tuple(p)) for p in rng.uniform(-90, 90, (4, 2)).tolist()], vehicles=2)
    best = _optimum(one)
    assert ENGINES["ours"](one, limits=Limits(iterations=200)).objective == best
    assert ENGINES["insertion"](one, limits=FEW).objective >= best


def test_ctrl_c_keeps_the_best(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    one = scattered(8, seed=1)
    start = ENGINES["insertion"](one, limits=FEW)
    monkeypatch.setattr(cooling, "search", interrupted)
    outcome = ENGINES["ours"](one, limits=FEW, start=start.value)
    assert outcome.status is Status.INTERRUPTED
    assert outcome.objective <= start.objective


def test_progress_tells_the_best_so_far() -> None:
    told: list[Progress] = []
    ENGINES["ours"](scattered(8, seed=1), limits=FEW, on_progress=told.append)
    assert {p.phase for p in told} == {"ours"}
    assert [p.best_vnd for p in told] == sorted((p.best_vnd for p in told), key=lambda c: -(c or 0))


def test_a_far_client_gets_a_tour_with_a_night() -> None:
    one = problem([Client(at=(450, 0), windows=((7 * H, 9 * H),), days=(1,))])
    outcome = ENGINES["insertion"](one, limits=FEW)
    assert outcome.value.unserved == ()
    assert outcome.value.routes[0].day == 0


def _optimum(one: RoutingProblem) -> int:
    """Try every split of the clients over two vans and every order."""
    clients = tuple(range(len(one.centre_ids)))
    return min(
        _cheapest_order(one, part) + _cheapest_order(one, tuple(c for c in clients if c not in part))
        for size in range(len(clients) + 1)
        for part in combinations(clients, size)
    )


def _cheapest_order(one: RoutingProblem, part: tuple[int, ...]) -> int:
    if not part:
        return 0
    state, work = new_state(one.tables), new_work()
    found = [
        best_departure(one.tables, 0, 0, np.array(order), len(order), state.bays[0], work)
        for order in permutations(part)
    ]
    return min((cost for depart, cost, _ in found if depart >= 0), default=1 << 50)
