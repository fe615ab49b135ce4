"""A pool of outings that grows by those that the prices of its relaxation ask for (column generation).

Desaulniers, Desrosiers and Solomon, *Column Generation* (2005).  Here nothing proves that no outing is
missing: those one change away from the best known are looked at, which is where most that pay are, and those
that grow from single visits.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Hashable, Iterable

import numpy as np

from solvers.routing.ours.ground import Array
from solvers.routing.pool.fleets import fleets
from solvers.routing.pool.links import Offer
from solvers.routing.pool.question import held, offers_of, parcels_of, question_of
from solvers.routing.pool.relaxation import Floats, Relaxation, relaxed
from solvers.routing.problem import Outing, RoutingProblem, RoutingSolution
from solvers.routing.referee import outings
from solvers.routing.widening.draft import COST, read
from solvers.routing.widening.finder import Finder
from solvers.routing.widening.worth import worth_of

KEPT_VND = 400_000  # what an outing may cost more than it is worth to stay in the pool
MOST = 6_000  # outings that stay
NEW, OF_EACH = 1_500, 40  # outings added in a round at most, and among them with the same visit
EVERY = 3  # rounds after which is looked far from what is known, too
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
        self._finder = Finder(problem, self.groups)
        self._known: set[Hashable] = set()
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
            new = self._picked(self._finder.found(self.offers, self.relaxation, worth, far=done % EVERY == 0))
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
