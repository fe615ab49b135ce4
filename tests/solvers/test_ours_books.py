"""The search's own books after moves kept and taken back: every figure as the links give it again."""

from __future__ import annotations

import numpy as np
import pytest
from ours_books import faults, plain_faults
from ours_kinds import KINDS, TAKEN
from ours_week_books import week_faults
from routing_instances import scattered

from solvers.routing.ours import from_instance, from_week
from solvers.routing.ours import state as at
from solvers.routing.ours.anneal import search
from solvers.routing.ours.from_instance import Asked
from solvers.routing.ours.settings import Settings, unit
from solvers.routing.ours.state import State, new_state
from solvers.routing.ours.week import Week, new_week
from solvers.routing.problem import RoutingProblem

LIVELY = Settings(hot=1.0, cold=1.0, discounts=0.3, whole=0.1, blink=0.05, outings=0.2)
NEVER = -1e18  # a temperature at which every move is taken back
STEPS = ((1, 1.0), (1, 1.0), (2, 1e9), (10, 0.1), (30, 10.0), (60, 1.0))


def begun(kind: str, seed: int) -> tuple[Asked, State]:
    rng = np.random.default_rng(seed)
    q = from_instance.question(KINDS[kind](rng, int(rng.integers(2, 25))))
    return q, new_state(q.ground, q.node, q.client, q.type, seed)


def seek(q: Asked, s: State, rounds: int, heat: float, t: Week | None = None) -> None:
    search(q.ground, s, t, LIVELY.array(), rounds, heat * unit(q), heat * unit(q))


def kept(q: Asked, s: State) -> tuple[np.ndarray, ...]:
    """Return what a move that is taken back must leave as it was; unused routes may hold anything."""
    used = s.route[:, at.KIND] >= 0
    ends = np.repeat(used, 2)
    lasting = [at.KIND, at.COUNT, at.COST, at.READY, at.EARLIER, at.LATER, *range(at.LOAD, s.route.shape[1])]
    served = s.node[: q.ground.nodes, at.OWNER] >= 0
    timed = [at.NEXT, at.PREV, at.EDGE, at.BEGIN, at.END_ON]
    timed += [at.END, at.DRIVE, at.DRIVE_ON, at.BEGIN_ON] if q.ground.mode == from_instance.DURATION else []
    return (
        used,
        s.route[used][:, lasting],
        s.node[: q.ground.nodes, at.OWNER].copy(),
        s.node[: q.ground.nodes][served][:, timed],
        s.node[q.ground.nodes :, : at.PLACE + 1][ends],
        s.client[:, at.CHOSEN].copy(),
        s.type[:, at.USED].copy(),
        s.tally[[at.BANKED, at.OPEN, at.NOW, at.BEST, at.ASIDE]],
    )


def same(before: tuple[np.ndarray, ...], after: tuple[np.ndarray, ...]) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(before, after, strict=True))


@pytest.mark.parametrize("kind", TAKEN)
def test_the_books_are_right_after_moves_of_every_sort(kind: str) -> None:
    for seed in range(5):
        rng = np.random.default_rng(seed)
        instance = KINDS[kind](rng, int(rng.integers(2, 25)))
        q, s = begun(kind, seed)
        for rounds, heat in STEPS:
            seek(q, s, rounds, heat)
            assert faults(q, s) == []
            assert plain_faults(instance, q, s) == []
            assert s.tally[at.BEST] <= s.tally[at.NOW]


@pytest.mark.parametrize("kind", TAKEN)
def test_a_move_taken_back_leaves_no_trace(kind: str) -> None:
    for seed in range(5):
        q, s = begun(kind, seed)
        seek(q, s, 20, 1.0)
        for _ in range(20):
            before, moved = kept(q, s), int(s.random[0])
            seek(q, s, 1, NEVER)
            assert same(before, kept(q, s))
            assert int(s.random[0]) != moved
        assert faults(q, s) == []


def keeps_its_books(problem: RoutingProblem, seed: int) -> None:
    """Search a week in steps, and take moves back: the books are right after each."""
    q, t = from_week.question(problem), new_week(problem.tables)
    s = new_state(q.ground, q.node, q.client, q.type, seed)
    for rounds, heat in STEPS:
        seek(q, s, rounds, heat, t)
        assert faults(q, s) == []
        assert week_faults(problem, q, s, t) == []
    for _ in range(10):
        before, times = kept(q, s), t.shared.route.copy()
        seek(q, s, 1, NEVER, t)
        assert same(before, kept(q, s))
        assert np.array_equal(times[times["size"] > 0], t.shared.route[times["size"] > 0])
        assert week_faults(problem, q, s, t) == []


@pytest.mark.parametrize("seed", range(3))
def test_the_week_keeps_its_books_too(seed: int) -> None:
    keeps_its_books(scattered(25, seed), seed)


BROKEN = (
    ("route", "route", at.COST),
    ("route", "route", at.COUNT),
    ("route", "route", at.LOAD),
    ("route", "unused", at.FREE_AT),
    ("node", "begin", at.EDGE),
    ("node", "end", at.PREV),
    ("node", "stop", at.OWNER),
    ("node", "stop", at.BEGIN),
    ("node", "stop", at.END_ON),
    ("type", "type", at.USED),
    ("client", "client", at.CHOSEN),
    ("tally", "banked", 0),
    ("tally", "now", 0),
)


@pytest.mark.parametrize(("array", "row", "column"), BROKEN)
def test_a_figure_that_is_off_by_one_is_seen(array: str, row: str, column: int) -> None:
    instance = KINDS["windows"](np.random.default_rng(3), 12)
    q = from_instance.question(instance)
    s = new_state(q.ground, q.node, q.client, q.type, 3)
    seek(q, s, 20, 1.0)
    n = q.ground.nodes
    rows = {
        "route": 0,
        "unused": int(s.free[0]),
        "begin": n,
        "end": n + 1,
        "stop": int(s.node[n, at.NEXT]),
        "type": int(s.route[0, at.KIND]),
        "client": 0,
        "banked": at.BANKED,
        "now": at.NOW,
    }
    assert s.route[0, at.KIND] >= 0
    assert faults(q, s) + plain_faults(instance, q, s) == []
    figures = getattr(s, array)
    figures.reshape(len(figures), -1)[rows[row], column] += 1
    assert faults(q, s) + plain_faults(instance, q, s)
