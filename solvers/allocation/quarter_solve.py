"""The quarter's integers solved: litres priced, a bound proved, whole packs fitted, earliest lots first."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from distribution.progress import Limits, OnProgress, Progress
from solvers.allocation.quarter_arcs import ProductArcs
from solvers.allocation.quarter_fefo import first_expired_first
from solvers.allocation.quarter_mending import mended
from solvers.allocation.quarter_network import product_arcs, released_vnd
from solvers.allocation.quarter_prices_search import Priced, price_litres
from solvers.allocation.quarter_problem import Ints, QuarterProblem
from solvers.allocation.quarter_repair import overflow_vnd, repaired, unfair_packs
from solvers.allocation.quarter_wishes import improved
from solvers.outcome import Status

FAIR_ROUNDS = 5
PRICES_SHARE = 0.6  # of the seconds; what is left repairs and improves


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solved:
    """The products' flows in whole packs, what they cost together, and the bound that the prices prove.

    ``over_vnd`` is the part of the cost that is for volume over the litres.
    """

    arcs: tuple[ProductArcs, ...]
    flows: tuple[Ints, ...]
    objective_vnd: int
    over_vnd: int
    bound_vnd: int
    cut: bool

    @property
    def status(self) -> Status:
        """How the search ended."""
        if self.objective_vnd <= self.bound_vnd:
            return Status.OPTIMAL
        return Status.INTERRUPTED if self.cut else Status.FEASIBLE


def solve_quarter(
    problem: QuarterProblem, *, limits: Limits, until_s: float | None, on_progress: OnProgress
) -> Solved:
    """Return flows for every product, within the litres where that can be.

    At ``until_s`` on the performance counter, if any, improvement stops; the price search gets most of the
    seconds until then.
    """
    arcs = _arcs(problem, on_progress)
    search = _for_prices(limits, until_s)
    priced = price_litres(problem.frame, arcs, limits=search, on_progress=on_progress)
    fitting = _fitting(problem, arcs, priced, until_s, on_progress)
    cut = priced.cut or (until_s is not None and time.perf_counter() > until_s)
    flows = tuple(first_expired_first(*x) for x in zip(problem.products, arcs, fitting, strict=True))
    cost = sum(int(flow @ a.cost) for a, flow in zip(arcs, flows, strict=True))
    over = overflow_vnd(problem.frame, arcs, flows)
    unmoved = sum(released_vnd(product) for product in problem.products)
    return Solved(
        arcs=arcs,
        flows=flows,
        objective_vnd=cost + over + unmoved,
        over_vnd=over,
        bound_vnd=priced.bound_vnd + unmoved,
        cut=cut,
    )


def _arcs(problem: QuarterProblem, on_progress: OnProgress) -> tuple[ProductArcs, ...]:
    """Return the flow network of every product."""
    found, total = [], len(problem.products)
    for done, product in enumerate(problem.products):
        on_progress(Progress(phase="quarter_arcs", done=done, total=total))
        found.append(product_arcs(problem.frame, product))
    return tuple(found)


def _for_prices(limits: Limits, until_s: float | None) -> Limits:
    """Return the limits of the price search: its share of the seconds that are left."""
    if until_s is None:
        return limits
    return replace(limits, seconds=max(until_s - time.perf_counter(), 0.0) * PRICES_SHARE)


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
    flows = repaired(problem.frame, arcs, priced.flows, priced.prices, order, on_progress)
    for _ in range(FAIR_ROUNDS):
        behind = [
            n for n in order if unfair_packs(arcs[n], flows[n]) > unfair_packs(arcs[n], priced.flows[n])
        ]
        if not behind:
            break
        order = [*behind, *(n for n in order if n not in behind)]
        flows = repaired(problem.frame, arcs, priced.flows, priced.prices, order, on_progress)
    on_progress(Progress(phase="quarter_improve"))
    better = improved(problem.frame, arcs, flows, order, until_s)
    return mended(problem.frame, arcs, better, order, until_s)
