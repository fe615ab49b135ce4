"""How far a search has cooled that is heated again; when it has iterations to spare for that."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from ours_kinds import KINDS

from distribution.progress import Limits
from solvers.routing.ours.cooling import HEATED, KNEE, PACE, PLENTY, TURNS, bent, fallen_again, plentiful
from solvers.routing.ours.engine import solve_instance
from solvers.routing.plain.referee import judge


@pytest.mark.parametrize(
    ("share", "fallen"),
    [
        (0.0, 0.0),
        (0.25, 0.5),
        (TURNS[1], HEATED),
        (0.625, (1.0 + HEATED) / 2),
        (TURNS[2], HEATED),
        (1.0, 1.0),
    ],
)
def test_it_cools_heats_and_cools_again(share: float, fallen: float) -> None:
    assert fallen_again(share) == pytest.approx(fallen)


def test_every_turn_ends_cold() -> None:
    assert [fallen_again(share - 1e-12) for share in (0.5, 0.75, 1.0)] == pytest.approx([1.0, 1.0, 1.0])


def test_only_a_search_with_iterations_to_spare_is_heated_again() -> None:
    assert plentiful(Limits(iterations=PLENTY * 10), 10)
    assert not plentiful(Limits(iterations=PLENTY * 10 - 1), 10)
    enough_s = PLENTY * 100 / PACE
    assert plentiful(Limits(seconds=enough_s), 100)
    assert not plentiful(Limits(seconds=enough_s / 2), 100)
    assert not plentiful(Limits(), 100)


def test_a_search_that_is_heated_again_repeats_and_breaks_no_rule() -> None:
    question = KINDS["windows"](np.random.default_rng(3), 5)
    limits = Limits(iterations=5 * PLENTY, seed=7)
    first, second = (solve_instance(question, limits=limits) for _ in range(2))
    assert plentiful(limits, len(question.clients))
    assert replace(first, runtime_s=0.0, incumbents=()) == replace(second, runtime_s=0.0, incumbents=())
    assert judge(question, first.value).feasible


def test_a_week_cools_slowly_to_its_knee_and_fast_from_there() -> None:
    heat = bent(hot=8.0, knee=2.0, cold=0.125)
    assert [heat(share) for share in (0.0, KNEE / 2, KNEE, (KNEE + 1) / 2, 1.0)] == pytest.approx(
        [8.0, 4.0, 2.0, 0.5, 0.125]
    )
    assert heat(1.2) == pytest.approx(0.125)
