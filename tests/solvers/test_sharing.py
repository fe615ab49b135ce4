"""Work shared out among legs: how even, in which order, and when each piece of it is at work."""

from __future__ import annotations

from itertools import pairwise

import pytest

from solvers.routing.portfolio.sharing import shared_out, turns

AREAS = {0: 123.0, 1: 100.0, 2: 23.0, 3: 18.0, 4: 16.0}  # the example week's


def test_two_legs_take_about_as_long():
    legs = shared_out(AREAS, 2)
    assert sorted(number for leg in legs for number in leg) == sorted(AREAS)
    long, short = sorted((sum(AREAS[number] for number in leg) for leg in legs), reverse=True)
    assert long - short <= min(AREAS.values())


def test_a_leg_begins_with_its_shortest_piece():
    for leg in shared_out(AREAS, 2):
        assert [AREAS[number] for number in leg] == sorted(AREAS[number] for number in leg)


def test_no_leg_is_idle_and_none_is_made_without_work():
    assert shared_out({7: 1.0}, 2) == ((7,),)
    assert shared_out({}, 2) == ()


def test_the_pieces_of_a_leg_follow_one_another_and_fill_its_time():
    legs = shared_out(AREAS, 2)
    when = {turn.number: turn for turn in turns(legs, AREAS)}
    for leg in legs:
        assert when[leg[0]].begins == 0.0
        assert when[leg[-1]].ends == pytest.approx(1.0)
        for before, after in pairwise(leg):
            assert when[after].begins == when[before].ends


def test_turns_come_as_they_begin():
    begins = [turn.begins for turn in turns(shared_out(AREAS, 2), AREAS)]
    assert begins == sorted(begins)
