"""Sequences laid beside routes that stay, and every client that is left placed where it costs least."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from distribution.progress import Limits
from solvers.routing.adopting import adopt
from solvers.routing.insertion import fill
from solvers.routing.mending.by_hand import shut_bays
from solvers.routing.problem import RoutingProblem, RoutingSolution
from solvers.routing.referee import load, unload
from solvers.routing.tables import DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What a repair must leave alone.

    ``slots`` are routes that nothing may touch (departed, or held by a lock), ``couriers`` clients whose
    goods are with a courier already; no route that changes leaves before ``earliest_s``.  ``crews`` are the
    drivers of the routes that there are, by slot.
    """

    slots: frozenset[int] = frozenset()
    couriers: frozenset[int] = frozenset()
    earliest_s: int = 0
    crews: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


def laid(
    problem: RoutingProblem,
    rest: RoutingSolution,
    clients: frozenset[int],
    found: Sequence[tuple[int, tuple[int, ...]]],
    holding: Holding,
) -> RoutingSolution:
    """Lay sequences beside routes that stay, place every client that is left, and tell who is not."""
    tight = _tightened(problem, clients, holding)
    owner = problem.tables.visit["client"]
    everyone = clients | {int(owner[v]) for _, visits in found for v in visits}
    state = load(tight, rest)
    shut_bays(state, holding.earliest_s)
    adopt(tight, state, [slot for slot, _ in found], sorted(everyone), found)
    blocked: dict[int, int] = {}
    fill(tight, state, blocked, limits=Limits(), begun=time.perf_counter(), on_progress=None)
    return unload(state, blocked)


def _tightened(problem: RoutingProblem, clients: frozenset[int], holding: Holding) -> RoutingProblem:
    """Return the problem in which nothing joins a held route, and a courier takes none that has a place."""
    t = problem.tables
    days, courier = t.vehicle_days.copy(), t.courier_vnd.copy()
    for slot in holding.slots:
        days[slot // DAYS, slot % DAYS] = False
    courier[~np.isin(t.visit["client"], sorted(clients))] = -1
    return replace(problem, tables=t._replace(vehicle_days=days, courier_vnd=courier))
