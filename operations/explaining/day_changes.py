"""What a little more would change where litres by days stop a level: what the same prices then allow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from distribution.fairness.daily import DailyQuestion, DayBound
from distribution.fairness.daily_question import daily_question
from distribution.fairness.day_bounds import highest
from distribution.fairness.shares import LEVEL_UNITS
from distribution.inputs import WeekInputs
from operations.explaining.cell import Answered


class DayChanges:
    """The day bound of a cell, asked again with a little more."""

    def __init__(self, answered: Answered, index: int) -> None:
        self.answered = answered
        self.index = index
        self.daily = answered.by_days()
        self.bound = answered.certificate.day_bound_of(index) or DayBound(weights=(), prices=())

    def with_pack(self) -> int:
        """Return the level with one pack more at the cell's nearest depot from the first day on."""
        cell = self.answered.question.cells[self.index]
        alike = (
            p for p in self.daily.piles if p.product_id == cell.product_id and set(p.good_until) != {None}
        )
        more = (
            replace(pile, site_id=cell.depots[0], period=0, packs=1, frozen=False, lapse=False)
            for pile in alike
        )
        return self._level(replace(self.daily, piles=(*self.daily.piles, *list(more)[:1])))

    def with_litre(self, litre_ml: int) -> int:
        """Return the level with a litre more on every day in the place that is worth the most."""
        places = full_places(self.bound, self.daily)
        half_ml = {
            row: room + 2 * litre_ml * (row[:2] in places[:1]) for row, room in self.daily.half_ml.items()
        }
        return self._level(replace(self.daily, half_ml=half_ml))

    def with_inputs(self, inputs: WeekInputs) -> int:
        """Return the level under changed inputs."""
        return self._level(self._asked(inputs))

    def _asked(self, inputs: WeekInputs) -> DailyQuestion:
        answered = self.answered
        horizon = answered.allocation.horizon
        return daily_question(inputs, answered.depots, horizon, answered.need, answered.question)

    def _level(self, daily: DailyQuestion) -> int:
        """Return how far those whom the bound stops could rise together, the others as they are."""
        cells, levels = self.answered.question.cells, self.answered.certificate.levels
        weights = {i: weight * cells[i].need_packs for i, weight in self.bound.weights}
        rising = {i for i in weights if levels[i] == levels[self.index]}
        left = highest(daily, self.bound) * LEVEL_UNITS
        left -= sum(weight * levels[i] for i, weight in weights.items() if i not in rising)
        level = left // max(sum(weights[i] for i in rising), 1)
        return min(max(level, levels[self.index]), LEVEL_UNITS)


def full_places(bound: DayBound, daily: DailyQuestion) -> list[tuple[str, str]]:
    """Return the stores (place, band) and lanes (id, way) that a bound prices, those worth the most first."""
    worth: Counter[tuple[str, str]] = Counter()
    for place, price in _worth(bound, daily):
        worth[place] += price
    return [place for place, _ in worth.most_common()]


def _worth(bound: DayBound, daily: DailyQuestion) -> Iterator[tuple[tuple[str, str], int]]:
    for (place, what, t), price in bound.prices:
        yield (place, what), price * daily.half_ml.get((place, what, t), 0)
