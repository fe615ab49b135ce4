"""A large pool chosen anew part by part: rows kept, never dearer, and whole where one part holds all."""

from __future__ import annotations

import random

import pytest

from distribution.progress import Limits
from solvers.routing.pool import parts
from solvers.routing.pool.model import Choice, Column, Option, Question, Row, choose
from solvers.routing.pool.parts import by_parts

CLIENTS = 12


def line(seed: int, *, twice: int = 0) -> Question:
    """Clients in a line, columns over one to three who follow one another, at most so many of a kind.

    The first ``twice`` clients have a second visit (item ``100 + client``), which rides alone.
    """
    chance = random.Random(seed)
    columns = [Column(cost=100, items=(c,)) for c in range(CLIENTS)]
    columns += [Column(cost=60, items=(100 + c,)) for c in range(twice)]
    for first in range(CLIENTS - 1):
        for length in (2, 3):
            items = tuple(range(first, min(CLIENTS, first + length)))
            columns.append(Column(cost=chance.randint(50, 100 * len(items)), items=items))
    options = [Option(client=c, items=(c, 100 + c) if c < twice else (c,), price=c) for c in range(CLIENTS)]
    pairs = tuple(i for i, column in enumerate(columns) if len(column.items) > 1)
    return Question(
        columns=tuple(columns),
        options=tuple(options),
        out=(10_000,) * CLIENTS,
        rows=(Row(columns=pairs, weights=(1,) * len(pairs), most=4),),
    )


def neighbours() -> list[list[int]]:
    return [sorted({*range(CLIENTS)} - {c}, key=lambda d: (abs(d - c), d)) for c in range(CLIENTS)]


def alone(question: Question) -> frozenset[int]:
    """Everybody's visits one by one."""
    return frozenset(i for i, column in enumerate(question.columns) if len(column.items) == 1)


def kept(question: Question, choice: Choice) -> bool:
    taken = [item for i in choice.columns for item in question.columns[i].items]
    return len(taken) == len(set(taken)) and all(
        sum(w for i, w in zip(row.columns, row.weights, strict=True) if i in choice.columns) <= row.most
        for row in question.rows
    )


def cost(question: Question, choice: Choice) -> int:
    served = [one for one in question.options if one.client not in choice.left_out]
    routes = sum(question.columns[i].cost for i in choice.columns)
    return routes + sum(one.price for one in served) + sum(question.out[c] or 0 for c in choice.left_out)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("twice", [0, 3])
def test_one_part_that_holds_all_is_the_whole_choice(seed: int, twice: int) -> None:
    question = line(seed, twice=twice)
    whole = choose(question, frozenset(), limits=Limits())
    found, done = by_parts(question, alone(question), neighbours(), limits=Limits(iterations=1))
    assert whole is not None
    assert whole.cost == whole.bound == found.cost == cost(question, found)
    assert done == 1
    assert kept(question, found)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("twice", [0, 3])
def test_small_parts_keep_the_rows_get_cheaper_and_repeat(
    monkeypatch: pytest.MonkeyPatch, seed: int, twice: int
) -> None:
    monkeypatch.setattr(parts, "NEAR", 4)
    question = line(seed, twice=twice)
    before = question.columns
    start, near = alone(question), neighbours()
    found = [by_parts(question, start, near, limits=Limits(iterations=n)) for n in (0, 3, 24)]
    costs = [choice.cost for choice, _ in found]
    assert costs == sorted(costs, reverse=True)
    assert costs[0] == sum(before[i].cost for i in start) + sum(range(CLIENTS))
    assert costs[-1] < costs[0]
    assert [done for _, done in found] == [0, 3, 24]
    assert all(kept(question, choice) and choice.cost == cost(question, choice) for choice, _ in found)
    assert found[-1] == by_parts(question, start, near, limits=Limits(iterations=24))


def test_who_is_left_out_is_served_when_that_is_cheaper() -> None:
    question = line(1)
    found, _ = by_parts(question, frozenset(), neighbours(), limits=Limits(iterations=1))
    assert found.left_out == ()
    assert by_parts(question, frozenset(), neighbours(), limits=Limits(iterations=0))[0].cost == 120_000


def test_the_clock_ends_it_before_the_first_part() -> None:
    question = line(1)
    choice, done = by_parts(question, alone(question), neighbours(), limits=Limits(seconds=0.0))
    assert done == 0
    assert choice.columns == tuple(sorted(alone(question)))


def test_a_question_without_clients_is_answered() -> None:
    empty = Question(columns=(), options=(), out=())
    assert by_parts(empty, frozenset(), (), limits=Limits(iterations=3)) == (
        Choice(columns=(), left_out=(), cost=0, bound=None),
        0,
    )
