"""Why a centre got this much of a product in a week: what was needed, met, sure, and who had the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from distribution.fairness import (
    LEVEL_UNITS,
    FairBound,
    FairCertificate,
    FairQuestion,
    whole_packs,
)
from distribution.fairness_check import packs_met
from distribution.fairness_opening import Intake
from distribution.inputs import WeekInputs
from distribution.quarter import Issue, PackLock, QuarterAllocation
from distribution.quarter_calendar import period_days, week_of
from distribution.quarter_need import QuarterNeed
from operations.explain_goods import Goods, goods_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A published allocation, what it was asked, and the fairness behind it; ``depots`` serve each centre."""

    inputs: WeekInputs
    depots: Mapping[str, tuple[str, ...]]
    need: QuarterNeed
    takes_in: Intake
    allocation: QuarterAllocation
    question: FairQuestion
    certificate: FairCertificate


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """Another cell that draws on the same bound: its whole sure packs, and what it has met."""

    cell: int
    sure: int
    met: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CellReason:
    """One centre, product and week, explained.

    ``index`` is the cell in the question, None where nothing was needed or a lock decided.  ``late``
    packs come in a later week.  ``bound`` is None where the need is met in full; ``rivals`` share it.
    """

    week: int
    product_id: str
    index: int | None
    need: int
    met: int
    late: int
    level: int
    sure: int
    issues: tuple[Issue, ...]
    locks: tuple[PackLock, ...]
    bound: FairBound | None
    goods: Goods | None
    rivals: tuple[Rival, ...]

    @property
    def short(self) -> bool:
        """Whether less was met than needed."""
        return self.met < self.need


def reasons_of(answered: Answered, centre_id: str, product_ids: Sequence[str]) -> tuple[CellReason, ...]:
    """Return the explanation of a centre's cells in the order of products and weeks; empty ones left out."""
    met = packs_met(answered.question, answered.allocation)
    index = {
        (cell.product_id, cell.week): i
        for i, cell in enumerate(answered.question.cells)
        if cell.centre_id == centre_id and not cell.locked
    }
    weeks = sorted({cell.week for cell in answered.question.cells})
    found = (
        _reason(answered, centre_id, product_id, week, index.get((product_id, week)), met)
        for product_id in product_ids
        for week in weeks
    )
    return tuple(reason for reason in found if reason.need or reason.issues or reason.locks)


def _reason(
    answered: Answered, centre_id: str, product_id: str, week: int, index: int | None, met: Sequence[int]
) -> CellReason:
    question, certificate, allocation = answered.question, answered.certificate, answered.allocation
    horizon = allocation.horizon
    bound = None
    if index is not None and (number := certificate.held_by[index]) is not None:
        bound = certificate.bounds[number]
    level = LEVEL_UNITS if index is None else certificate.levels[index]
    mine = [
        want
        for want in allocation.wanted
        if (want.centre_id, want.product_id) == (centre_id, product_id)
        and week_of(horizon, want.period) == week
    ]
    return CellReason(
        week=week,
        product_id=product_id,
        index=index,
        need=sum(w.packs for w in mine),
        met=sum(w.packs - w.unmet for w in mine),
        late=sum(w.late for w in mine),
        level=level,
        sure=0 if index is None else whole_packs(question.cells[index], level),
        issues=tuple(
            issue
            for issue in sorted(allocation.issues, key=lambda i: (i.period, i.use_by, i.lot_id, i.depot_id))
            if (issue.centre_id, issue.product_id) == (centre_id, product_id)
            and week_of(horizon, issue.period) == week
        ),
        locks=tuple(
            lock
            for lock in allocation.locks
            if (lock.centre_id, lock.product_id) == (centre_id, product_id)
            and any(
                lock.first <= day <= lock.last
                for period in range(len(horizon))
                if week_of(horizon, period) == week
                for day in period_days(horizon, period)
            )
        ),
        bound=bound,
        goods=_goods(answered, bound, index),
        rivals=_rivals(answered, bound, index, met),
    )


def _goods(answered: Answered, bound: FairBound | None, index: int | None) -> Goods | None:
    """Return the goods behind a bound; where days are lost, those that are there by the end of the week."""
    if bound is None or index is None or bound.room is not None:
        return None
    cell = answered.question.cells[index]
    horizon = answered.allocation.horizon
    end = max(t for t in range(len(horizon)) if week_of(horizon, t) == cell.week)
    outlets = bound.outlets or ((cell.depots, end),)
    return goods_of(answered.inputs, horizon, cell.product_id, outlets, answered.takes_in)


def _rivals(
    answered: Answered, bound: FairBound | None, index: int | None, met: Sequence[int]
) -> tuple[Rival, ...]:
    if bound is None:
        return ()
    question = answered.question
    cells = bound.cells if bound.room is None else tuple(i for i, _ in question.rooms[bound.room].members)
    return tuple(
        Rival(
            cell=i,
            sure=whole_packs(question.cells[i], answered.certificate.levels[i]),
            met=met[i],
        )
        for i in cells
        if i != index
    )
