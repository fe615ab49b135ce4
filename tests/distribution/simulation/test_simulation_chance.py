"""Random numbers belong to names: blocks, processes and other parts of a plan change nothing."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from still_week import varied_question

from distribution.simulation.chance import BLOCK, Chance, blocks
from distribution.simulation.comparison import differences
from distribution.simulation.run import simulate


def test_a_name_has_its_numbers_whatever_else_is_drawn() -> None:
    chance = Chance(seed=1, block=2, size=10)
    first = chance.normal("leg", "a", "b")
    chance.normal("leg", "c", "d")
    np.testing.assert_array_equal(chance.normal("leg", "a", "b"), first)
    assert not np.array_equal(Chance(seed=2, block=2, size=10).normal("leg", "a", "b"), first)


def test_the_numbers_of_a_name_are_those_of_philox_keyed_by_its_digest() -> None:
    digest = hashlib.blake2b(b"1|2|leg|a|b", digest_size=16).digest()
    philox = np.random.Philox(key=int.from_bytes(digest, "little"))
    expected = np.random.Generator(philox).standard_normal(10)
    np.testing.assert_array_equal(Chance(seed=1, block=2, size=10).normal("leg", "a", "b"), expected)


def test_more_replications_keep_the_first_ones() -> None:
    short, long = simulate(varied_question(), BLOCK + 20, 5), simulate(varied_question(), 2 * BLOCK, 5)
    for name, values in short.totals.items():
        np.testing.assert_array_equal(values, long.totals[name][: BLOCK + 20])


def test_the_outcome_does_not_depend_on_where_blocks_run() -> None:
    alone = simulate(varied_question(), 3 * BLOCK, 5)
    with ThreadPoolExecutor(3) as spread:
        together = simulate(varied_question(), 3 * BLOCK, 5, spread=spread)
    for name, values in alone.totals.items():
        np.testing.assert_array_equal(values, together.totals[name])
    np.testing.assert_array_equal(alone.out_after, together.out_after)


def test_a_plan_does_not_differ_from_itself() -> None:
    one, two = simulate(varied_question(), 300, 5), simulate(varied_question(), 300, 5)
    assert all(d.mean == 0.0 and d.half_width == 0.0 for d in differences(one, two))


def test_a_route_taken_out_leaves_the_luck_of_the_others() -> None:
    question = varied_question()
    whole = simulate(question, 300, 5)
    less = simulate(replace(question, plan=replace(question.plan, routes=question.plan.routes[1:])), 300, 5)
    np.testing.assert_array_equal(whole.late_s[2:], less.late_s)


def test_the_paired_difference_is_sharper_than_the_unpaired() -> None:
    question = varied_question()
    route = question.plan.routes[1]
    early = replace(
        question,
        plan=replace(question.plan, routes=(question.plan.routes[0], later(route), question.plan.routes[2])),
    )
    found = {d.name: d for d in differences(simulate(early, 500, 5), simulate(question, 500, 5))}
    assert 0.0 < found["overtime_vnd"].half_width < found["overtime_vnd"].unpaired / 2


def test_outcomes_of_different_sizes_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="replications"):
        differences(simulate(varied_question(), 10, 1), simulate(varied_question(), 20, 1))


def test_blocks_hold_all_replications() -> None:
    assert sum(b.size for b in blocks(1, 1_037)) == 1_037


def later(route):  # type: ignore[no-untyped-def]
    """Return a route that begins to load a quarter of an hour earlier, and so has a longer shift."""
    return replace(route, load_start_s=route.load_start_s - 900)
