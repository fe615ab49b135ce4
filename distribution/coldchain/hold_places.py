"""Hold times by recipe, month and place: the table of hold times read at each station's design hot day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from distribution.coldchain.hold_table import hold_in, tabulated_range_c
from distribution.coldchain.recipes import recipes
from distribution.inputs import ClimateRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceHold:
    """A recipe at a station in a month: seconds held by 19 boxes of 20 at its design hot day.

    ``freezes`` says that the model sees the load below the recipe's lower limit.
    """

    recipe_id: str
    box_id: str
    station: str
    month: int
    design_c: float
    hold_s: int
    freezes: bool


def hold_by_place(climate: Iterable[ClimateRow]) -> tuple[PlaceHold, ...]:
    """Return every recipe at every station and month; hotter months than the table holds are left out."""
    _, most_c = tabulated_range_c()
    rows = [row for row in climate if row.design_hot_c <= most_c]
    found = []
    for recipe in recipes().values():
        for row in rows:
            hold = hold_in(recipe.recipe_id, row.design_hot_c)
            found.append(
                PlaceHold(
                    recipe_id=recipe.recipe_id,
                    box_id=recipe.box_id,
                    station=row.station,
                    month=row.month,
                    design_c=row.design_hot_c,
                    hold_s=hold.hold_s,
                    freezes=hold.coldest_c < recipe.low_c and not recipe.certified,
                )
            )
    return tuple(found)
