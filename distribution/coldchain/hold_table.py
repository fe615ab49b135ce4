"""Planned hold times, looked up: the recipe of a box that holds longest in an ambient."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from math import ceil

from distribution.coldchain.recipes import Recipe, recipes
from distribution.coldchain.tables import cold_table
from distribution.units import HOUR_S

GOODS_C = 5.0  # the middle of 2–8 °C


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A recipe in an ambient: seconds held by nineteen boxes of twenty, and the coldest °C of the load."""

    recipe: Recipe
    ambient_c: int
    hold_s: int
    coldest_c: float


@cache
def _holds() -> Mapping[tuple[str, int], Hold]:
    known = recipes()
    return {
        (row["recipe_id"], int(row["ambient_c"])): Hold(
            recipe=known[row["recipe_id"]],
            ambient_c=int(row["ambient_c"]),
            hold_s=round(float(row["hold_h"]) * HOUR_S),
            coldest_c=float(row["coldest_c"]),
        )
        for row in cold_table("hold_times")
    }


@cache
def tabulated_range_c() -> tuple[int, int]:
    """Return the least and greatest ambient (°C) of the table."""
    ambients = [ambient for _, ambient in _holds()]
    return min(ambients), max(ambients)


@cache
def tabulated_boxes() -> frozenset[str]:
    """Return the boxes that have a recipe in the table."""
    return frozenset(recipes()[recipe_id].box_id for recipe_id, _ in _holds())


def hold_in(recipe_id: str, ambient_c: float) -> Hold:
    """Return how long a recipe holds: the row of the next warmer whole degree.

    Below the table its coolest row holds; nothing is credited above it.

    Raises
    ------
    KeyError
        When the recipe is not in the table, or the ambient is above it.
    """
    least, _ = tabulated_range_c()
    return _holds()[recipe_id, max(least, ceil(ambient_c - 1e-9))]


@cache
def recipe_hold(recipe_id: str, ambient_c: float) -> Hold | None:
    """Return how long a recipe holds in whatever heat; None for a recipe that the table does not know.

    Above the table its hottest row is shortened as heat through the wall grows; the inputs' warnings tell of
    such heat.
    """
    _, most_c = tabulated_range_c()
    if (recipe_id, most_c) not in _holds():
        return None
    if ambient_c <= most_c:
        return hold_in(recipe_id, ambient_c)
    hottest = hold_in(recipe_id, most_c)
    return replace(hottest, hold_s=int(hottest.hold_s * (most_c - GOODS_C) / (ambient_c - GOODS_C)))


@cache
def best_hold(box_id: str, ambient_c: float) -> Hold | None:
    """Return the recipe of a box that holds longest at an ambient; None for a box without a recipe.

    A recipe that lets the load freeze holds for minutes only, and so is never the best.
    """
    own = [recipe.recipe_id for recipe in recipes().values() if recipe.box_id == box_id]
    found = [recipe_hold(recipe_id, ambient_c) for recipe_id in own]
    return max(filter(None, found), key=lambda hold: (hold.hold_s, hold.recipe.recipe_id), default=None)
