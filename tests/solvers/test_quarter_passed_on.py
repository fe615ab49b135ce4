"""Packs that one centre can spare reach another before they lapse, where somebody wants them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from spare_week import SPARE_PACKS, spare_week
from tiny_places import MON

from distribution.inputs import WeekInputs
from distribution.progress import Limits, Progress
from distribution.quarter.answer import Horizon, QuarterAllocation, nightly_horizon, weekly_horizon
from distribution.quarter.check import check_quarter
from distribution.quarter.ledger import site_ledger
from distribution.travel import TravelTable
from solvers.allocation.quarter import allocate_quarter
from solvers.outcome import Outcome, Status

NIGHT, WEEKS = nightly_horizon(MON), weekly_horizon(MON)


def _silent(progress: Progress) -> None:
    del progress


def solve(inputs: WeekInputs, travel: TravelTable, horizon: Horizon) -> Outcome[QuarterAllocation]:
    return allocate_quarter(inputs, travel, horizon, limits=Limits(iterations=30), on_progress=_silent)


@pytest.mark.parametrize("horizon", [NIGHT, WEEKS])
def test_spare_packs_are_given_to_others_before_they_lapse(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable, horizon: Horizon
) -> None:
    inputs = spare_week(tiny_inputs)
    outcome = solve(inputs, tiny_travel, horizon)
    allocation = outcome.value
    assert check_quarter(allocation, inputs) == ()
    assert outcome.status is Status.OPTIMAL
    (passed,) = (m for m in allocation.movements if m.passed_on)
    assert (passed.origin_id, passed.destination_id, passed.packs) == (
        "centre-near",
        "depot-north",
        SPARE_PACKS,
    )
    left = {
        p: held.at_end()[-1] for p, held in site_ledger(allocation, inputs).items() if p.lot_id == "HEXA-2"
    }
    assert sum(left.values()) == 0  # not one pack of it lapses
    assert "centre-near" not in {i.centre_id for i in allocation.issues if i.lot_id == "HEXA-2"}


def test_spare_packs_that_nobody_wants_stay(tiny_inputs: WeekInputs, tiny_travel: TravelTable) -> None:
    inputs = spare_week(tiny_inputs)
    use = inputs.forecast.doses.copy()
    near = inputs.forecast.centre_ids.index("centre-near")
    use[np.arange(len(use)) != near, inputs.forecast.product_ids.index("HEXA")] = 0
    use[near, inputs.forecast.product_ids.index("HEXA"), -1] = 2  # a need, so that HEXA is decided at all
    alone = replace(inputs, forecast=replace(inputs.forecast, doses=use))
    allocation = solve(alone, tiny_travel, NIGHT).value
    assert [m for m in allocation.movements if m.passed_on] == []
    assert check_quarter(allocation, alone) == ()


def test_what_is_spared_meets_need_that_would_be_unmet(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    inputs = spare_week(tiny_inputs)
    without = replace(inputs, stock=tuple(s for s in inputs.stock if s.place_id != "centre-near"))
    unmet = [
        sum(
            w.unmet - w.late
            for w in solve(asked, tiny_travel, NIGHT).value.wanted
            if w.centre_id != "centre-near"
        )
        for asked in (without, inputs)
    ]
    assert unmet[0] - unmet[1] >= SPARE_PACKS
