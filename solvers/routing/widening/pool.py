"""A pool of outings that grows by those that the prices of its relaxation ask for (column generation).

Desaulniers, Desrosiers and Solomon, *Column Generation* (2005).  Here nothing proves that no outing is
missing: those one change away from the best known are looked at, which is where most that pay are.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Hashable, Iterable

import numpy as np

from solvers.routing.ours.ground import Array
from solvers.routing.ours.week import new_week
from solvers.routing.pool.fleets import fleets
from solvers.routing.pool.links import Offer
from solvers.routing.pool.question import held, offers_of, parcels_of, question_of
from solvers.routing.pool.relaxation import SOME, Floats, Relaxation, relaxed
from solvers.routing.problem import Outing, RoutingProblem, RoutingSolution
from solvers.routing.referee import outings
from solvers.routing.tables import DAYS
from solvers.routing.widening.around import around, elsewhere
from solvers.routing.widening.draft import BASES, COST, new_draft, read, written
from solvers.routing.widening.growing import grown
from solvers.routing.widening.worth import worth_of

SPAN_VND = 100_000  # what an outing may cost more than it is worth to be looked around
FAR_SPAN_VND = 60_000  # the same on another day or by another kind of vehicle
KEPT_VND = 400_000  # and to stay in the pool
MOST = 6_000  # outings that stay
LOOKS = 800_000  # bases times visits in a round: about a quarter of a second
NEW, OF_EACH = 1_500, 40  # outings added in a round at most, and among them with the same visit
SEEDS = 45  # visits from which outings are grown in a round
EVERY = 3  # rounds after which other days and vehicles are looked at, too
STEADY = 0.5  # share of the prices of before: they jump from round to round, their mean does not


class WideningPool:
    """Outings of a week, and what its relaxation says of them.

    Parameters
    ----------
    start
        A solution whose outings and couriers always stay.

    Raises
    ------
    EngineError
        When the relaxation has no solution.
    """

    def __init__(self, problem: RoutingProblem, pool: Iterable[Outing], start: RoutingSolution) -> None:
        self.problem, self._start = problem, start
        self.groups = fleets(problem)
        self._parcels = parcels_of(problem, start)
        self._week, self._draft = new_week(problem.tables), new_draft(problem, self.groups)
        self._bodies = np.array([g.vehicles[0] for g in self.groups if not g.locked], np.int64)
        self._known: set[Hashable] = set()
        self._looked = 0
        self.offers: tuple[Offer, ...] = ()
        self.add((*outings(problem, start), *pool))

    def add(self, pool: Iterable[Outing]) -> None:
        """Add outings that are not known yet, and solve the relaxation anew."""
        new = {key: one for one in pool if (key := self._key(one)) not in self._known}
        self._known |= new.keys()
        self.offers += offers_of(self.problem, self.groups, new.values())
        asked = self.problem, self.groups, self.offers, self._parcels, self._start
        self.relaxation: Relaxation = relaxed(question_of(*asked))

    def widen(self, rounds: int, until: float | None = None) -> int:
        """Add outings that pay, round by round; return how many rounds it took until none was left.

        Parameters
        ----------
        until
            Moment of the monotonic clock from which on no further round begins.
        """
        worth: Floats | None = None
        for done in range(rounds):
            if until is not None and time.monotonic() >= until:
                return done
            fresh = worth_of(self.problem, self.relaxation)
            worth = fresh if worth is None else STEADY * worth + (1 - STEADY) * fresh
            new = self._asked_for(worth, others=done % EVERY == 0)
            if not new:
                return done
            self._forget()
            self.add(new)
        return rounds

    def promising(self, most: int) -> tuple[Outing, ...]:
        """Return at most so many outings, those of least reduced cost, and all of the start."""
        order = np.argsort(self.relaxation.reduced[: len(self.offers)], kind="stable")[:most]
        return tuple(self.offers[i].outing for i in order)

    def _key(self, outing: Outing) -> Hashable:
        kind = int(self.problem.tables.vehicle_kind[outing[0].vehicle])
        return kind, outing[0].day, tuple(route.visits for route in outing)

    def _asked_for(self, worth: Floats, *, others: bool) -> list[Outing]:
        """Return outings that cost less than they are worth."""
        draft, reduced = self._draft, self.relaxation.reduced[: len(self.offers)]
        draft.worth[:], draft.tally[0] = np.round(worth), 0
        most = min(BASES, LOOKS // max(1, len(worth)))
        near = [i for i in np.argsort(reduced, kind="stable")[:most].tolist() if reduced[i] <= SPAN_VND]
        costs = self._shared_costs(worth)
        bases = [(self.offers[i].outing, int(costs[i])) for i in near]
        around(self._week, draft, written(bases, draft.bases))
        if others:
            by_day = self._by_day(self._bodies, costs)
            taken = [base for i, base in zip(near, bases, strict=True) if self.relaxation.taken[i] > SOME]
            count = written(taken, draft.bases)
            elsewhere(self._week, draft, count, self._bodies, by_day, FAR_SPAN_VND)
            parts = max(1, round(len(worth) / SEEDS))
            grown(self._week, draft, self._bodies, by_day, self._looked % parts, parts)
            self._looked += 1
        return self._picked(draft.found[: draft.tally[0]])

    def _picked(self, found: Array) -> list[Outing]:
        """Return the outings that pay most among those not known, not too many with the same visit."""
        often: Counter[int] = Counter()
        picked: dict[Hashable, Outing] = {}
        for row in found[np.argsort(found[:, COST], kind="stable")]:
            outing = read(row)
            key = self._key(outing)
            visits = [v for route in outing for v in route.visits]
            if key in self._known or key in picked or min(often[v] for v in visits) >= OF_EACH:
                continue
            picked[key] = outing
            often.update(visits)
            if len(picked) == NEW:
                break
        return list(picked.values())

    def _shared_costs(self, worth: Floats) -> Array:
        """Return what each outing costs by what it takes of vehicles, drivers and bays, at their prices."""
        own = [offer.cost_vnd - sum(worth[v] for v in offer.visits) for offer in self.offers]
        beside: Array = np.round(self.relaxation.reduced[: len(own)] - own).astype(np.int64)
        return np.maximum(0, beside)

    def _by_day(self, bodies: Array, costs: Array) -> Array:
        """Return the least that each vehicle's outings of a day cost so, nought where there are none."""
        row = {int(body): i for i, body in enumerate(bodies)}
        least = np.full((len(bodies), DAYS), np.iinfo(np.int64).max)
        for offer, cost in zip(self.offers, costs.tolist(), strict=True):
            first = offer.outing[0]
            if first.vehicle in row:
                at = row[first.vehicle], first.day
                least[at] = min(least[at], cost)
        return np.where(least == np.iinfo(np.int64).max, 0, least)

    def _forget(self) -> None:
        """Let the outings go that are far from paying; they may be asked for again."""
        reduced = self.relaxation.reduced
        kept = set(np.argsort(reduced[: len(self.offers)], kind="stable")[:MOST].tolist())
        kept = {i for i in kept if reduced[i] <= KEPT_VND} | self._held()
        self._known -= {self._key(o.outing) for i, o in enumerate(self.offers) if i not in kept}
        self.offers = tuple(o for i, o in enumerate(self.offers) if i in kept)

    def _held(self) -> set[int]:
        """Return the rows of the start's outings."""
        columns = held(self.problem, self.offers, self._parcels, self.groups, self._start)
        return {i for i in columns if i < len(self.offers)}
