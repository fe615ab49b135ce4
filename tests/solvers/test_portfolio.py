"""The portfolio: what made an answer can be run again, and a search that is lost costs itself alone."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import pytest
from routing_instances import problem, scattered

from distribution.executor import CrashError
from distribution.progress import Limits, Progress
from solvers.outcome import Leg, Status
from solvers.routing.insertion import insertion
from solvers.routing.portfolio import engine as portfolio_module
from solvers.routing.portfolio import tasks as portfolio_tasks
from solvers.routing.portfolio import watch as portfolio_watch
from solvers.routing.portfolio.areas import Area, areas
from solvers.routing.portfolio.board import Board, Sign
from solvers.routing.portfolio.engine import portfolio, replay
from solvers.routing.portfolio.leg import Answer, run_leg
from solvers.routing.portfolio.tasks import Task, again, asked
from solvers.routing.portfolio.telling import POOL
from solvers.routing.portfolio.watch import Watch
from solvers.routing.problem import RoutingProblem, RoutingSolution
from solvers.routing.referee import cost_vnd, violations

FEW = Limits(iterations=80, seed=5)
ENDLESS = Limits(iterations=1 << 40)
NOBODY = RoutingSolution(routes=(), couriers=(), unserved=())


def crashes(
    one: RoutingProblem, lands: Sequence[Area], tasks: Sequence[Task], until: float | None, folder: Path
) -> tuple[Answer, ...]:
    """Search, and end the process of the second search before it can answer."""
    answers = run_leg(one, lands, tasks, until, folder)
    if any(task.number == 1 for task in tasks):
        os._exit(3)
    return answers


def sign(best_vnd: int) -> Sign:
    leg = Leg(engine="ours", seed=1, iterations=best_vnd)
    return Sign(leg=leg, at_s=0.0, best_vnd=best_vnd, waiting=0, solution=NOBODY)


def test_its_searches_run_again_find_the_same() -> None:
    one = scattered(14, seed=4)
    first = portfolio(one, limits=FEW)
    assert [leg.seed for leg in first.legs if leg.engine != POOL] == [5, 6]
    assert replay(one, first.legs).value == first.value
    assert violations(one, first.value) == ()


def test_one_core_finds_the_same_as_two(monkeypatch: pytest.MonkeyPatch) -> None:
    one = scattered(14, seed=4)
    first = portfolio(one, limits=FEW)
    monkeypatch.setattr(portfolio_module, "cores", lambda: 1)
    monkeypatch.setattr(portfolio_tasks, "cores", lambda: 1)
    assert portfolio(one, limits=FEW).value == first.value
    assert len(asked(areas(one), Limits(seconds=9.0))) == 1


def test_a_search_by_the_clock_is_run_again_by_its_steps(tmp_path: Path) -> None:
    one = scattered(14, seed=6)
    (first,) = run_leg(one, (), [Task(number=0, seed=3)], time.monotonic() + 1.5, tmp_path)
    assert sum(first.leg.steps) == first.leg.iterations
    (repeated,) = run_leg(one, (), again([first.leg])[0], None, tmp_path)
    assert (repeated.found, repeated.leg) == (first.found, first.leg)
    assert repeated.outings == first.outings


def test_by_iterations_there_are_always_as_many_searches() -> None:
    legs = asked(areas(scattered(14, seed=4)), FEW)
    assert [[(t.seed, t.iterations) for t in leg] for leg in legs] == [[(5, 80)], [(6, 80)]]


def test_who_waits_is_told_the_best_so_far() -> None:
    told: list[Progress] = []
    portfolio(scattered(8, seed=2), limits=FEW, on_progress=told.append)
    assert [p for p in told if p.phase == POOL]
    assert all(p.best_vnd is not None for p in told)


def test_a_search_leaves_its_best_behind_while_it_runs(tmp_path: Path) -> None:
    run_leg(scattered(8, seed=2), (), [Task(number=1, seed=1, iterations=50)], None, tmp_path)
    left = Board(tmp_path).read(1)
    assert left is not None
    assert left.solution.routes


def test_ctrl_c_keeps_the_best_of_searches_that_would_not_end() -> None:
    def stop(_: Progress) -> None:
        raise KeyboardInterrupt

    one = scattered(14, seed=3)
    start = insertion(one, limits=FEW).value
    outcome = portfolio(one, limits=ENDLESS, start=start, on_progress=stop)
    assert outcome.status is Status.INTERRUPTED
    assert {leg.lost for leg in outcome.legs} == {"interrupted"}
    assert violations(one, outcome.value) == ()
    assert outcome.objective <= cost_vnd(one, start)


def test_a_crash_costs_its_search_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    one = scattered(14, seed=4)
    monkeypatch.setattr(portfolio_module, "run_leg", crashes)
    outcome = portfolio(one, limits=FEW)
    assert [bool(leg.lost) for leg in outcome.legs] == [False, True, False]
    assert "3" in outcome.legs[1].lost
    assert outcome.status is Status.FEASIBLE
    assert violations(one, outcome.value) == ()


def test_what_a_lost_search_left_behind_counts(tmp_path: Path) -> None:
    board, lost = Board(tmp_path), Future[tuple[Answer, ...]]()
    board.post(0, sign(70))
    lost.set_exception(CrashError("gone"))
    watch = Watch([[Task(number=0, seed=1)]], [lost], board, lambda _: None)
    watch.wait()
    (answer,) = watch.answers(lost="interrupted")
    assert answer.leg == Leg(engine="ours", seed=1, iterations=70, lost="gone")
    assert answer.found == NOBODY


def test_an_error_of_the_code_itself_is_not_hidden(tmp_path: Path) -> None:
    wrong = Future[tuple[Answer, ...]]()
    wrong.set_exception(ValueError("a bug"))
    watch = Watch([[Task(number=0, seed=1)]], [wrong], Board(tmp_path), lambda _: None)
    watch.wait()
    with pytest.raises(ValueError, match="a bug"):
        watch.answers(lost="interrupted")


def test_a_search_that_falls_silent_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portfolio_watch, "SILENT_S", 0.0)
    board = Board(tmp_path)
    silent, well = Future[tuple[Answer, ...]](), Future[tuple[Answer, ...]]()
    board.begin(0)
    board.post(0, sign(70))
    well.set_result((Answer(leg=Leg(engine="ours", seed=2, iterations=9), found=NOBODY),))
    tasks = [[Task(number=0, seed=1)], [Task(number=1, seed=2)]]
    watch = Watch(tasks, [silent, well], board, lambda _: None)
    watch.wait()
    given_up, kept = watch.answers(lost="interrupted")
    assert silent.cancelled()
    assert given_up.leg.lost.startswith("no sign")
    assert kept.leg == replace(kept.leg, lost="")


def test_nobody_to_visit_is_an_empty_week() -> None:
    outcome = portfolio(problem([]), limits=FEW)
    assert (outcome.value.routes, outcome.objective) == ((), 0)
