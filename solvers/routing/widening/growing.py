"""Outings grown from one visit, by what gains most at the relaxation's prices (compiled).

What no known outing resembles is found so: a larger vehicle for the clients of three, another day's tour.
"""
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from solvers.routing.compiled import compiled
from solvers.routing.ours.ground import FAR
from solvers.routing.ours.week import Week
from solvers.routing.tables import DAYS
from solvers.routing.widening.around import beyond, lay, open_up, rows_of, take_back, write
from solvers.routing.widening.changes import best_changes, holds, put_down
from solvers.routing.widening.draft import AT, DELTA, WITH, WITHOUT, Draft


@compiled
def grown(t: Week, d: Draft, part: int, parts: int) -> None:
    """Grow outings of each group's vehicles on each day, from visits on none of those grown before.

    Parameters
    ----------
    part, parts
        Of each group and day every ``parts``-th visit is begun with.
    """
    for group in range(d.bodies.shape[0]):
        for day in range(DAYS):
            body = d.bodies[group]
            if not t.tables.vehicle_days[body, day]:
                continue
            kind = t.tables.vehicle_kind[body]
            for visit in range(d.seen.shape[0]):
                d.seen[visit] = not d.allowed[kind, day, visit] or d.worth[visit] <= 0
            for visit in range(d.seen.shape[0]):
                if (visit + group + day) % parts != part:
                    continue
                if not d.seen[visit] and holds(t, d, body, 0, 0, 0, visit):
                    d.stops[0, 0], d.sizes[0] = visit, 1
                    grow(t, d, body, day, d.shared[group, day])


@compiled
def grow(t: Week, d: Draft, body: int, day: int, cost: int) -> None:
    """Change the drafted outing of one trip as long as it gains; write it down where it pays.

    Laid anew, a change may gain less than was priced, as other trips of the day move: where nothing is
    gained the outing is given up, so that two changes never undo each other for ever.
    """
    trips, before = 1, FAR
    while lay(t, d, body, day, trips):
        now = cost + beyond(t, d, body, day, trips)
        if now >= before:
            break
        before, changed = now, best_change(t, d, body, day, trips)
        if changed < 0:
            if now < 0:
                write(t, d, body, day, trips, now, -1, 0)
            break
        take_back(t, body, day, trips)
        change(t, d, changed, trips)
        trips = max(trips, changed + 1)
    take_back(t, body, day, trips)


@compiled
def best_change(t: Week, d: Draft, body: int, day: int, trips: int) -> int:
    """Return the trip whose change gains most, -1: none gains."""
    rows, best = rows_of(t, body), -1
    open_up(t, d, body, day, trips)
    best_changes(t, d, body, day, trips, rows, 0)
    for j in range(min(trips + 1, rows)):
        if d.change[j, AT] >= 0 and (best < 0 or d.change[j, DELTA] < d.change[best, DELTA]):
            best = j
    return best


@compiled
def change(t: Week, d: Draft, j: int, trips: int) -> None:
    """Change a drafted trip, or begin one more."""
    size = d.sizes[j] if j < trips else 0
    d.sizes[j] = put_down(t, d, j, size, d.change[j, WITHOUT], d.change[j, AT], d.change[j, WITH])
    for i in range(d.sizes[j]):
        d.stops[j, i] = t.work.trial[i]
        d.seen[t.work.trial[i]] = True
