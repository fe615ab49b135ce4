"""The nightly allocation: a flow per product, shared litres priced, whole packs repaired, a bound proved."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from distribution.inputs import WeekInputs
from distribution.progress import Limits, OnProgress, Progress
from distribution.quarter import FillLevel, Horizon, PackLock, QuarterAllocation
from distribution.quarter_need import quarter_need
from distribution.quarter_prices import DEFAULT_CHANGE_VND
from distribution.quarter_returns import returns
from distribution.travel import TravelTable
from solvers.allocation.problem import near_depots
from solvers.allocation.quarter_arcs import ProductArcs
from solvers.allocation.quarter_decode import decode_product
from solvers.allocation.quarter_encode import Settled, encode_quarter
from solvers.allocation.quarter_fefo import first_expired_first
from solvers.allocation.quarter_network import product_arcs, released_vnd
from solvers.allocation.quarter_prices_search import Priced, price_litres
from solvers.allocation.quarter_problem import Ints, QuarterProblem
from solvers.allocation.quarter_repair import improved, overflow_vnd, repaired, unfair_packs
from solvers.allocation.quarter_telling import Warned, with_overflows, with_settled
from solvers.outcome import Outcome, Status

PRICES_SHARE = 0.6  # of the seconds; what is left repairs and improves

FAIR_ROUNDS = 5


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
        is `Status.INTERRUPTED`.
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
    arcs = [product_arcs(problem.frame, product) for product in problem.products]
    search = _for_prices(limits, until_s)
    priced = price_litres(problem.frame, arcs, limits=search, on_progress=on_progress)
    fitting = _fitting(problem, arcs, priced, until_s, on_progress)
    cut = priced.cut or (until_s is not None and time.perf_counter() > until_s)
    flows = [first_expired_first(*x) for x in zip(problem.products, arcs, fitting, strict=True)]
    objective = sum(int(flow @ a.cost) for a, flow in zip(arcs, flows, strict=True))
    objective += overflow_vnd(problem.frame, arcs, flows)
    unmoved = sum(released_vnd(product) for product in problem.products)
    objective, bound = objective + unmoved, priced.bound_vnd + unmoved
    homes = {centre: near[0] for centre, near in near_depots(inputs, travel).items()}
    allocation = _allocation(inputs, horizon, problem, arcs, flows, homes)
    told: tuple[Warned, ...] = ()
    if need.extended_from is not None:
        told = (("warning.forecast_extended", {"day": need.extended_from.isoformat()}),)
    allocation = replace(
        with_settled(allocation, levels, locks, told),
        objective_vnd=objective,
        bound_vnd=bound,
    )
    return Outcome(
        value=with_overflows(allocation, inputs),
        objective=objective,
        status=_status(objective, bound, cut),
        runtime_s=time.perf_counter() - started,
        bound=bound,
    )


def _for_prices(limits: Limits, until_s: float | None) -> Limits:
    """Return the limits of the price search: its share of the seconds that are left."""
    if until_s is None:
        return limits
    return replace(limits, seconds=max(until_s - time.perf_counter(), 0.0) * PRICES_SHARE)


def _status(objective: int, bound: int, cut: bool) -> Status:
    if objective <= bound:
        return Status.OPTIMAL
    return Status.INTERRUPTED if cut else Status.FEASIBLE


def _fitting(
    problem: QuarterProblem,
    arcs: Sequence[ProductArcs],
    priced: Priced,
    until_s: float | None,
    on_progress: OnProgress,
) -> tuple[Ints, ...]:
    """Return flows within the litres: those priced where they fit already, else repaired and improved.

    A product that falls behind its fair levels in the repair goes first in the next.
    """
    if not overflow_vnd(problem.frame, arcs, priced.flows) and not priced.prices.any():
        return priced.flows
    worth = [-p.prices.safety_day_vnd / p.pack_ml for p in problem.products]
    order = np.argsort(worth, kind="stable").tolist()
    on_progress(Progress(phase="quarter_repair"))
    flows = repaired(problem.frame, arcs, priced.flows, priced.prices, order)
    for _ in range(FAIR_ROUNDS):
        behind = [
            n for n in order if unfair_packs(arcs[n], flows[n]) > unfair_packs(arcs[n], priced.flows[n])
        ]
        if not behind:
            break
        order = [*behind, *(n for n in order if n not in behind)]
        flows = repaired(problem.frame, arcs, priced.flows, priced.prices, order)
    on_progress(Progress(phase="quarter_improve"))
    return improved(problem.frame, arcs, flows, order, until_s)


def _allocation(
    inputs: WeekInputs,
    horizon: Horizon,
    problem: QuarterProblem,
    arcs: Sequence[ProductArcs],
    flows: Sequence[Ints],
    homes: Mapping[str, str],
) -> QuarterAllocation:
    answers = [
        decode_product(inputs, horizon, problem, number, arcs[number], flow)
        for number, flow in enumerate(flows)
    ]
    return QuarterAllocation(
        as_of=horizon.starts[0],
        horizon=horizon,
        issues=tuple(i for a in answers for i in a.issues),
        movements=(*(m for a in answers for m in a.movements), *returns(inputs, homes, horizon)),
        wanted=tuple(w for a in answers for w in a.wanted),
        synthetic=inputs.synthetic,
    )
