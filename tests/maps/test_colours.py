"""Colours that mean one thing."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from colour_sight import SIGHT, distance, seen

from maps.colours import DASHES, TROUBLE, VEHICLE_HUES, cost_edges, scales, vehicle_looks


def test_vehicles_are_told_apart_by_hue_then_dash() -> None:
    looks = vehicle_looks(f"V-{i:02d}" for i in range(len(VEHICLE_HUES) * len(DASHES)))
    assert len({(look["colour"], look["dash"]) for look in looks.values()}) == len(looks)


def test_red_is_kept_for_trouble() -> None:
    drawn = scales([1, 2, 3])
    assert TROUBLE not in VEHICLE_HUES
    assert TROUBLE not in drawn["cover"]["colours"]
    assert TROUBLE not in drawn["cost"]["colours"]
    assert drawn["cold"]["colours"].count(TROUBLE) == 1


def test_every_scale_has_one_colour_more_than_edges() -> None:
    drawn = scales([5])
    for view in ("cover", "cold", "cost"):
        assert len(drawn[view]["colours"]) == len(drawn[view]["edges"]) + 1
        assert drawn[view]["edges"] == sorted(set(drawn[view]["edges"]))


def test_cost_edges_part_the_costs_in_fifths() -> None:
    assert cost_edges([100_000 * i for i in range(1, 11)]) == [300_000, 500_000, 700_000, 900_000]
    assert cost_edges([]) == [0, 1, 2, 3]
    assert cost_edges([7, 7, 7]) == [7, 8, 9, 10]


@pytest.mark.parametrize("sight", sorted(SIGHT))
def test_the_colour_blind_tell_classes_and_vehicles_apart(sight: str) -> None:
    drawn = scales([1, 2, 3, 4, 5, 6])
    for view in ("cover", "cold", "cost", "stores"):
        for one, other in combinations(drawn[view]["colours"], 2):
            assert distance(one, other, sight) > 15, (view, one, other)
    for one, other in combinations(VEHICLE_HUES, 2):
        assert distance(one, other, sight) > 8, (one, other)


@pytest.mark.parametrize("sight", sorted(SIGHT))
def test_a_grey_printer_keeps_the_order_of_a_scale(sight: str) -> None:
    drawn = scales([1, 2, 3, 4, 5, 6])
    for view in ("cover", "cost", "stores"):
        light = [seen(colour, sight)[0] for colour in drawn[view]["colours"]]
        steps = [b - a for a, b in pairwise(light)]
        assert all(step > 8 for step in steps) or all(step < -8 for step in steps), (view, light)
