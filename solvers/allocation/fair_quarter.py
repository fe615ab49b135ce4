"""Fair levels first, then the quarter with them held; what litres over days do not allow is capped and told.

The levels are proved for weeks, the quarter is decided by days: stores and lanes may hold less on the way
than their litres promise for a week.  A cell that could not be given its sure packs is capped at what it was
given, the levels are proved anew beside that cap, and, where others must now have more, decided anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from distribution.fairness.check import packs_met
from distribution.fairness.shares import whole_packs
from distribution.inputs import WeekInputs
from distribution.progress import Limits, OnProgress
from distribution.quarter.answer import FillLevel, Horizon, QuarterAllocation
from distribution.travel import TravelTable
from solvers.allocation.fairness_fortnight import Fairness, fair_fortnight, fair_within
from solvers.allocation.quarter import allocate_quarter
from solvers.allocation.quarter_telling import Warned, with_settled
from solvers.outcome import Outcome

CAPPING_ROUNDS = 2
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
    outcome = decided(fairness.levels)
    for _ in range(CAPPING_ROUNDS):
        caps = unheld(fairness, outcome.value)
        if not caps:
            break
        fairness = fair_within(fairness, caps, on_progress=on_progress)
        if unheld(fairness, outcome.value):
            outcome = decided(fairness.levels)
        else:
            outcome = replace(outcome, value=_settled(outcome.value, fairness, inputs))
    return FairQuarter(fairness=fairness, outcome=replace(outcome, value=_told(outcome.value, fairness)))


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
