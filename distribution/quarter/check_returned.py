"""What centres send back: no more than they hold, on a day when a round calls, and nothing that they need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np

from distribution.feasibility.verdict import Violation
from distribution.inputs import WeekInputs
from distribution.quarter.answer import Horizon, Movement, QuarterAllocation
from distribution.quarter.calendar import open_for_centres
from distribution.quarter.need import quarter_need
from distribution.quarter.surplus import earliest_at_hand
from distribution.stock import StockLine

_Key = tuple[str, str, date | None]


def returned_breaches(allocation: QuarterAllocation, inputs: WeekInputs) -> tuple[Violation, ...]:
    """Return what is wrong with returns from centres."""
    centres = set(inputs.forecast.centre_ids)
    returned = [m for m in allocation.movements if m.origin_id in centres]
    passed = [m for m in returned if m.passed_on]
    return (
        *_unheld(returned, inputs, allocation.horizon),
        *_untimely(passed, inputs, allocation.horizon),
        *(_needed(passed, inputs, allocation.horizon) if passed else ()),
    )


def _unheld(returned: list[Movement], inputs: WeekInputs, horizon: Horizon) -> Iterator[Violation]:
    held: Counter[_Key] = Counter()
    for line in inputs.stock:
        held[line.place_id, line.lot_id, line.use_by] += line.doses
    for movement in returned:
        key = (movement.origin_id, movement.lot_id, movement.use_by)
        held[key] -= movement.doses
        if held[key] < 0:
            yield _violation("R1", "quarter_returned_unheld", movement, horizon, -held[key])


def _untimely(passed: list[Movement], inputs: WeekInputs, horizon: Horizon) -> Iterator[Violation]:
    receives = open_for_centres(inputs, horizon)
    row = {c: i for i, c in enumerate(inputs.forecast.centre_ids)}
    for movement in passed:
        ready = earliest_at_hand(inputs, horizon, movement.period)
        called = receives[row[movement.origin_id], movement.period]
        if not called or ready is None or movement.received_period < ready:
            yield _violation("R11", "quarter_passed_untimely", movement, horizon, movement.doses)
        if not inputs.lots[movement.lot_id].usable(horizon.starts[movement.period]):
            yield _violation("R1", "quarter_passed_unreleased", movement, horizon, movement.doses)


def _needed(passed: list[Movement], inputs: WeekInputs, horizon: Horizon) -> Iterator[Violation]:
    """A centre without what it passes on has the same need, and lacks no more of its safety stock."""
    gone: Counter[_Key] = Counter()
    for movement in passed:
        gone[movement.origin_id, movement.lot_id, movement.use_by] += movement.doses
    before = quarter_need(inputs, horizon)
    after = quarter_need(replace(inputs, stock=tuple(_left(inputs, gone))), horizon)
    more = (after.packs > before.packs) | (after.safety > before.safety)
    ids, products = inputs.forecast.centre_ids, inputs.forecast.product_ids
    cells = {(ids[c], products[p]) for c, p, _ in np.argwhere(more).tolist()}
    for movement in passed:
        if (movement.origin_id, movement.product_id) in cells:
            yield _violation("A1", "quarter_passed_needed", movement, horizon, movement.doses)


def _left(inputs: WeekInputs, gone: Counter[_Key]) -> Iterator[StockLine]:
    for line in inputs.stock:
        key = (line.place_id, line.lot_id, line.use_by)
        taken = min(gone[key], line.doses)
        gone[key] -= taken
        yield replace(line, doses=line.doses - taken)


def _violation(rule: str, key: str, movement: Movement, horizon: Horizon, doses: int) -> Violation:
    return Violation(
        rule=rule,
        subject_id=movement.lot_id,
        place_id=movement.origin_id,
        key=key,
        amount=doses,
        unit="doses",
        day=horizon.starts[movement.period],
        arguments={"product": movement.product_id},
    )
