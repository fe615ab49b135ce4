"""A centre that is closed all week, put to the problem as if its own closures were lifted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from distribution.inputs import WeekInputs
from distribution.travel import TravelTable
from solvers.routing.encode_fleet import encode_fleet
from solvers.routing.encode_visits import VisitArrays, encode_visits
from solvers.routing.problem import RoutingProblem, RoutingSolution
from solvers.routing.tables import Ints, Tables
from solvers.routing.unserved.remedy import Family, Remedy
from solvers.visits import CentreRequest


def opened(
    problem: RoutingProblem,
    solution: RoutingSolution,
    inputs: WeekInputs,
    travel: TravelTable,
    request: CentreRequest,
) -> Iterator[Family]:
    """Yield the problem with one client more, the last: the centre on the days that only it itself closes."""
    calendar = inputs.calendar
    others = tuple(c for c in calendar.closures if c.centre_id != request.centre_id)
    as_if = replace(inputs, calendar=replace(calendar, closures=others))
    depots = tuple(d for d in inputs.network.depots if d.site_id in problem.depot_ids)
    asked = replace(request, patterns=request.closed, closed=())
    fleet = encode_fleet(inputs, depots)
    more = encode_visits(as_if, travel, (asked,), depots, fleet)
    if not more.centre_ids:
        return
    larger = replace(
        problem,
        tables=_joined(problem.tables, more),
        centre_ids=(*problem.centre_ids, *more.centre_ids),
        visit_days=(*problem.visit_days, *more.days),
    )
    out = replace(solution, unserved=(*solution.unserved, len(problem.centre_ids)))
    yield (Remedy(key="open", problem=larger, solution=out),)


def _joined(t: Tables, more: VisitArrays) -> Tables:
    """Return the tables with the client, patterns and visits of ``more`` behind their own."""
    client, pattern, visit = (more.arrays[name].copy() for name in ("client", "pattern", "visit"))
    for name in ("first", "last"):
        client[name] += len(t.pattern)
        pattern[name] += len(t.visit)
    visit["client"] += len(t.client)
    visit["pattern"] += len(t.pattern)
    return t._replace(
        client=np.concatenate([t.client, client]),
        pattern=np.concatenate([t.pattern, pattern]),
        visit=np.concatenate([t.visit, visit]),
        ready_day=np.concatenate([t.ready_day, more.arrays["ready_day"]]),
        courier_vnd=np.concatenate([t.courier_vnd, more.arrays["courier_vnd"]]),
        windows=np.concatenate(list(_alike(t.windows, more.arrays["windows"]))),
    )


def _alike(one: Ints, other: Ints) -> Iterator[Ints]:
    """Yield windows with equally many columns, those added never open."""
    width = max(one.shape[1], other.shape[1])
    for windows in (one, other):
        filled = np.zeros((len(windows), width, 2), np.int64)
        filled[:, :, 0] = 1
        filled[:, : windows.shape[1]] = windows
        yield filled
