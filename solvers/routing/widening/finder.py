"""Where outings are looked for that cost less than they are worth at the relaxation's prices."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from solvers.routing.ours.ground import Array
from solvers.routing.ours.week import new_week
from solvers.routing.pool.fleets import Alike
from solvers.routing.pool.links import Offer
from solvers.routing.pool.relaxation import SOME, Floats, Relaxation
from solvers.routing.problem import RoutingProblem
from solvers.routing.tables import DAYS
from solvers.routing.widening.around import around, elsewhere
from solvers.routing.widening.draft import BASES, new_draft, written
from solvers.routing.widening.growing import grown

SPAN_VND = 100_000  # what an outing may cost more than it is worth to be looked around
FAR_SPAN_VND = 60_000  # the same on another day or by another kind of vehicle
LOOKS = 800_000  # bases times visits in a round: about a quarter of a second
SEEDS = 45  # visits from which outings are grown in a round


class Finder:
    """Looks around outings that nearly pay, and far from all that is known."""

    def __init__(self, problem: RoutingProblem, groups: Sequence[Alike]) -> None:
        self._week, self._draft = new_week(problem.tables), new_draft(problem, groups)
        self._grown = 0

    def found(self, offers: Sequence[Offer], relaxation: Relaxation, worth: Floats, *, far: bool) -> Array:
        """Return rows of outings that pay (``draft.py``), some of them known.

        Parameters
        ----------
        worth
            What an outing may cost for each visit, (visits).
        far
            Whether is looked on other days and at other vehicles, too, and outings are grown; from other
            visits each time.
        """
        draft, reduced = self._draft, relaxation.reduced[: len(offers)]
        draft.worth[:], draft.tally[0] = np.round(worth), 0
        most = min(BASES, LOOKS // max(1, len(worth)))
        near = [i for i in np.argsort(reduced, kind="stable")[:most].tolist() if reduced[i] <= SPAN_VND]
        costs = _shared_costs(offers, reduced, worth)
        bases = [(offers[i].outing, int(costs[i])) for i in near]
        around(self._week, draft, written(bases, draft.bases))
        if far:
            draft.shared[:] = self._by_day(offers, costs)
            taken = [base for i, base in zip(near, bases, strict=True) if relaxation.taken[i] > SOME]
            elsewhere(self._week, draft, written(taken, draft.bases), FAR_SPAN_VND)
            parts = max(1, round(len(worth) / SEEDS))
            grown(self._week, draft, self._grown % parts, parts)
            self._grown += 1
        return draft.found[: draft.tally[0]]

    def _by_day(self, offers: Sequence[Offer], costs: Array) -> Array:
        """Return the least that each vehicle's outings of a day cost so, nought where there are none."""
        row = {int(body): i for i, body in enumerate(self._draft.bodies)}
        none = np.iinfo(np.int64).max
        least = np.full((len(row), DAYS), none)
        for offer, cost in zip(offers, costs.tolist(), strict=True):
            first = offer.outing[0]
            if first.vehicle in row:
                at = row[first.vehicle], first.day
                least[at] = min(least[at], cost)
        return np.where(least == none, 0, least)


def _shared_costs(offers: Sequence[Offer], reduced: Floats, worth: Floats) -> Array:
    """Return what each outing costs by what it takes of vehicles, drivers and bays, at their prices."""
    own = [offer.cost_vnd - sum(worth[v] for v in offer.visits) for offer in offers]
    beside: Array = np.round(reduced - own).astype(np.int64)
    return np.maximum(0, beside)
