"""Why a centre got this much of a product in a week: what was needed, met, sure, and who had the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from distribution.fairness.check import packs_met
from distribution.fairness.daily import DailyQuestion
from distribution.fairness.daily_question import daily_question
from distribution.fairness.opening import Intake
from distribution.fairness.shares import (
    LEVEL_UNITS,
    FairBound,
    FairCertificate,
    FairQuestion,
    Limit,
    whole_packs,
)
from distribution.inputs import WeekInputs
from distribution.quarter.answer import Issue, Movement, PackLock, QuarterAllocation
from distribution.quarter.calendar import period_days, week_of
from distribution.quarter.need import QuarterNeed
from operations.explaining.goods import Goods, goods_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A published allocation, what it was asked, and the fairness behind it.

    ``depots`` serve each centre.  ``asked_by_days`` is the question by days where days stop any level.
    """

    inputs: WeekInputs
    depots: Mapping[str, tuple[str, ...]]
    need: QuarterNeed
    takes_in: Intake
    allocation: QuarterAllocation
    question: FairQuestion
    certificate: FairCertificate
    asked_by_days: DailyQuestion | None = None

    def by_days(self) -> DailyQuestion:
        """Return the question by days."""
        asked = self.inputs, self.depots, self.allocation.horizon, self.need, self.question
        return self.asked_by_days or daily_question(*asked)


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
    packs come in a later week; ``returns`` are what the centre sends back.  ``bound`` is None where the
    need is sure in full; ``rivals`` share it.
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
    returns: tuple[Movement, ...]
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
    own = _of_centre(answered.allocation, centre_id)
    found = (
        _reason(answered, own, product_id, week, index.get((product_id, week)), met)
        for product_id in product_ids
        for week in weeks
    )
    return tuple(r for r in found if r.need or r.issues or r.locks or r.returns)


def _of_centre(allocation: QuarterAllocation, centre_id: str) -> QuarterAllocation:
    """Return what an allocation holds of one centre: the whole has a quarter of a million rows."""
    issues = [issue for issue in allocation.issues if issue.centre_id == centre_id]
    return replace(
        allocation,
        issues=tuple(sorted(issues, key=lambda i: (i.period, i.use_by, i.lot_id, i.depot_id))),
        movements=tuple(m for m in allocation.movements if m.origin_id == centre_id),
        wanted=tuple(w for w in allocation.wanted if w.centre_id == centre_id),
        locks=tuple(lock for lock in allocation.locks if lock.centre_id == centre_id),
    )


def _reason(
    answered: Answered,
    own: QuarterAllocation,
    product_id: str,
    week: int,
    index: int | None,
    met: Sequence[int],
) -> CellReason:
    question, certificate, horizon = answered.question, answered.certificate, own.horizon
    bound = None
    if index is not None and (number := certificate.held_by[index]) is not None:
        bound = certificate.bounds[number]
    level = LEVEL_UNITS if index is None else certificate.levels[index]
    mine = [
        want for want in own.wanted if want.product_id == product_id and week_of(horizon, want.period) == week
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
            for issue in own.issues
            if issue.product_id == product_id and week_of(horizon, issue.period) == week
        ),
        locks=tuple(
            lock
            for lock in own.locks
            if lock.product_id == product_id
            and any(
                lock.first <= day <= lock.last
                for period in range(len(horizon))
                if week_of(horizon, period) == week
                for day in period_days(horizon, period)
            )
        ),
        returns=tuple(
            movement
            for movement in own.movements
            if movement.product_id == product_id and week_of(horizon, movement.period) == week
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
    if bound.limit is Limit.DAYS and index is not None:
        shared = answered.certificate.day_bound_of(index)
        cells = () if shared is None else tuple(i for i, _ in shared.weights if not question.cells[i].locked)
    return tuple(
        Rival(
            cell=i,
            sure=whole_packs(question.cells[i], answered.certificate.levels[i]),
            met=met[i],
        )
        for i in cells
        if i != index
    )
