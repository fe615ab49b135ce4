"""The portfolio: what made an answer can be run again, and a search that is lost costs itself alone."""

from __future__ import annotations

from pathlib import Path

from routing_instances import scattered

from distribution.progress import Limits, Progress
from solvers.routing.portfolio import portfolio, replay
from solvers.routing.portfolio_board import Board
from solvers.routing.portfolio_leg import Task, run_leg
from solvers.routing.portfolio_tasks import again, asked
from solvers.routing.portfolio_telling import POOL
from solvers.routing.referee import violations

FEW = Limits(iterations=80, seed=5)


def test_its_searches_run_again_find_the_same() -> None:
    one = scattered(14, seed=4)
    first = portfolio(one, limits=FEW)
    assert [leg.seed for leg in first.legs if leg.engine != POOL] == [5, 6]
    assert replay(one, first.legs).value == first.value
    assert violations(one, first.value) == ()


def test_a_search_by_the_clock_can_be_run_again_by_its_steps(tmp_path: Path) -> None:
    one = scattered(10, seed=6)
    task = Task(number=0, seed=3, steps=(5, 0, 7))
    answer = run_leg(one, task, tmp_path)
    assert again([answer.leg])[0].seed == 3
    assert run_leg(one, task, tmp_path).found == answer.found


def test_by_iterations_there_are_always_as_many_searches() -> None:
    assert [(t.seed, t.iterations) for t in asked(FEW)] == [(5, 80), (6, 80)]


def test_who_waits_is_told_the_best_so_far() -> None:
    told: list[Progress] = []
    portfolio(scattered(8, seed=2), limits=FEW, on_progress=told.append)
    assert [p for p in told if p.phase == POOL]
    assert all(p.best_vnd is not None for p in told)


def test_a_search_leaves_its_best_behind_while_it_runs(tmp_path: Path) -> None:
    run_leg(scattered(8, seed=2), Task(number=1, seed=1, iterations=50), tmp_path)
    sign = Board(tmp_path).read(1)
    assert sign is not None
    assert sign.solution.routes
