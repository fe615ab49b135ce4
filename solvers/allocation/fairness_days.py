"""The first level that litres by days do not allow, and the prices that prove it: a dual in whole numbers.

Levels proved by weeks are tried by days, the most urgent products first.  All cells rise together, none
beyond its level by the week; where they must stop before, the dual of the linear programme names those who
share what is used up.  Its prices are only a proposal: what they prove is computed without believing them
(``distribution/fairness/day_bounds.py``), and that is the level.
"""

from __future__ import annotations

import math
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.linear_solver.python import model_builder
from scipy import sparse

from distribution.fairness.daily import DailyQuestion, DayBound, DayRow
from distribution.fairness.day_bounds import highest
from distribution.fairness.shares import LEVEL_UNITS, FairQuestion
from solvers.allocation.day_programme import LITRE_HALF_ML, DayProgramme

ENGINE = "glop"  # its duals are those of a corner: few, and as exact as they come
WORK = "max_deterministic_time: 10"  # of one programme, in seconds of a fixed machine: the same on all
MOST_CELLS = 2_000  # of a region: a programme of more would take longer than the night
NEARLY = 1e-7  # of a level: as exact as the engine

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayStop:
    """A level at which litres by days stop some cells, and what proves it."""

    cells: tuple[int, ...]
    level: int
    bound: DayBound


class DayLevels:
    """Some cells by days: those of one centre, with goods enough, or all around those of a region."""

    def __init__(
        self, question: FairQuestion, daily: DailyQuestion, cells: tuple[int, ...], *, fed: bool = False
    ) -> None:
        self.question = question
        self.daily = daily
        self.gave_up = False  # a programme was not solved within its work or time
        self.programme = DayProgramme(daily, cells, fed)
        self.programme.lay_out()

    @classmethod
    def around(
        cls, question: FairQuestion, daily: DailyQuestion, unheld: Collection[int]
    ) -> DayLevels | None:
        """Return the cells that may compete with some, of one product or served alike; None: too many."""
        cells = _taking_part(question, daily, unheld)
        return cls(question, daily, cells) if len(cells) <= MOST_CELLS else None

    @classmethod
    def of_centre(cls, question: FairQuestion, daily: DailyQuestion, centre_id: str) -> DayLevels:
        """Return the cells of a centre, which only its own litres stop."""
        mine = (i for i, c in enumerate(question.cells) if c.centre_id == centre_id and c.need_packs)
        return cls(question, daily, tuple(mine), fed=True)

    def all_stops(self, levels: Sequence[int], until_s: float | None) -> Iterator[DayStop]:
        """Yield one stop after the other, each beside the levels that those before it leave."""
        lowered = list(levels)
        while (stop := self.first_stop(lowered, until_s)) is not None:
            yield stop
            for cell in stop.cells:
                lowered[cell] = stop.level

    def first_stop(self, levels: Sequence[int], until_s: float | None) -> DayStop | None:
        """Return the first level that days stop below ``levels``; None: there is none, or no time left."""
        urgencies = sorted({self.question.cells[i].urgency for i in self.programme.cells})
        for urgency in urgencies:
            mine = [i for i in self.programme.cells if self.question.cells[i].urgency <= urgency]
            fixed = {i for i in mine if self.question.cells[i].urgency < urgency}
            while rising := [i for i in mine if i not in fixed]:
                solved = self._raised(levels, sorted(fixed), rising, until_s)
                if solved is None:
                    self.gave_up = True
                    return None
                level, duals = solved
                full = {i for i in rising if levels[i] <= (level + NEARLY) * LEVEL_UNITS}
                if not full:
                    return self._stop(levels, fixed, duals)
                fixed |= full
        return None

    def _raised(
        self, levels: Sequence[int], fixed: Sequence[int], rising: Sequence[int], until_s: float | None
    ) -> tuple[float, Floats] | None:
        """Return how far cells can rise together beside fixed ones, and what a unit of every row is worth."""
        programme, cells = self.programme, self.question.cells
        row, column, value = (list(x) for x in zip(*programme.entries, strict=True))
        row += [programme.rows["cell", i] for i in rising]
        column += [programme.columns] * len(rising)
        value += [-float(cells[i].need_packs) for i in rising]
        low, high = np.array(programme.low), np.array(programme.high)
        for i in fixed:
            low[programme.rows["cell", i]] = cells[i].need_packs * levels[i] / LEVEL_UNITS * (1 - NEARLY**2)
        shape = (len(low), programme.columns + 1)
        most = np.append(np.full(programme.columns, np.inf), 1.0)
        cost = np.append(np.zeros(programme.columns), -1.0)
        model, solver = model_builder.Model(), model_builder.Solver(ENGINE)
        rows = sparse.csr_matrix((value, (row, column)), shape=shape)
        model.helper.fill_model_from_sparse_data(np.zeros(shape[1]), most, cost, low, high, rows)
        solver.set_solver_specific_parameters(WORK)
        if until_s is not None:
            solver.set_time_limit_in_seconds(max(until_s - time.perf_counter(), 0.0))
        if solver.solve(model) != model_builder.SolveStatus.OPTIMAL:
            return None
        duals = solver.dual_values(model.get_linear_constraints())
        return -float(solver.objective_value), np.asarray(duals, np.float64)

    def _stop(self, levels: Sequence[int], fixed: set[int], duals: Floats) -> DayStop | None:
        """Return the level that a dual proves, exactly, and whom it stops."""
        bound, cells = _priced(self.programme, duals), self.question.cells
        weights = {i: weight * cells[i].need_packs for i, weight in bound.weights}
        most = highest(self.daily, bound) * LEVEL_UNITS
        rising = {i for i in weights if i not in fixed}
        while rising:
            left = most - sum(weight * levels[i] for i, weight in weights.items() if i not in rising)
            level = left // sum(weights[i] for i in rising)
            if level < 0:
                return None
            beyond = {i for i in fixed & weights.keys() if i not in rising and levels[i] > level}
            beyond = {i for i in beyond if cells[i].urgency == max(cells[j].urgency for j in rising)}
            if not beyond:
                stopped = tuple(sorted(i for i in rising if level < levels[i]))
                return DayStop(cells=stopped, level=level, bound=bound) if stopped else None
            rising |= beyond
        return None


def _taking_part(question: FairQuestion, daily: DailyQuestion, unheld: Collection[int]) -> tuple[int, ...]:
    """Return the cells that may compete with some: of the same product, or served from the same depots."""
    products = {question.cells[i].product_id for i in unheld}
    near = {site for i in unheld for site in daily.calls[question.cells[i].centre_id][0]}
    return tuple(
        i
        for i, cell in enumerate(question.cells)
        if cell.need_packs and (cell.product_id in products or near & set(daily.calls[cell.centre_id][0]))
    )


def _priced(programme: DayProgramme, duals: Floats) -> DayBound:
    """Return the duals as weights and prices, rounded so that no pack gains by it."""
    weights: list[tuple[int, int]] = []
    prices: list[tuple[DayRow, int]] = []
    parts: list[tuple[int, int, int]] = []
    largest = max((float(duals[n]) for key, n in programme.rows.items() if key[0] == "cell"), default=0.0)
    scale = LEVEL_UNITS / largest if largest > 0 else 0.0
    for key, number in programme.rows.items():
        dual = float(duals[number]) * scale
        match key:
            case ("cell", int() as i) if dual > 0:
                weights.append((i, math.floor(dual)))
            case ("litres", (str() as place, str() as what, int() as t)) if dual < 0:
                prices.append(((place, what, t), math.ceil(-dual / LITRE_HALF_ML)))
            case ("part", int() as i, int() as day) if dual < 0:
                parts.append((i, day, math.ceil(-dual)))
    return DayBound(
        weights=tuple(sorted(w for w in weights if w[1])),
        prices=tuple(sorted(p for p in prices if p[1])),
        parts=tuple(sorted(p for p in parts if p[2])),
    )
