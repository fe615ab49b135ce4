"""Need is what the inputs make it, and what is said to be met has come: counted pack by pack."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from distribution.feasibility.verdict import Violation
from distribution.inputs import WeekInputs
from distribution.quarter.answer import Horizon, QuarterAllocation, Wanted
from distribution.quarter.calendar import week_of
from distribution.quarter.need import quarter_need
from distribution.quarter.shelf import shelves


def need_breaches(allocation: QuarterAllocation, inputs: WeekInputs) -> tuple[Violation, ...]:
    """Return need left out or invented, packs used that never came, need met out of nothing."""
    return (
        *_need_differs(allocation, inputs),
        *_lacking(allocation),
        *_unmet_differs(allocation, inputs),
    )


def _need_differs(allocation: QuarterAllocation, inputs: WeekInputs) -> Iterator[Violation]:
    need = quarter_need(inputs, allocation.horizon).packs
    rows = {c: i for i, c in enumerate(inputs.forecast.centre_ids)}
    columns = {p: i for i, p in enumerate(inputs.forecast.product_ids)}
    left = need.copy()
    for cell in allocation.wanted:
        left[rows[cell.centre_id], columns[cell.product_id], cell.period] -= cell.packs
    for c, p, t in zip(*left.nonzero(), strict=True):
        yield _violation(
            "quarter_need_differs",
            inputs.forecast.centre_ids[c],
            inputs.forecast.product_ids[p],
            allocation.horizon,
            int(t),
            abs(int(left[c, p, t])),
        )


def _lacking(allocation: QuarterAllocation) -> Iterator[Violation]:
    for shelf in shelves(allocation):
        for period, packs in enumerate(shelf.lacking):
            if packs:
                place, product = shelf.centre_id, shelf.product_id
                yield _violation("quarter_used_unreceived", place, product, allocation.horizon, period, packs)


def _unmet_differs(allocation: QuarterAllocation, inputs: WeekInputs) -> Iterator[Violation]:
    cells: dict[tuple[str, str], list[Wanted]] = defaultdict(list)
    for cell in sorted(allocation.wanted, key=lambda w: w.period):
        cells[cell.centre_id, cell.product_id].append(cell)
    for (centre_id, product_id), line in sorted(cells.items()):
        waits = inputs.vaccines[product_id].back_orderable
        wrong = _wrong_late(line, allocation.horizon) if waits else _wrong_at_once(line)
        if wrong is not None:
            yield _violation("quarter_unmet_differs", centre_id, product_id, allocation.horizon, *wrong)


def _wrong_at_once(line: list[Wanted]) -> tuple[int, int] | None:
    """Return where what cannot wait is not used in its own period: period and packs."""
    for cell in line:
        if cell.used != cell.packs - cell.unmet or cell.late:
            return cell.period, abs(cell.used - cell.packs + cell.unmet) + cell.late
    return None


def _wrong_late(line: list[Wanted], horizon: Horizon) -> tuple[int, int] | None:
    """Return where the packs used are not those met in the week and those of earlier weeks that came late."""
    owed = 0
    by_week: dict[int, list[Wanted]] = defaultdict(list)
    for cell in line:
        by_week[week_of(horizon, cell.period)].append(cell)
    for _, week in sorted(by_week.items()):
        met = sum(c.packs - c.unmet for c in week)
        served = sum(c.used for c in week) - met
        if not 0 <= served <= owed or any(not 0 <= c.late <= c.unmet <= c.packs for c in week):
            return week[0].period, abs(served)
        early = _used_early(week, owed)
        if early:
            return week[0].period, early
        owed += sum(c.late for c in week) - served
    return (line[-1].period, owed) if owed else None


def _used_early(week: list[Wanted], owed: int) -> int:
    """Return the packs used within a week before their need arose."""
    used = met = worst = 0
    for cell in week:
        used += cell.used
        met += cell.packs - cell.unmet
        worst = max(worst, used - met - owed)
    return worst


def _violation(
    key: str, centre_id: str, product_id: str, horizon: Horizon, period: int, packs: int
) -> Violation:
    return Violation(
        rule="A1",
        subject_id=centre_id,
        place_id=centre_id,
        key=key,
        amount=packs,
        unit="packs",
        day=horizon.starts[period],
        arguments={"product": product_id},
    )
