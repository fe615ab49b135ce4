"""Replications spread over processes are those of one process, byte for byte."""

from __future__ import annotations

from dataclasses import asdict, fields

import numpy as np
import pytest
from still_week import varied_question

from distribution.executor import executor
from distribution.progress import Progress
from distribution.simulation.chance import BLOCK
from distribution.simulation.outcome import Outcome
from distribution.simulation.replay import Question
from distribution.simulation.run import simulate

TIMES, SEED = 2 * BLOCK + 30, 5


@pytest.fixture(scope="module")
def question() -> Question:
    return varied_question()


@pytest.fixture(scope="module")
def alone(question: Question) -> Outcome:
    return simulate(question, TIMES, SEED)


def assert_same(found: Outcome, expected: Outcome) -> None:
    """Every figure has the same bytes."""
    for field in fields(Outcome):
        one, other = getattr(found, field.name), getattr(expected, field.name)
        if isinstance(one, np.ndarray):
            assert one.tobytes() == other.tobytes(), field.name
        elif field.name == "totals":
            assert {k: v.tobytes() for k, v in one.items()} == {k: v.tobytes() for k, v in other.items()}
        else:
            assert list(map(asdict, one)) == list(map(asdict, other)), field.name


def test_two_processes_give_the_figures_of_one(question: Question, alone: Outcome) -> None:
    told: list[Progress] = []
    with executor(workers=2) as pool:
        assert_same(simulate(question, TIMES, SEED, spread=pool, on_progress=told.append), alone)
    assert told[-1].done == TIMES


def test_another_seed_gives_others(question: Question, alone: Outcome) -> None:
    assert simulate(question, TIMES, SEED + 1).totals["loss_vnd"].sum() != alone.totals["loss_vnd"].sum()
