"""A start for a search out of what the relaxation takes in part."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from solvers.routing.pool.fleets import busy
from solvers.routing.pool.question import driven_by
from solvers.routing.pool.relaxation import SOME
from solvers.routing.problem import RouteChoice, RoutingSolution
from solvers.routing.widening.pool import WideningPool

LOOSE = 0.5  # how far chance may move what is taken of an outing


def rounded(pool: WideningPool, seed: int | None) -> RoutingSolution:
    """Return outings that the relaxation takes, most taken first, each client and vehicle once.

    Whoever is on none of them is left out, and rules between routes may be broken: it is what a search
    begins with.

    Parameters
    ----------
    seed
        Chance that shifts the order; None: none does.
    """
    clients = pool.problem.tables.visit["client"]
    taken = pool.relaxation.taken[: len(pool.offers)]
    some = np.flatnonzero(taken > SOME)
    order = taken[some]
    if seed is not None:
        order = order + LOOSE * np.random.default_rng(seed).random(len(some))
    served: set[int] = set()
    away: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    routes: list[RouteChoice] = []
    for i in some[np.argsort(-order, kind="stable")].tolist():
        offer = pool.offers[i]
        own = set(clients[list(offer.visits)].tolist())
        start, end = busy(pool.problem, offer.outing, offer.whens)
        free = [
            vehicle
            for vehicle in pool.groups[offer.group].vehicles
            if all(end <= first or last <= start for first, last in away[vehicle])
        ]
        if free and served.isdisjoint(own):
            served |= own
            away[free[0]].append((start, end))
            routes += driven_by(free[0], offer.outing)
    left = tuple(c for c in range(len(pool.problem.centre_ids)) if c not in served)
    return RoutingSolution(routes=tuple(routes), couriers=(), unserved=left)
