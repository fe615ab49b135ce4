"""What the relaxation gives for each visit of a week."""

from __future__ import annotations

import numpy as np

from solvers.routing.pool.relaxation import Floats, Relaxation
from solvers.routing.problem import RoutingProblem


def worth_of(problem: RoutingProblem, relaxation: Relaxation) -> Floats:
    """Return what an outing may cost for each visit, (visits).

    Of a pattern that is not in use the relaxation says only what all of its visits may cost together: what
    the client costs now, less the price of the pattern.  Each is given an equal share.  Otherwise one visit
    without an outing would seem to be worth a fortune, and another less than nothing.
    """
    t = problem.tables
    worth = np.zeros(len(t.visit))
    for visit, price in relaxation.worth.items():
        worth[visit] = price
    for pattern in t.pattern:
        visits = range(int(pattern["first"]), int(pattern["last"]))
        if len(visits) == 1 or not relaxation.used.issuperset(visits):
            client = int(t.visit["client"][visits[0]])
            worth[list(visits)] = (relaxation.client[client] - int(pattern["vnd"])) / len(visits)
    return worth
