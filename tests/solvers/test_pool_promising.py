"""A large pool's promising columns: none that a better choice needs is lost, and never the choice known."""

from __future__ import annotations

import random

import pytest

from distribution.errors import EngineError
from distribution.progress import Limits
from solvers.routing.pool.model import Choice, Column, Option, Question, Row, choose
from solvers.routing.pool.promising import cost_of, promising
from solvers.routing.pool.relaxation import relaxed
from solvers.routing.pool.stepwise import narrowed

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


def alone(question: Question) -> frozenset[int]:
    """Everybody's visits one by one."""
    return frozenset(i for i, column in enumerate(question.columns) if len(column.items) == 1)


def best(question: Question) -> Choice:
    found = choose(question, frozenset(), limits=Limits())
    assert found is not None
    assert found.cost == found.bound
    return found


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("twice", [0, 3])
def test_the_cheapest_choice_is_among_the_promising(seed: int, twice: int) -> None:
    question = line(seed, twice=twice)
    kept = promising(question, relaxed(question), alone(question), len(question.columns))
    assert alone(question) <= set(kept)
    assert best(narrowed(question, kept)).cost == best(question).cost


@pytest.mark.parametrize("seed", range(8))
def test_what_a_good_choice_rules_out_is_left_out(seed: int) -> None:
    question = line(seed)
    good = best(question)
    kept = promising(question, relaxed(question), frozenset(good.columns), len(question.columns))
    assert set(good.columns) <= set(kept)
    assert len(kept) < len(question.columns)
    assert best(narrowed(question, kept)).cost == good.cost


def test_of_many_the_most_promising_are_kept_and_the_choice_known() -> None:
    question = line(2)
    few = promising(question, relaxed(question), alone(question), 5)
    assert alone(question) <= set(few)
    assert len(few) <= 5 + CLIENTS
    assert few == promising(question, relaxed(question), alone(question), 5)
    assert set(few) <= set(promising(question, relaxed(question), alone(question), 9))


@pytest.mark.parametrize("seed", range(4))
def test_a_choice_costs_its_columns_its_options_and_who_is_left_out(seed: int) -> None:
    question = line(seed, twice=3)
    found = best(question)
    assert cost_of(question, frozenset(found.columns)) == found.cost
    assert cost_of(question, frozenset()) == 10_000 * CLIENTS


def test_a_relaxation_without_solution_is_told() -> None:
    nobody = Question(columns=(), options=(), out=(None,))  # who must be served, and can not
    with pytest.raises(EngineError, match="no relaxation"):
        relaxed(nobody)
