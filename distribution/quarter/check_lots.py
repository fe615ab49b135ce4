"""R1: lots on hand when they leave, released, with life enough on arrival; first expired, first out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from distribution.feasibility.rule_lots import THAWED_MIN_DAYS
from distribution.feasibility.verdict import Violation
from distribution.inputs import WeekInputs
from distribution.quarter.answer import Horizon, Issue, QuarterAllocation
from distribution.quarter.calendar import last_delivery_day, week_of
from distribution.quarter.ledger import Ledger, Pile, issued_pile, site_ledger
from distribution.units import WEEK_DAYS
from distribution.vaccines import use_by_after_thaw


def lot_breaches(allocation: QuarterAllocation, inputs: WeekInputs) -> tuple[Violation, ...]:
    """Return what leaves that is not there, not released, too old, or passes over an earlier use-by."""
    ledger = site_ledger(allocation, inputs)
    return (
        *_not_on_hand(ledger, allocation.horizon),
        *_not_fit(allocation, inputs),
        *_out_of_order(allocation, inputs, ledger),
    )


def _not_on_hand(ledger: Ledger, horizon: Horizon) -> Iterator[Violation]:
    for pile, held in ledger.items():
        line = held.at_end()
        worst = min(line)
        if worst < 0:
            yield _violation("quarter_not_on_hand", pile, horizon, line.index(worst), -worst)
        late = [t for t, left in enumerate(held.leaves) if left and horizon.starts[t] > pile.use_by]
        if late:
            yield _violation("quarter_expired", pile, horizon, late[0], held.leaves[late[0]])


def _not_fit(allocation: QuarterAllocation, inputs: WeekInputs) -> Iterator[Violation]:
    horizon = allocation.horizon
    for issue in allocation.issues:
        arrival = last_delivery_day(horizon, issue.period)
        yield from _fault(issued_pile(issue, inputs), issue.use_by, issue.period, arrival, horizon, inputs)
    for movement in allocation.movements:
        if movement.origin_id in inputs.forecast.centre_ids:
            continue  # what a centre sends back may be recalled or old: that is why it goes
        pile = Pile(
            site_id=movement.origin_id,
            product_id=movement.product_id,
            use_by=inputs.lots[movement.lot_id].expiry,
            lot_id=movement.lot_id,
            frozen=movement.thaws,
        )
        use_by = movement.use_by or pile.use_by
        arrival = horizon.starts[movement.received_period]
        yield from _fault(pile, use_by, movement.period, arrival, horizon, inputs)


def _fault(
    pile: Pile, use_by: date, period: int, arrival: date, horizon: Horizon, inputs: WeekInputs
) -> Iterator[Violation]:
    """Yield what is wrong with a lot that leaves in a period and arrives on a day with a use-by."""
    start = horizon.starts[period]
    if not inputs.lots[pile.lot_id].usable(start):
        yield _violation("quarter_not_released", pile, horizon, period, 1)
    if pile.frozen and use_by > _thawed(pile, start, inputs):
        yield _violation("quarter_thawed_too_long", pile, horizon, period, 1)
    missing = _least_days(pile, use_by, inputs) - (use_by - arrival).days
    if missing > 0:
        yield _violation("quarter_short_dated", pile, horizon, period, missing)


def _thawed(pile: Pile, day: date, inputs: WeekInputs) -> date:
    return use_by_after_thaw(inputs.lots[pile.lot_id], inputs.vaccines[pile.product_id], day)


def _least_days(pile: Pile, use_by: date, inputs: WeekInputs) -> int:
    vaccine = inputs.vaccines[pile.product_id]
    was_thawed = vaccine.band is not vaccine.delivered_band and use_by != inputs.lots[pile.lot_id].expiry
    return THAWED_MIN_DAYS if was_thawed else vaccine.min_remaining_days


def _out_of_order(allocation: QuarterAllocation, inputs: WeekInputs, ledger: Ledger) -> Iterator[Violation]:
    """Yield, of each depot, product and period, the packs that an issue of a later use-by passes over.

    They count when they still stand there at the end of the period and were fit for the same delivery.
    """
    horizon = allocation.horizon
    piles: dict[tuple[str, str], list[tuple[Pile, list[int]]]] = defaultdict(list)
    for pile, held in ledger.items():
        piles[pile.site_id, pile.product_id].append((pile, held.at_end()))
    latest: dict[tuple[str, str, int], Issue] = {}
    for issue in allocation.issues:
        key = (issue.depot_id, issue.product_id, issue.period)
        if key not in latest or issue.use_by > latest[key].use_by:
            latest[key] = issue
    for (depot_id, product_id, period), issue in sorted(latest.items(), key=lambda item: item[0]):
        arrival = last_delivery_day(horizon, period)
        pack = inputs.vaccines[product_id].pack_doses
        for pile, line in piles[depot_id, product_id]:
            use_by = _issued_use_by(pile, horizon, period, inputs)
            left = min(line[period:]) if use_by < issue.use_by else 0
            if left >= pack and not list(_fault(pile, use_by, period, arrival, horizon, inputs)):
                yield _violation("quarter_out_of_order", pile, horizon, period, left)


def _issued_use_by(pile: Pile, horizon: Horizon, period: int, inputs: WeekInputs) -> date:
    monday = horizon.starts[0] + timedelta(days=WEEK_DAYS * week_of(horizon, period))
    return _thawed(pile, monday, inputs) if pile.frozen else pile.use_by


def _violation(key: str, pile: Pile, horizon: Horizon, period: int, amount: int) -> Violation:
    return Violation(
        rule="R1",
        subject_id=pile.lot_id,
        place_id=pile.site_id,
        key=key,
        amount=amount,
        unit="doses",
        day=horizon.starts[period],
        arguments={"product": pile.product_id, "use_by": pile.use_by.isoformat()},
    )
