"""Small weeks with windows, days and couriers: the engines against every order, day and departure."""

from __future__ import annotations

from functools import cache
from itertools import permutations, product

import numpy as np
import pytest
from routing_instances import OUT_VND, Client, H, problem

from distribution.progress import Limits
from solvers.routing.engines import ENGINES
from solvers.routing.problem import RouteChoice, RoutingProblem, RoutingSolution
from solvers.routing.referee import trip, violations

SEEDS = (1, 2, 3, 4)
DAYS = (0, 1)
SLOTS = range(0, 48 * len(DAYS))
MORNING, AFTERNOON = (6 * H, 9 * H), (14 * H, 16 * H)


@cache
def small(seed: int, days: tuple[int, ...] = DAYS) -> RoutingProblem:
    """Return three clients within 2 h of road: open in the morning or the afternoon, one by courier."""
    rng = np.random.default_rng(seed)
    clients = [
        Client(
            at=(float(x), float(y)),
            windows=((MORNING, AFTERNOON)[int(rng.integers(2))],),
            days=days,
            boxes=int(rng.integers(2, 9)),
            courier_vnd=int(rng.integers(600_000, 2_500_000)) if i == 1 else -1,
        )
        for i, (x, y) in enumerate(rng.uniform(-90, 90, (3, 2)))
    ]
    one: RoutingProblem = problem(clients, vehicles=2, boxes=14)
    return one


@cache
def optimum(one: RoutingProblem) -> int:
    """Return the least cost over everything that can be done with each client.

    What one route has in common with another (vans, drivers, bays) is left aside, so this is a lower
    bound; an engine that reaches it without a violation has the optimum.
    """
    t = one.tables
    options = [
        [*np.flatnonzero(t.visit["client"] == c).tolist(), "courier", "out"] for c in range(len(t.client))
    ]
    return min(
        _split(one, tuple(o for o in chosen if isinstance(o, int)))
        + sum(_without_van(one, c, o) for c, o in enumerate(chosen) if isinstance(o, str))
        for chosen in product(*options)
    )


def _without_van(one: RoutingProblem, client: int, option: str) -> int:
    price = int(one.tables.courier_vnd[one.tables.client["first"][client], 0])
    return price if option == "courier" and price >= 0 else OUT_VND


def _split(one: RoutingProblem, visits: tuple[int, ...]) -> int:
    """Share visits out over routes: the first visit's companions, then the rest."""
    if not visits:
        return 0
    first, others = visits[0], visits[1:]
    return min(
        _cheapest(one, (first, *(v for v, taken in zip(others, mask, strict=True) if taken)))
        + _split(one, tuple(v for v, taken in zip(others, mask, strict=True) if not taken))
        for mask in product((False, True), repeat=len(others))
    )


@cache
def _cheapest(one: RoutingProblem, visits: tuple[int, ...]) -> int:
    """Return the cost of the cheapest order and departure that breaks no rule of a route."""
    trips = (
        trip(one, RouteChoice(vehicle=0, day=slot // 48, depart_s=slot * 1_800, visits=order))
        for order in permutations(visits)
        for slot in SLOTS
    )
    return min((t.cost_vnd for t in trips if not t.broken), default=1 << 50)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_baseline_is_never_below_the_optimum(seed: int) -> None:
    outcome = ENGINES["insertion"](small(seed), limits=Limits())
    assert violations(small(seed), outcome.value) == ()
    assert outcome.objective >= optimum(small(seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_our_engine_finds_the_optimum(seed: int) -> None:
    outcome = ENGINES["ours"](small(seed), limits=Limits(iterations=300, seed=seed))
    assert violations(small(seed), outcome.value) == ()
    assert outcome.objective == optimum(small(seed))


@pytest.mark.parametrize("seed", SEEDS[:3])
def test_ortools_finds_the_optimum_of_a_day_from_nothing(seed: int) -> None:
    """Its model holds day routes alone, so the clients may be served on one day only.

    The fourth seed is left out: there the optimum ends unloading at 15:56, and the model, which adds a
    sixteenth to driving for breaks (66 min become 70), sees 16:00:07, after the window.
    """
    one = small(seed, (0,))
    nothing = RoutingSolution(routes=(), couriers=(), unserved=(0, 1, 2))
    outcome = ENGINES["ortools"](one, limits=Limits(iterations=200), start=nothing)
    assert violations(one, outcome.value) == ()
    assert outcome.objective == optimum(one)
