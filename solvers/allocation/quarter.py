"""The nightly allocation: a flow per product, shared litres priced, whole packs repaired, a bound proved."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

from distribution.inputs import WeekInputs
from distribution.progress import Limits, OnProgress
from distribution.quarter.answer import FillLevel, Horizon, PackLock, QuarterAllocation
from distribution.quarter.need import quarter_need
from distribution.quarter.prices import DEFAULT_CHANGE_VND
from distribution.quarter.returns import returns
from distribution.travel import TravelTable
from solvers.allocation.problem import near_depots
from solvers.allocation.quarter_decode import decode_product
from solvers.allocation.quarter_encode import Settled, encode_quarter
from solvers.allocation.quarter_problem import QuarterProblem
from solvers.allocation.quarter_solve import Solved, solve_quarter
from solvers.allocation.quarter_telling import Warned, with_overflows, with_settled
from solvers.outcome import Outcome


def allocate_quarter(
    inputs: WeekInputs,
    travel: TravelTable,
    horizon: Horizon,
    *,
    limits: Limits,
    levels: Sequence[FillLevel] = (),
    released: QuarterAllocation | None = None,
    locks: Sequence[PackLock] = (),
    change_vnd: int = DEFAULT_CHANGE_VND,
    on_progress: OnProgress,
) -> Outcome[QuarterAllocation]:
    """Return who gets which lot in every period of the horizon.

    Fill levels come before every cost.  A level or lock that supply, use-by or litres do not allow is left
    out of the answer and told as a warning.

    Parameters
    ----------
    inputs, travel, horizon
        The question, distances for the prices of transport, and the periods.
    limits
        ``iterations`` of the price search, or ``seconds`` for everything: most of them for the prices, the
        rest for repair, which is always finished, and improvement.  An answer that they have cut short
        is ``interrupted``.
    levels, locks
        What fairness and planners hold fast.
    released
        The allocation that this one should change as little as its price says.
    change_vnd
        Price of a pack more or less than released, for a centre, product and period.
    on_progress
        Told what is being done.

    Raises
    ------
    EngineError
        When a flow solver does not prove its answer.
    """
    started = time.perf_counter()
    until_s = None if limits.seconds is None else started + limits.seconds
    need = quarter_need(inputs, horizon)
    settled = Settled(levels=tuple(levels), released=released, locks=tuple(locks), change_vnd=change_vnd)
    problem = encode_quarter(inputs, travel, horizon, need, settled)
    solved = solve_quarter(problem, limits=limits, until_s=until_s, on_progress=on_progress)
    homes = {centre: near[0] for centre, near in near_depots(inputs, travel).items()}
    allocation = _allocation(inputs, horizon, problem, solved, homes)
    told: tuple[Warned, ...] = ()
    if need.extended_from is not None:
        told = (("warning.forecast_extended", {"day": need.extended_from.isoformat()}),)
    allocation = replace(
        with_settled(allocation, levels, locks, told),
        objective_vnd=solved.objective_vnd,
        bound_vnd=solved.bound_vnd,
    )
    return Outcome(
        value=with_overflows(allocation, inputs),
        objective=solved.objective_vnd,
        status=solved.status,
        runtime_s=time.perf_counter() - started,
        bound=solved.bound_vnd,
    )


def _allocation(
    inputs: WeekInputs,
    horizon: Horizon,
    problem: QuarterProblem,
    solved: Solved,
    homes: Mapping[str, str],
) -> QuarterAllocation:
    answers = [
        decode_product(inputs, horizon, problem, number, solved.arcs[number], flow)
        for number, flow in enumerate(solved.flows)
    ]
    moved = tuple(m for a in answers for m in a.movements)
    passed = [m for m in moved if m.passed_on]
    return QuarterAllocation(
        as_of=horizon.starts[0],
        horizon=horizon,
        issues=tuple(i for a in answers for i in a.issues),
        movements=(*moved, *returns(inputs, homes, horizon, passed)),
        wanted=tuple(w for a in answers for w in a.wanted),
        synthetic=inputs.synthetic,
    )
