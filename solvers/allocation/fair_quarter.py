"""Fair levels first, then the quarter with them held; what days do not allow lowers levels, and is proved.

The levels are proved for weeks, the quarter is decided by days: stores and lanes may hold less on the way
than their litres promise for a week.  Where a cell could not be given its sure packs, the levels around it
are tried by days; those that litres by days stop are proved anew (``fairness_days``), and the quarter is
decided anew.  What is not held even so, because packs are whole or the search did not find it, is capped at
what it was given, and told.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from distribution.fairness.check import packs_met
from distribution.fairness.daily import DailyQuestion
from distribution.fairness.daily_question import daily_question
from distribution.fairness.shares import whole_packs
from distribution.inputs import WeekInputs
from distribution.progress import Limits, OnProgress, Progress
from distribution.quarter.answer import FillLevel, Horizon, QuarterAllocation
from distribution.quarter.need import quarter_need
from distribution.travel import TravelTable
from solvers.allocation.fairness_days import DayLevels
from solvers.allocation.fairness_fortnight import Fairness, fair_fortnight, fair_within
from solvers.allocation.problem import near_depots
from solvers.allocation.quarter import allocate_quarter
from solvers.allocation.quarter_telling import Warned, with_settled
from solvers.outcome import Outcome

ROUNDS = 3  # of deciding anew with other levels
MOST_STOPS = 6  # levels that are proved by days in a round: a programme or two each
OF_LEVELS = ("warning.level_not_held", "warning.lock_not_held")  # told anew for other levels


@dataclass(frozen=True, slots=True, kw_only=True)
class FairQuarter:
    """The fair levels with their certificate, and who gets which lot."""

    fairness: Fairness
    outcome: Outcome[QuarterAllocation]


def allocate_fairly(
    inputs: WeekInputs,
    travel: TravelTable,
    horizon: Horizon,
    *,
    limits: Callable[[], Limits],
    released: QuarterAllocation | None,
    on_progress: OnProgress,
) -> FairQuarter:
    """Return the fair levels and the cheapest quarter that holds them.

    ``limits`` tells what a search may still take when it begins; the other parameters are those of
    ``allocate_quarter``.
    """

    def decided(levels: Sequence[FillLevel]) -> Outcome[QuarterAllocation]:
        return allocate_quarter(
            inputs,
            travel,
            horizon,
            limits=limits(),
            levels=levels,
            released=released,
            locks=inputs.pack_locks,
            on_progress=on_progress,
        )

    fairness = fair_fortnight(inputs, travel, horizon, on_progress=on_progress)
    began = time.perf_counter()
    outcome = decided(fairness.levels)
    took_s = time.perf_counter() - began
    days = _Days(inputs, travel, horizon, fairness, limits, on_progress)
    for _ in range(ROUNDS):
        lacking = unheld(fairness, outcome.value)
        if not lacking:
            break
        lower = days.lowered(fairness, outcome.value, lacking)
        if lower is fairness:  # days allow these levels: packs are whole, or the search has not found them
            lower = days.lowered(fair_within(fairness, lacking), outcome.value, lacking)
        fairness, left_s = lower, limits().seconds
        if left_s is not None and left_s < took_s:
            break  # no time to decide anew: what there is stands, and is capped where it must
        if unheld(fairness, outcome.value):
            outcome = decided(fairness.levels)
    while lacking := unheld(fairness, outcome.value):
        fairness = days.lowered(fair_within(fairness, lacking), outcome.value, lacking)
    outcome = replace(outcome, value=_told(_settled(outcome.value, fairness, inputs), fairness))
    return FairQuarter(fairness=fairness, outcome=outcome)


class _Days:
    """Levels tried by days around all cells that could not be held so far."""

    def __init__(
        self,
        inputs: WeekInputs,
        travel: TravelTable,
        horizon: Horizon,
        fairness: Fairness,
        limits: Callable[[], Limits],
        on_progress: OnProgress,
    ) -> None:
        self.asked = (inputs, travel, horizon)
        self.question = fairness.question
        self.limits = limits
        self.on_progress = on_progress
        self.around: set[int] = set()
        self.regional = True  # whether programmes of whole regions are worth a try

    @cached_property
    def daily(self) -> DailyQuestion:
        """The question by days; most nights never ask it."""
        inputs, travel, horizon = self.asked
        need = quarter_need(inputs, horizon)
        return daily_question(inputs, near_depots(inputs, travel), horizon, need, self.question)

    def lowered(
        self, fairness: Fairness, allocation: QuarterAllocation, lacking: Collection[int]
    ) -> Fairness:
        """Return the levels that litres by days allow; the same when they allow them all.

        First every centre by itself; then, where that is not why, all who share depots or a product.
        """
        self.around.update(lacking)
        seconds = self.limits().seconds
        until_s = None if seconds is None else time.perf_counter() + seconds
        levels = fairness.certificate.levels
        self.on_progress(Progress(phase="fairness_days"))
        centres = sorted({self.question.cells[i].centre_id for i in self.around})
        stops = [
            stop
            for centre_id in centres
            for stop in DayLevels.of_centre(self.question, self.daily, centre_id).all_stops(levels, until_s)
        ]
        if stops:
            fairness = fair_within(fairness, {}, day_stops=stops)
        if not self.regional or not unheld(fairness, allocation):
            return fairness
        return self._in_region(fairness, until_s)

    def _in_region(self, fairness: Fairness, until_s: float | None) -> Fairness:
        """Return the levels that days allow where many share litres; not tried again once given up."""
        region = DayLevels.around(self.question, self.daily, self.around)
        if region is None:
            return fairness
        for done in range(MOST_STOPS):
            self.on_progress(Progress(phase="fairness_days", done=done, total=MOST_STOPS))
            stop = region.first_stop(fairness.certificate.levels, until_s)
            if stop is None:
                break
            fairness = fair_within(fairness, {}, day_stops=(stop,))
        self.regional = not region.gave_up
        return fairness


def unheld(fairness: Fairness, allocation: QuarterAllocation) -> dict[int, int]:
    """Return the cells that are not given their sure packs, and what they are given."""
    question, levels = fairness.question, fairness.certificate.levels
    met = packs_met(question, allocation)
    return {
        index: met[index]
        for index, (cell, level) in enumerate(zip(question.cells, levels, strict=True))
        if met[index] < whole_packs(cell, level) and not cell.locked
    }


def _settled(allocation: QuarterAllocation, fairness: Fairness, inputs: WeekInputs) -> QuarterAllocation:
    """Return the same allocation with other levels held."""
    told = [warned for warned in allocation.warnings if warned[0] not in OF_LEVELS]
    return with_settled(replace(allocation, warnings=()), fairness.levels, inputs.pack_locks, told)


def _told(allocation: QuarterAllocation, fairness: Fairness) -> QuarterAllocation:
    """Return the allocation with a warning for every cell that was capped."""
    cells = fairness.question.cells
    capped: list[Warned] = [
        (
            "warning.level_capped",
            {
                "centre": cells[index].centre_id,
                "product": cells[index].product_id,
                "week": str(cells[index].week + 1),
                "packs": str(packs),
                "need": str(cells[index].need_packs),
            },
        )
        for index, packs in fairness.certificate.caps
    ]
    return replace(allocation, warnings=(*allocation.warnings, *capped))
