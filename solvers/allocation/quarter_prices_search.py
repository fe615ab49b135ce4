"""Prices of the shared litres: up where a row is over, down where it has room; each set proves a bound.

With every row priced the products fall apart; the sum of their cheapest flows less what the free litres are
worth is a lower bound on the cost of any allocation (Lagrangian relaxation).  Each row has a step of its
own, longer while its sign holds and halved when it turns (Riedmiller and Braun's resilient steps).
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from distribution.progress import Limits, OnProgress, Progress
from distribution.quarter.prices import OVERFLOW_VND_ML
from solvers.allocation.quarter_arcs import ProductArcs
from solvers.allocation.quarter_flow import Floats, priced_costs
from solvers.allocation.quarter_problem import Frame, Ints
from solvers.allocation.simplex import Tree, optimise, reprice, start_tree

ITERATIONS = 60
THREADS = 2
PARTS = 16  # of a đồng, in which flows are priced: rounding down to whole đồng lost a hundredth of a percent
LONGER, SHORTER = 1.6, 0.5
PLACE_STEP_VND_ML, SITE_STEP_VND_ML = 4.0, 0.05
FULL_STEP_SHARE = 0.02  # a row that is over or under by this share of its litres takes its whole step
CLEARING_ITERATIONS, CLEARING_FACTOR, CLEARING_STEP_VND_ML = 40, 1.15, 0.003  # gently: room left is lost
STILL_ITERATIONS, STILL_SHARE = 6, 5e-6  # stop when the bound has gained less than this share in so many


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Priced:
    """The bound proved, and prices with the flows that they make.

    The prices are the best found, with those of sites and lanes raised until these are within their litres:
    moving stock between sites is cheap, so that this costs next to nothing.  ``cut`` says that the
    seconds ended the search.
    """

    prices: Floats
    bound_vnd: int
    flows: tuple[Ints, ...]
    iterations: int
    cut: bool


@dataclass(slots=True)
class _Trial:
    bound_vnd: int
    load_ml: Floats
    flows: list[Ints]


def price_litres(
    frame: Frame, arcs: Sequence[ProductArcs], *, limits: Limits, on_progress: OnProgress
) -> Priced:
    """Return prices and the bound within the limits; prices of nothing when no row is over."""
    started = time.perf_counter()
    capacity = frame.capacity_ml.astype(np.float64)
    trees = [start_tree(a.tail, a.head, a.room, PARTS * a.cost, a.supply) for a in arcs]
    steps = _Steps(frame)
    most = ITERATIONS if limits.iterations is None else limits.iterations
    late = False
    with ThreadPoolExecutor(THREADS) as threads:
        prices = np.zeros(len(capacity))
        trial = _try(threads, trees, arcs, capacity, prices)
        best, best_prices, curve = trial, prices, [trial.bound_vnd]
        for done in range(most):
            on_progress(Progress(phase="quarter_prices", done=done, total=most, best_vnd=best.bound_vnd))
            over = trial.load_ml > capacity
            late = limits.seconds is not None and time.perf_counter() - started > limits.seconds
            if late or (not over.any() and not prices.any()) or _still(curve):
                break
            prices = steps.next(prices, trial.load_ml - capacity, capacity)
            trial = _try(threads, trees, arcs, capacity, prices)
            if trial.bound_vnd > best.bound_vnd:
                best, best_prices = trial, prices
            curve.append(best.bound_vnd)
        bound, centres = best.bound_vnd, slice(frame.place_row(frame.sites, 0), frame.lane_row(0))
        for _ in range(CLEARING_ITERATIONS):
            over = best.load_ml > capacity
            over[centres] = False
            if not over.any():
                break
            on_progress(Progress(phase="quarter_prices", done=most, total=most, best_vnd=bound))
            dearer = np.maximum(best_prices * CLEARING_FACTOR, CLEARING_STEP_VND_ML)
            best_prices = np.where(over, np.minimum(dearer, OVERFLOW_VND_ML), best_prices)
            best = _try(threads, trees, arcs, capacity, best_prices)
            bound = max(bound, best.bound_vnd)
    return Priced(
        prices=best_prices,
        bound_vnd=bound,
        flows=tuple(best.flows),
        iterations=len(curve) - 1,
        cut=late,
    )


def _still(curve: list[int]) -> bool:
    """Whether the bound has risen above the first and now hardly moves."""
    if len(curve) <= STILL_ITERATIONS or curve[-1] <= curve[0]:
        return False
    return curve[-1] - curve[-1 - STILL_ITERATIONS] < STILL_SHARE * abs(curve[-1])


def _try(
    threads: ThreadPoolExecutor,
    trees: Sequence[Tree],
    arcs: Sequence[ProductArcs],
    capacity: Floats,
    prices: Floats,
) -> _Trial:
    """Return the bound of a set of prices; it is rounded down."""

    def solve(number: int) -> tuple[int, Ints, Ints]:
        product, tree = arcs[number], trees[number]
        cost = priced_costs(product, prices, PARTS)
        reprice(tree, cost)
        optimise(tree)
        flow = tree.flow[: len(cost)].copy()
        return int(flow @ cost), flow, product.used_half_ml(flow, len(prices))

    found = list(threads.map(solve, range(len(arcs))))
    load = np.sum([used for _, _, used in found], axis=0) / 2
    bound = sum(cost for cost, _, _ in found) // PARTS - math.ceil(float(prices @ capacity))
    return _Trial(bound_vnd=bound, load_ml=load, flows=[flow for _, flow, _ in found])


class _Steps:
    def __init__(self, frame: Frame) -> None:
        size = len(frame.capacity_ml)
        self._step = np.full(size, SITE_STEP_VND_ML)
        self._step[frame.place_row(frame.sites, 0) : frame.lane_row(0)] = PLACE_STEP_VND_ML
        self._before = np.zeros(size)

    def next(self, prices: Floats, over_ml: Floats, capacity: Floats) -> Floats:
        """Return the next prices; a price never exceeds that of an overflow."""
        acts = (over_ml > 0) | (prices > 0)
        sign = np.where(acts, np.sign(over_ml), 0.0)
        turned = sign * self._before
        factor = np.where(turned > 0, LONGER, np.where(turned < 0, SHORTER, 1.0))
        self._step = np.minimum(self._step * factor, OVERFLOW_VND_ML)
        self._before = sign
        part = np.minimum(1.0, np.abs(over_ml) / (FULL_STEP_SHARE * capacity + 1.0))
        moved: Floats = np.clip(prices + sign * self._step * part, 0.0, OVERFLOW_VND_ML)
        return moved
