"""Other ways to serve a client who has a place: taken out and put in again, all else kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from solvers.routing import tables as rule
from solvers.routing.objective import total_vnd
from solvers.routing.placing import take_client
from solvers.routing.problem import RoutingProblem, RoutingSolution
from solvers.routing.referee import load, unload
from solvers.routing.tables import new_work
from solvers.routing.unserved.left_out import helped
from solvers.routing.unserved.remedies import remedies
from solvers.routing.unserved.remedy import Remedy


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    """Another way: what is changed for it (a remedy's key; empty: nothing) and what it costs beside today's.

    ``extra_vnd`` below nought saves.
    """

    key: str
    arguments: Mapping[str, str]
    extra_vnd: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What the place of a client is worth: ``saved_vnd`` is what its absence would save, else kept."""

    without: RoutingSolution
    saved_vnd: int


def place_of(problem: RoutingProblem, solution: RoutingSolution, client: int) -> Place | None:
    """Return the week without a client, None when he cannot be taken out of his routes as they are timed."""
    t, state = problem.tables, load(problem, solution)
    before = int(total_vnd(t, state))
    if not take_client(t, state, new_work(), client):
        return None
    # the objective prices who is left out; that price is no saving
    saved_vnd = before - int(total_vnd(t, state)) + int(t.client["out_vnd"][client])
    return Place(without=unload(state, {}), saved_vnd=saved_vnd)


def ways_instead(
    problem: RoutingProblem,
    place: Place,
    client: int,
    zone_ids: tuple[str, ...],
    days: range | None = None,
) -> Iterator[Instead]:
    """Yield the ways to serve a client, the plain one first, then with the least of each kind of change.

    With ``days`` (Monday 0) only patterns that begin on one of them count.
    """
    asked = problem if days is None else _beginning(problem, client, days)
    plain = Remedy(key="", problem=asked, solution=place.without)
    for way in helped(((plain,), *remedies(asked, place.without, client, zone_ids)), client):
        yield Instead(
            key=way.remedy.key,
            arguments={**way.remedy.arguments, **way.told},
            extra_vnd=way.extra_vnd - place.saved_vnd,
        )


def _beginning(problem: RoutingProblem, client: int, days: range) -> RoutingProblem:
    """Return the problem in which patterns of the client that begin on other days have no window."""
    t = problem.tables
    windows = t.windows.copy()
    courier = t.courier_vnd.copy()
    for pattern in range(int(t.client["first"][client]), int(t.client["last"][client])):
        visits = np.arange(t.pattern["first"][pattern], t.pattern["last"][pattern])
        if int(t.visit["day"][visits].min()) not in days:
            windows[visits, :, 0], windows[visits, :, 1] = 1, 0
            courier[visits] = rule.OUT
    return replace(problem, tables=t._replace(windows=windows, courier_vnd=courier))
